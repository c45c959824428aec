// The calls that the page may make on the blob worker.
import type { Answer } from './blob-files.ts';

export interface BlobWorker {
  put(file: Blob, onProgress: (bytes: number) => void): Promise<Answer<{ sha256: string; size: number }>>;
  fetch(
    call: { callId: string; sha256: string; url: string; person: string | null },
    onProgress: (part: number) => void,
  ): Promise<Answer<{ size: number }>>;
  cancelFetch(callId: string): Promise<void>;
  remove(sha256: string): Promise<void>;
  removeAll(): Promise<void>;
}
