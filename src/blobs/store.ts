// The page's side of the blobs on this device. Reads come directly from the file system; the worker, started on first use,
// writes, hashes and downloads.
import { proxy, wrap, type Remote } from 'comlink';
import { newId } from '#schema/ids.ts';
import { estimateStorage } from '#src/browser-storage.ts';
import { endWithPage } from '#src/page-lifetime.ts';
import { SHA256_PATTERN } from '#schema/tracks/rules.ts';
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
  /** Until the folder has been read, an empty result would be wrong. */
  readonly #loaded = new Promise<void>((resolve) => {
    this.#tellLoaded = resolve;
  });
  /** The person whose session may answer; null for a local person, who has no session. */
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

  /** Removes the copy here whether or not the server has the blob; for blobs that no row refers to any more. */
  async discard(sha256: string): Promise<void> {
    await this.#ask().remove(sha256);
    await this.#index.forget(sha256);
    this.#board.say({ kind: 'removed', sha256 });
  }

  /** Removes all blobs, because another person uses this device now. */
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
    const { used, allowed } = await estimateStorage();
    return { kept, quota: allowed ?? 0, free: Math.max(0, (allowed ?? 0) - (used ?? 0)) };
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
      endWithPage(new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'blobs' })),
    );
    return this.#worker;
  }
}

function unwrap<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new BlobError(answer.error);
  return answer.value;
}
