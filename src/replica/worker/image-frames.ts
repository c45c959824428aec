// The format of one stored snapshot, and how frames add up to files. A frame: two lengths, a JSON list of changes, then the
// bytes of those changes in their order.

export type Change =
  /** Removes the path and everything below it. */
  | { kind: 'remove'; path: string }
  | { kind: 'folder'; path: string }
  /**
   * `size`: the file's current size. `keep`: the length of the stored prefix that stays (0 for a new file). Bytes that are
   * neither kept nor in `parts` are zero.
   */
  | { kind: 'file'; path: string; size: number; keep: number; parts: { at: number; bytes: Uint8Array }[] };

export interface StoredFiles {
  /** Parents before their children. */
  folders: string[];
  /** Views of one buffer where possible; the receiver owns them and may write into them. */
  files: Map<string, Uint8Array>;
}

type ListedChange =
  | ['remove', path: string]
  | ['folder', path: string]
  | ['file', path: string, size: number, keep: number, parts: [at: number, length: number][]];

const LENGTHS_BYTES = 8;

export function encodeFrame(changes: readonly Change[]): Uint8Array<ArrayBuffer> {
  const listed = changes.map((change): ListedChange => {
    if (change.kind !== 'file') return [change.kind, change.path];
    const { path, size, keep, parts } = change;
    return ['file', path, size, keep, parts.map(({ at, bytes }) => [at, bytes.length])];
  });
  const head = new TextEncoder().encode(JSON.stringify(listed));
  const parts = changes.flatMap((change) => (change.kind === 'file' ? change.parts : []));
  const bodyLength = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const frame = new Uint8Array(LENGTHS_BYTES + head.length + bodyLength);
  const view = new DataView(frame.buffer);
  view.setUint32(0, head.length);
  view.setUint32(4, bodyLength);
  frame.set(head, LENGTHS_BYTES);
  let at = LENGTHS_BYTES + head.length;
  for (const { bytes } of parts) {
    frame.set(bytes, at);
    at += bytes.length;
  }
  return frame;
}

/** The changes that create these files in an empty folder: an image. */
export const filesToChanges = ({ folders, files }: StoredFiles): Change[] => [
  ...folders.map((path): Change => ({ kind: 'folder', path })),
  ...[...files].map(([path, bytes]): Change => ({ kind: 'file', path, size: bytes.length, keep: 0, parts: [{ at: 0, bytes }] })),
];

/** The files after the last frame. Writes into `bytes`. */
export function foldFrames(bytes: Uint8Array<ArrayBuffer>): StoredFiles {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const folders = new Set<string>();
  const files = new Map<string, Uint8Array>();
  const decoder = new TextDecoder();
  let at = 0;
  while (at < bytes.length) {
    const [headLength, bodyLength] = [view.getUint32(at), view.getUint32(at + 4)];
    const bodyAt = at + LENGTHS_BYTES + headLength;
    const listed = JSON.parse(decoder.decode(bytes.subarray(at + LENGTHS_BYTES, bodyAt))) as ListedChange[];
    let partAt = bodyAt;
    for (const change of listed) {
      if (change[0] === 'file') partAt = foldFile(files, change, bytes, partAt);
      else if (change[0] === 'folder') folders.add(change[1]);
      else remove(folders, files, change[1]);
    }
    at = bodyAt + bodyLength;
  }
  return { folders: [...folders], files };
}

/** Returns the position of the next file's bytes. */
function foldFile(
  files: Map<string, Uint8Array>,
  [, path, size, keep, parts]: Extract<ListedChange, ['file', ...unknown[]]>,
  bytes: Uint8Array,
  bodyAt: number,
): number {
  let from = bodyAt;
  const [first] = parts;
  if (parts.length === 1 && first?.[0] === 0 && first[1] === size) {
    files.set(path, bytes.subarray(from, from + size));
    return from + size;
  }
  const file = resized(files.get(path) ?? new Uint8Array(0), keep, size);
  for (const [partAt, length] of parts) {
    file.set(bytes.subarray(from, from + length), partAt);
    from += length;
  }
  files.set(path, file);
  return from;
}

function resized(old: Uint8Array, keep: number, size: number): Uint8Array {
  const kept = Math.min(keep, old.length, size);
  if (size <= old.length) return old.subarray(0, size).fill(0, kept);
  const file = new Uint8Array(size);
  file.set(old.subarray(0, kept));
  return file;
}

function remove(folders: Set<string>, files: Map<string, Uint8Array>, path: string): void {
  if (files.delete(path) || !folders.delete(path)) return;
  const isBelow = (other: string): boolean => other.startsWith(`${path}/`);
  for (const folder of folders) if (isBelow(folder)) folders.delete(folder);
  for (const file of files.keys()) if (isBelow(file)) files.delete(file);
}
