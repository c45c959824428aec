// The page's side of the blobs on this device. Reads come straight from the file system; writing, hashing and fetching are the
// worker's, made at the first use.
import { proxy, wrap, type Remote } from 'comlink';
import { newId } from '#schema/ids.ts';
import { SHA256_PATTERN } from '#schema/rules/tracks.ts';
import { BlobError, type BlobStore, type StorageUsage } from './api.ts';
import type { BlobBoard } from './board.ts';
import type { BlobIndex } from './blob-index.ts';
import type { Answer } from './worker/blob-files.ts';
import type { FolderEntry } from './worker/blob-folder.ts';
import { OpfsFolder, openBlobFolder, readBlobFile } from './worker/opfs-folder.ts';
import type { BlobWorker } from './worker/service.ts';

export class PageBlobStore implements BlobStore {
  readonly #board: BlobBoard;
  readonly #index: BlobIndex;
  #worker: Remote<BlobWorker> | null = null;
  #folder: Promise<FileSystemDirectoryHandle | undefined> | null = null;
  #tellLoaded: () => void = () => undefined;
  /** Before the folder was read, "nothing is kept" would be a guess. */
  readonly #loaded = new Promise<void>((resolve) => {
    this.#tellLoaded = resolve;
  });
  /** Whose session may answer; null for the local person, who has none. */
  person: string | null = null;

  constructor(board: BlobBoard, index: BlobIndex) {
    this.#board = board;
    this.#index = index;
  }

  async put(file: Blob, onProgress: (bytes: number) => void = () => undefined): Promise<{ sha256: string; size: number }> {
    const kept = unwrap(await this.#ask().put(file, proxy(onProgress)));
    this.#board.say({ kind: 'kept', ...kept });
    return kept;
  }

  async get(sha256: string): Promise<Blob | undefined> {
    if (!SHA256_PATTERN.test(sha256)) return undefined;
    this.#folder ??= openBlobFolder();
    const folder = await this.#folder;
    return folder && readBlobFile(folder, sha256);
  }

  async open(
    sha256: string,
    { signal, onProgress = () => undefined }: { signal?: AbortSignal; onProgress?: (part: number) => void } = {},
  ): Promise<Blob> {
    const kept = await this.get(sha256);
    if (kept) return kept;
    signal?.throwIfAborted();
    const callId = newId();
    const cancel = () => void this.#ask().cancelFetch(callId);
    signal?.addEventListener('abort', cancel);
    try {
      const url = new URL(this.url(sha256), location.origin).href;
      const { size } = unwrap(await this.#ask().fetch({ callId, sha256, url, person: this.person }, proxy(onProgress)));
      this.#board.say({ kind: 'kept', sha256, size });
      this.#board.say({ kind: 'stored', sha256s: [sha256], stored: true });
      await this.#index.writeFacts([{ sha256, stored: true, named: true }]);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
    signal?.throwIfAborted();
    const file = await this.get(sha256);
    if (!file) throw new BlobError({ code: 'storage_unavailable' });
    return file;
  }

  url(sha256: string): string {
    return `/v1/blobs/${sha256}`;
  }

  async remove(sha256: string): Promise<void> {
    const fact = await this.#index.readFact(sha256);
    if (fact?.named && !fact.stored) throw new BlobError({ code: 'file_only_here' });
    await this.discard(sha256);
  }

  /** Removes the copy here whatever the server has: for what no row names any more. */
  async discard(sha256: string): Promise<void> {
    await this.#ask().remove(sha256);
    await this.#index.forget(sha256);
    this.#board.say({ kind: 'removed', sha256 });
  }

  /** Another person uses this device now. */
  async wipe(): Promise<void> {
    await this.#ask().removeAll();
    await this.#index.clear();
    this.#board.say({ kind: 'cleared' });
  }

  loaded(): void {
    this.#tellLoaded();
  }

  async usage(): Promise<StorageUsage> {
    await this.#loaded;
    const kept = this.#board.keptBytes();
    if (!('storage' in navigator)) return { kept, quota: 0, free: 0 };
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    return { kept, quota, free: Math.max(0, quota - usage) };
  }

  subscribe(onChange: () => void): () => void {
    return this.#board.subscribe(onChange);
  }

  async list(): Promise<FolderEntry[]> {
    this.#folder ??= openBlobFolder();
    const folder = await this.#folder;
    return folder ? (await new OpfsFolder(folder).list()).filter(({ name }) => SHA256_PATTERN.test(name)) : [];
  }

  #ask(): Remote<BlobWorker> {
    this.#worker ??= wrap<BlobWorker>(
      new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'blobs' }),
    );
    return this.#worker;
  }
}

function unwrap<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new BlobError(answer.error);
  return answer.value;
}
