// The server's files for uploads outside the queue of this device: of files that are not kept here and that no row names yet.
import { BlobIndex } from './blob-index.ts';
import type { BlobServer } from './transfers/server.ts';

export async function openBlobServer(): Promise<BlobServer> {
  const { httpBlobServer } = await import('./transfers/server.ts');
  return httpBlobServer(location.origin, new BlobIndex(globalThis.indexedDB));
}
