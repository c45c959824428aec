// The text of a note: [[Title]] leads to the note of that title, pictures are files of the note. A picture of another site is loaded
// after a tap only, and then by the server: the site does not learn who reads.
import { Button, Text } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { isWebAddress, siteOf } from '#schema/notes/rules/url.ts';
import { useBlobUrl } from '#src/blobs/use-blob-url.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Markdown } from '#src/ui/markdown.tsx';
import { fileOfAddress, linkedKeys, noteOfLink } from '../model.ts';
import { notesByTitles, type NoteFile } from '../queries.ts';
import { loadPicture } from '../link-client.ts';
import { strings } from '../strings.ts';
import classes from './notes.module.css';

/** Only these are shown: an SVG may hold scripts. */
const SHOWN_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);

const isShownPicture = ({ mime_type: type }: Pick<NoteFile, 'mime_type'>): boolean => SHOWN_TYPES.has(type);

interface NoteMarkdownProps {
  text: string;
  files: readonly NoteFile[];
  onTask?(offset: number, isDone: boolean): void;
}

interface Shown {
  files: readonly NoteFile[];
  /** The notes that the text links to. */
  known: readonly { id: string; title: string; former_titles: readonly string[] }[];
}

const ShownContext = createContext<Shown>({ files: [], known: [] });

export function NoteMarkdown({ text, files, onTask }: NoteMarkdownProps) {
  const known = rowsIfReady(useRows(notesByTitles(linkedKeys(text)), { keepWithin: 'notes.linked' }));
  const shown = useMemo(() => ({ files, known: known ?? [] }), [files, known]);
  return (
    <ShownContext value={shown}>
      <Markdown text={text} {...(onTask && { onTask })} NoteLink={NoteLink} Picture={Picture} />
    </ShownContext>
  );
}

function NoteLink({ title, children }: { title: string; children: ReactNode }) {
  const { known } = use(ShownContext);
  const noteId = noteOfLink(known, title)?.id;
  if (noteId !== undefined) {
    return (
      <Link to="/library/notes/$noteId" params={{ noteId }} className={classes.noteLink}>
        {children}
      </Link>
    );
  }
  return (
    <Link to="/library/notes/new" search={{ title }} className={classes.newLink} title={strings.page.newLinked(title)}>
      {children}
    </Link>
  );
}

function Picture({ src, alt }: { src: string; alt: string }) {
  const { files } = use(ShownContext);
  const file = fileOfAddress(src, files);
  if (file && isShownPicture(file)) return <StoredPicture file={file} alt={alt} />;
  return isWebAddress(src) ? <RemotePicture src={src} alt={alt} /> : <span>{alt}</span>;
}

function StoredPicture({ file, alt }: { file: NoteFile; alt: string }) {
  const picture = useBlobUrl(file.content_sha256, file.mime_type);
  if (picture.kind === 'ready') return <img src={picture.url} alt={alt || file.name} className={classes.picture} />;
  return (
    <Text component="span" c="dimmed" size="sm">
      {picture.kind === 'loading' ? strings.picture.loading : strings.picture.missing}
    </Text>
  );
}

type Remote = 'waiting' | 'loading' | 'failed' | { url: string };

function RemotePicture({ src, alt }: { src: string; alt: string }) {
  const [state, setState] = useState<Remote>('waiting');
  const load = async (): Promise<void> => {
    setState('loading');
    const picture = await loadPicture(src);
    setState(picture === null ? 'failed' : { url: URL.createObjectURL(picture) });
  };
  if (typeof state === 'object') {
    return <img src={state.url} alt={alt} className={classes.picture} onLoad={() => URL.revokeObjectURL(state.url)} />;
  }
  return (
    <span>
      <Button
        variant="default"
        size="sm"
        loading={state === 'loading'}
        leftSection={<IconPhoto size={18} aria-hidden />}
        onClick={() => void load()}
      >
        {strings.picture.show(siteOf(src))}
      </Button>{' '}
      {state === 'failed' ? strings.picture.failed : alt}
    </span>
  );
}
