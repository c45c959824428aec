// Blobs on this device: store, download, remove. Invariants: a blob gets its hash as name only after all its bytes were hashed
// and flushed; an interrupted download continues where it stopped; expected failures are values.
import { createSHA256, type IHasher } from 'hash-wasm';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { SHA256_PATTERN } from '#schema/tracks/rules.ts';
import { FolderFullError, type BlobFolder, type PartFile } from './blob-folder.ts';
import type { BlobDownload } from './blob-download.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; error: CadenceError };

/** Runs `work` while no other tab runs work of the same name. With `ifFree`, returns undefined instead of waiting. */
export type WithLock = <T>(name: string, work: () => Promise<T>, ifFree?: boolean) => Promise<T | undefined>;

const PIECE_BYTES = 4 * 1024 * 1024;
/** A download that was not resumed for this long is abandoned. */
const STALE_PART_MS = 7 * 24 * 3_600_000;
const PUT_PREFIX = 'put-';
const GET_PREFIX = 'get-';

const failed = (code: CadenceError['code'], detail?: string): { ok: false; error: CadenceError } => ({
  ok: false,
  error: detail === undefined ? { code } : { code, detail },
});

export interface BlobFilesPorts {
  folder: BlobFolder;
  withLock: WithLock;
  newId(): string;
  now(): number;
}

export class BlobFiles {
  readonly #ports: BlobFilesPorts;

  constructor(ports: BlobFilesPorts) {
    this.#ports = ports;
  }

  /** Hashes the file while copying it. */
  async put(file: Blob, onProgress: (bytes: number) => void): Promise<Answer<{ sha256: string; size: number }>> {
    const { folder, withLock, newId } = this.#ports;
    const name = `${PUT_PREFIX}${newId()}`;
    const answer = await withLock(name, async () => {
      const part = await folder.openPart(name);
      try {
        const sha256 = await copyIn(file, part, onProgress);
        part.close();
        await this.#keep(name, sha256);
        return { ok: true as const, value: { sha256, size: file.size } };
      } catch (error) {
        part.close();
        await folder.remove(name);
        return errorToAnswer(error);
      }
    });
    return answer ?? failed('internal');
  }

  /** Downloads the blob unless it is stored. Two tabs that want the same blob share one download. */
  async fetch(sha256: string, download: BlobDownload, onProgress: (part: number) => void): Promise<Answer<{ size: number }>> {
    if (!SHA256_PATTERN.test(sha256)) return failed('invalid_arguments');
    const { folder, withLock } = this.#ports;
    const name = `${GET_PREFIX}${sha256}`;
    const answer = await withLock(name, async () => {
      const keptSize = await folder.sizeOf(sha256);
      if (keptSize !== undefined) return { ok: true as const, value: { size: keptSize } };
      const part = await folder.openPart(name);
      let isWhole = false;
      try {
        const fetched = await download(part, onProgress);
        if (!fetched.ok) return fetched;
        if ((await hashPart(part)) !== sha256) {
          part.truncate(0);
          return failed('bad_file', 'What the server sent is not what was stored.');
        }
        part.flush();
        isWhole = true;
        return { ok: true as const, value: { size: part.size() } };
      } catch (error) {
        return errorToAnswer(error);
      } finally {
        part.close();
        if (isWhole) await this.#keep(name, sha256);
      }
    });
    return answer ?? failed('internal');
  }

  remove(sha256: string): Promise<void> {
    return this.#ports.folder.remove(sha256);
  }

  async removeAll(): Promise<void> {
    const { folder } = this.#ports;
    for (const { name } of await folder.list()) {
      // Another tab may still write the part; then sweepParts removes it later.
      await folder.remove(name).catch(() => undefined);
    }
  }

  /** Removes the parts of closed tabs. */
  async sweepParts(): Promise<void> {
    const { folder, withLock, now } = this.#ports;
    for (const { name, modifiedMs } of await folder.list()) {
      const isPut = name.startsWith(PUT_PREFIX);
      const isOldGet = name.startsWith(GET_PREFIX) && now() - modifiedMs > STALE_PART_MS;
      if (isPut || isOldGet) await withLock(name, () => folder.remove(name), true);
    }
  }

  async #keep(part: string, sha256: string): Promise<void> {
    const { folder } = this.#ports;
    if ((await folder.sizeOf(sha256)) !== undefined) await folder.remove(part);
    else await folder.rename(part, sha256);
  }
}

async function copyIn(file: Blob, part: PartFile, onProgress: (bytes: number) => void): Promise<string> {
  const hasher = await createSHA256();
  hasher.init();
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const piece = new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
    hasher.update(piece);
    part.write(piece, at);
    onProgress(Math.min(file.size, at + PIECE_BYTES));
  }
  part.flush();
  return hasher.digest('hex');
}

async function hashPart(part: PartFile): Promise<string> {
  const hasher: IHasher = await createSHA256();
  hasher.init();
  const piece = new Uint8Array(PIECE_BYTES);
  for (let at = 0; at < part.size();) {
    const count = part.read(piece, at);
    if (count === 0) break;
    hasher.update(piece.subarray(0, count));
    at += count;
  }
  return hasher.digest('hex');
}

function errorToAnswer(error: unknown): { ok: false; error: CadenceError } {
  if (error instanceof FolderFullError) return failed('storage_full');
  // The picked file was moved, changed or locked.
  if (error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError')) {
    return failed('bad_file', 'It changed or moved while it was read.');
  }
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return failed('storage_full');
  throw error;
}
