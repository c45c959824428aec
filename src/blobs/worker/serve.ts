// The calls that a tab's blob worker exposes; the work is in blob-files.ts and blob-download.ts.
import { expose } from 'comlink';
import { newId } from '#schema/ids.ts';
import { blobDownload } from './blob-download.ts';
import { BlobFiles, type WithLock } from './blob-files.ts';
import { openBlobFolder, OpfsFolder } from './opfs-folder.ts';
import type { BlobWorker } from './service.ts';

const withLock: WithLock = (name, work, ifFree = false) =>
  navigator.locks.request(`cadence-blob:${name}`, { ifAvailable: ifFree }, (lock) =>
    lock ? work() : Promise.resolve(undefined),
  );

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const opening = openBlobFolder().then((folder) => {
  if (!folder) return null;
  const files = new BlobFiles({ folder: new OpfsFolder(folder), withLock, newId, now: () => Date.now() });
  // Not awaited: removing old parts is not urgent, and a failure leaves them for the next start.
  files.sweepParts().catch(() => undefined);
  return files;
});

const noStorage = { ok: false, error: { code: 'storage_unavailable' } } as const;
const downloads = new Map<string, AbortController>();

const worker: BlobWorker = {
  put: async (file, onProgress) => (await opening)?.put(file, onProgress) ?? noStorage,
  async fetch({ callId, sha256, url, person }, onProgress) {
    const files = await opening;
    if (!files) return noStorage;
    const abort = new AbortController();
    downloads.set(callId, abort);
    try {
      const ports = { fetch: self.fetch.bind(self), sleep, signal: abort.signal, person };
      return await files.fetch(sha256, blobDownload(url, sha256, ports), onProgress);
    } finally {
      downloads.delete(callId);
    }
  },
  cancelFetch: (callId) => Promise.resolve(downloads.get(callId)?.abort()),
  remove: async (sha256) => (await opening)?.remove(sha256),
  removeAll: async () => (await opening)?.removeAll(),
};

expose(worker);
