// Title, artist and album as the file itself names them (ID3, Vorbis comments, MP4 atoms). Loaded with the first file added.
import { ALL_FORMATS, BlobSource, Input } from 'mediabunny';

export interface FileTags {
  title?: string;
  artist?: string;
  album?: string;
  genre?: string;
}

const LONGEST = 200;

const tidy = (text: string | undefined): string | undefined => {
  // Old ID3 fields are padded with zeros.
  const trimmed = text?.replaceAll('\0', '').trim().slice(0, LONGEST);
  return trimmed === '' ? undefined : trimmed;
};

/** Empty when the file names nothing or cannot be read: tags are a courtesy, not a condition. */
export async function readFileTags(file: Blob): Promise<FileTags> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
  try {
    const tags = await input.getMetadataTags();
    const [title, artist] = [tidy(tags.title), tidy(tags.artist ?? tags.albumArtist)];
    const [album, genre] = [tidy(tags.album), tidy(tags.genre)];
    return { ...(title && { title }), ...(artist && { artist }), ...(album && { album }), ...(genre && { genre }) };
  } catch {
    return {};
  } finally {
    input.dispose();
  }
}
