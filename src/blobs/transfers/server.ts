// The transfers' interface to the server: which blobs it lacks, and uploading one. Answers are values; `lost` is a network
// failure and worth a retry.
import { Upload, type DetailedError } from 'tus-js-client';
import { MAX_HASHES_PER_QUESTION } from '#schema/blobs.ts';
import { missingAnswer, readRefusalText } from '#schema/protocol/answers.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { PERSON_HEADER } from '#schema/protocol/person-header.ts';
import type { BlobIndex } from '../blob-index.ts';

export type UploadEnd = { kind: 'stored' } | { kind: 'lost' } | { kind: 'stopped' } | { kind: 'refused'; error: CadenceError };

export interface BlobServer {
  /** Those of the hashes that the person does not have on the server; null when the server cannot be asked now. */
  missing(sha256s: readonly string[], person: string): Promise<string[] | null>;
  upload(
    blob: { file: Blob; sha256: string; mediaType: string | null; person: string },
    options: { signal: AbortSignal; onProgress(part: number): void },
  ): Promise<UploadEnd>;
}

/** Small enough for a slow connection, and for proxies that limit a body. */
const CHUNK_BYTES = 8 * 1024 * 1024;
const ANSWER_WITHIN_MS = 60_000;
/**
 * A dead connection is not reported, so there is a timeout. It is long, because at the end of a large file the server reads all
 * of it again.
 */
const TIMES: TransferTimes = { retryMs: [0, 1_000, 3_000, 5_000], silenceMs: 180_000 };

export interface TransferTimes {
  retryMs: readonly number[];
  /** An upload without progress for this long counts as lost. */
  silenceMs: number;
}

export function httpBlobServer(origin: string, index: BlobIndex, times = TIMES): BlobServer {
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
            redirect: 'error',
            signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
          });
          if (!response.ok) return null;
          missing.push(...missingAnswer.parse(await response.json()).missing);
        } catch {
          return null;
        }
      }
      return missing;
    },

    async upload({ file, sha256, mediaType, person }, { signal, onProgress }) {
      let silence: ReturnType<typeof setTimeout> | undefined;
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
        retryDelays: [...times.retryMs],
        fingerprint: () => Promise.resolve(`${person}:${sha256}`),
        urlStorage: index,
        storeFingerprintForResuming: true,
        removeFingerprintOnSuccess: true,
        onProgress: (sent, total) => {
          restartTimeout();
          onProgress(total ? sent / total : 0);
        },
        onSuccess: () => end({ kind: 'stored' }),
        onError: (error) => end(endOf(error)),
        onShouldRetry: (error) => isWorthRetrying(error.originalResponse?.getStatus() ?? 0),
      });
      const stop = () => {
        end({ kind: 'stopped' });
        void upload.abort();
      };
      const onSilence = () => {
        end({ kind: 'lost' });
        void upload.abort();
      };
      const restartTimeout = () => {
        clearTimeout(silence);
        silence = setTimeout(onSilence, times.silenceMs);
      };
      if (signal.aborted) return { kind: 'stopped' };
      signal.addEventListener('abort', stop);
      try {
        const [previous] = await upload.findPreviousUploads();
        if (previous) upload.resumeFromPreviousUpload(previous);
        restartTimeout();
        upload.start();
        return await ended;
      } finally {
        clearTimeout(silence);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

const isWorthRetrying = (status: number): boolean =>
  status === 0 || status === 409 || status === 423 || status === 429 || (status >= 500 && status !== 507);

/** Only our server can refuse a file for good: with one of our errors, or by the upload protocol. */
function endOf(error: Error | DetailedError): UploadEnd {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (!response || isWorthRetrying(response.getStatus()) || response.getStatus() === 401) return { kind: 'lost' };
  const refusal = readRefusalText(response.getBody());
  if (refusal !== null) return { kind: 'refused', error: refusal.error };
  // A proxy may also limit a body; a retry would not help.
  if (response.getStatus() === 413) return { kind: 'refused', error: { code: 'too_large' } };
  const isProtocols = response.getStatus() >= 400 && response.getHeader('tus-resumable') !== undefined;
  return isProtocols ? { kind: 'refused', error: { code: 'bad_request' } } : { kind: 'lost' };
}
