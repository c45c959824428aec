// What a captured file is, read from its bytes by the formats of every import. Loaded when an item is sorted, because it brings all
// formats.
import { allFormats, type ImportDomain } from '#schema/formats.ts';
import { recognise } from '#schema/files/recognise.ts';
import { SourceFile } from '#schema/files/source-file.ts';
import { audioType } from '#schema/tracks/audio-types.ts';

export type FileStep = { kind: 'audio' } | { kind: 'import'; domain: ImportDomain; app: string };

/** Larger files are no exports that a phone should read for a suggestion. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Null for a file that no page reads. */
export async function fileStep(file: File): Promise<FileStep | null> {
  if (audioType(file.name, file.type) !== null) return { kind: 'audio' };
  if (file.size > MOST_BYTES || /^(image|video)\//.test(file.type)) return null;
  const source = new SourceFile(file.name, new Uint8Array(await file.arrayBuffer()));
  const found = recognise(source, allFormats);
  if (found.kind === 'unknown') return null;
  const [{ format }] = found.files;
  return { kind: 'import', domain: format.domain as ImportDomain, app: format.name };
}
