// The server's side of blobs as the transfers see it: which it misses, and taking one in. Answers are values; `lost` is the
// network's fault and worth another try.
import { Upload, type DetailedError } from 'tus-js-client';
import { MAX_HASHES_PER_QUESTION } from '#schema/blobs.ts';
import { isErrorCode, type CadenceError } from '#schema/protocol/errors.ts';
import { PERSON_HEADER } from '#schema/protocol/person-header.ts';
import type { BlobIndex } from '../blob-index.ts';

export type UploadEnd = { kind: 'stored' } | { kind: 'lost' } | { kind: 'stopped' } | { kind: 'refused'; error: CadenceError };

export interface BlobServer {
  /** Of these, the ones the person has not on the server; null when it cannot be asked now. */
  missing(sha256s: readonly string[], person: string): Promise<string[] | null>;
  upload(
    blob: { file: Blob; sha256: string; mediaType: string | null; person: string },
    options: { signal: AbortSignal; onProgress(part: number): void },
  ): Promise<UploadEnd>;
}

/** One request stays short enough for a slow line and for proxies that bound a body. */
const CHUNK_BYTES = 8 * 1024 * 1024;
const RETRY_MS = [0, 1_000, 3_000, 5_000];

export function httpBlobServer(origin: string, index: BlobIndex): BlobServer {
  return {
    async missing(sha256s, person) {
      const missing: string[] = [];
      for (let at = 0; at < sha256s.length; at += MAX_HASHES_PER_QUESTION) {
        const some = sha256s.slice(at, at + MAX_HASHES_PER_QUESTION);
        try {
          const response = await fetch(`${origin}/v1/blobs/missing`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', [PERSON_HEADER]: person },
            body: JSON.stringify({ sha256s: some }),
          });
          if (!response.ok) return null;
          missing.push(...((await response.json()) as { missing: string[] }).missing);
        } catch {
          return null;
        }
      }
      return missing;
    },

    async upload({ file, sha256, mediaType, person }, { signal, onProgress }) {
      let end: (how: UploadEnd) => void = () => undefined;
      const ended = new Promise<UploadEnd>((resolve) => {
        end = resolve;
      });
      const upload = new Upload(file, {
        endpoint: `${origin}/v1/blobs/uploads`,
        headers: { [PERSON_HEADER]: person },
        metadata: { sha256, filetype: mediaType ?? 'application/octet-stream' },
        chunkSize: CHUNK_BYTES,
        uploadDataDuringCreation: true,
        retryDelays: RETRY_MS,
        fingerprint: () => Promise.resolve(`${person}:${sha256}`),
        urlStorage: index,
        storeFingerprintForResuming: true,
        removeFingerprintOnSuccess: true,
        onProgress: (sent, total) => onProgress(total ? sent / total : 0),
        onSuccess: () => end({ kind: 'stored' }),
        onError: (error) => end(endOf(error)),
        onShouldRetry: (error) => isWorthRetrying(error.originalResponse?.getStatus() ?? 0),
      });
      const stop = () => {
        end({ kind: 'stopped' });
        void upload.abort();
      };
      if (signal.aborted) return { kind: 'stopped' };
      signal.addEventListener('abort', stop);
      try {
        const [previous] = await upload.findPreviousUploads();
        if (previous) upload.resumeFromPreviousUpload(previous);
        upload.start();
        return await ended;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

const isWorthRetrying = (status: number): boolean =>
  status === 0 || status === 409 || status === 423 || status === 429 || (status >= 500 && status !== 507);

function endOf(error: Error | DetailedError): UploadEnd {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (!response || isWorthRetrying(response.getStatus()) || response.getStatus() === 401) return { kind: 'lost' };
  return { kind: 'refused', error: bodyToError(response.getBody()) };
}

function bodyToError(body: string): CadenceError {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: string; detail?: string } };
    if (error?.code !== undefined && isErrorCode(error.code)) {
      return error.detail === undefined ? { code: error.code } : { code: error.code, detail: error.detail };
    }
  } catch {
    // Not ours: a proxy's own page.
  }
  return { code: 'bad_request' };
}
