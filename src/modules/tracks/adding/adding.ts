// Files on their way into the Studio: each is kept on this device first, then named by a track. The list is shown on the page
// and outlives it: leaving the page stops nothing.
// Invariant: one file is copied at a time; a file ends as a track, as "here already", or with an error in words.
import { create } from 'zustand';
import { newId } from '#schema/ids.ts';
import { audioType } from '#schema/tracks/audio-types.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { BlobStore } from '#src/blobs/public.ts';
import type { Replica } from '#src/replica/api.ts';
import { errorToProblem } from '#src/ui/save-outcome.ts';
import { nameOfFile } from '../model.ts';
import { trackHashes } from '../queries.ts';

export interface AddingFile {
  id: string;
  name: string;
  state:
    | { kind: 'waiting' }
    | { kind: 'copying'; part: number }
    | { kind: 'failed'; error: CadenceError }
    | { kind: 'known'; trackId: string; trackName: string };
}

export const useAdding = create<{ files: readonly AddingFile[]; added: number }>(() => ({ files: [], added: 0 }));

const setState = (id: string, state: AddingFile['state']): void =>
  useAdding.setState(({ files }) => ({ files: files.map((file) => (file.id === id ? { ...file, state } : file)) }));

export const dismissFiles = (ids: readonly string[]): void =>
  useAdding.setState(({ files }) => ({ files: files.filter(({ id }) => !ids.includes(id)) }));

/** One row of the list: a file, or all files that were refused for one reason, which is said once. */
export type AddingGroup = readonly [AddingFile, ...AddingFile[]];

export function groupFiles(files: readonly AddingFile[]): AddingGroup[] {
  const groups = new Map<string, [AddingFile, ...AddingFile[]]>();
  for (const file of files) {
    const key = file.state.kind === 'failed' ? JSON.stringify(file.state.error) : file.id;
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()];
}

export interface AddingPorts {
  replica: Replica;
  blobs: BlobStore;
  /** Called when the first file of a person has become a track. */
  onAdded(): void;
}

let last: Promise<void> = Promise.resolve();

/** An album shows in its order when the newest tracks stand first, so its last file goes in first. */
const inReverse = (files: readonly File[]): File[] =>
  files.toSorted((a, b) => b.name.localeCompare(a.name, undefined, { numeric: true }));

/** Takes files in, one after the other, after those already being taken. */
export function addFiles(ports: AddingPorts, files: readonly File[]): Promise<void> {
  const entries = inReverse(files).map((file) => ({ id: newId(), file }));
  useAdding.setState((state) => ({
    files: [...state.files, ...entries.map(({ id, file }): AddingFile => ({ id, name: file.name, state: { kind: 'waiting' } }))],
  }));
  const run = entries.reduce((before, { id, file }) => before.then(() => addFile(ports, id, file)), last);
  last = run;
  return run;
}

async function addFile(ports: AddingPorts, id: string, file: File): Promise<void> {
  try {
    await takeIn(ports, id, file);
  } catch (thrown) {
    const error = errorToProblem(thrown);
    // A file can vanish, or its folder lose its permission, between the choice and the reading.
    setState(id, { kind: 'failed', error: error ?? { code: 'bad_file', detail: messageOf(thrown) } });
  }
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

async function takeIn({ replica, blobs, onAdded }: AddingPorts, id: string, file: File): Promise<void> {
  const mimeType = audioType(file.name, file.type);
  if (mimeType === null) return setState(id, { kind: 'failed', error: { code: 'bad_file', detail: 'It is not an audio file.' } });
  if (file.size === 0) return setState(id, { kind: 'failed', error: { code: 'bad_file', detail: 'It is empty.' } });
  setState(id, { kind: 'copying', part: 0 });
  const { sha256, size } = await blobs.put(file, (bytes) => setState(id, { kind: 'copying', part: bytes / file.size }));
  const known = (await replica.query(trackHashes())).find(({ content_sha256 }) => content_sha256 === sha256);
  if (known) return setState(id, { kind: 'known', trackId: known.id, trackName: known.name });
  const { readFileTags } = await import('./file-tags.ts');
  const { title, ...tags } = await readFileTags(file);
  const name = title ?? nameOfFile(file.name);
  const receipt = await replica.dispatch('tracks.add', {
    trackId: newId(),
    name,
    contentSha256: sha256,
    fileSizeBytes: size,
    mimeType,
    ...tags,
  });
  const applied = await receipt.applied;
  if (applied.kind === 'rejected') return setState(id, { kind: 'failed', error: applied.error });
  dismissFiles([id]);
  useAdding.setState(({ added }) => ({ added: added + 1 }));
  onAdded();
}
