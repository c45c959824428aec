// Downloads a blob into a part file: continues with Range where the file ends, retries while bytes keep arriving, and fails
// with an error value. Invariant: bytes are written only at their own position; an answer that starts elsewhere restarts the
// part.
import { PERSON_HEADER } from '#schema/protocol/person-header.ts';
import { readRefusalText } from '#schema/protocol/answers.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Answer } from './blob-files.ts';
import type { PartFile } from './blob-folder.ts';

export type BlobDownload = (part: PartFile, onProgress: (part: number) => void) => Promise<Answer<null>>;

const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000];

export interface DownloadPorts {
  fetch: typeof fetch;
  sleep(ms: number): Promise<void>;
  signal: AbortSignal;
  /** The person whose replica asks, so that another person's session does not answer. */
  person: string | null;
}

export function blobDownload(url: string, sha256: string, ports: DownloadPorts): BlobDownload {
  return async (part, onProgress) => {
    let attempt = 0;
    for (;;) {
      const before = part.size();
      const end = await fetchRest(url, sha256, part, ports, onProgress);
      if (end.kind === 'whole') return { ok: true, value: null };
      if (end.kind === 'refused') return { ok: false, error: end.error };
      if (ports.signal.aborted) return { ok: false, error: { code: 'unavailable', detail: 'It was cancelled.' } };
      // Received bytes reset the count of attempts, so only a network without any progress uses them up.
      attempt = part.size() > before ? 0 : attempt + 1;
      const wait = RETRY_MS[attempt];
      if (wait === undefined) return { ok: false, error: { code: 'unavailable' } };
      await ports.sleep(wait);
    }
  };
}

type FetchEnd = { kind: 'whole' } | { kind: 'lost' } | { kind: 'refused'; error: CadenceError };

async function fetchRest(
  url: string,
  sha256: string,
  part: PartFile,
  { fetch: fetchClient, signal, person }: DownloadPorts,
  onProgress: (part: number) => void,
): Promise<FetchEnd> {
  const have = part.size();
  const headers: Record<string, string> = {
    ...(have > 0 && { range: `bytes=${have}-` }),
    ...(person !== null && { [PERSON_HEADER]: person }),
  };
  try {
    // The folder keeps it. A copy in the browser's cache would outlive a sign-out.
    const response = await fetchClient(url, { headers, signal, redirect: 'error', cache: 'no-store' });
    if (response.status >= 400 && response.status !== 416) return await refusalOf(response);
    // Not this blob, so the answer is not our server's.
    if (response.status !== 416 && !isBlob(response, sha256)) return { kind: 'lost' };
    if (response.status === 416) {
      // The part is longer than the blob, so its content is not the blob's beginning.
      const total = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]);
      if (total === have) return { kind: 'whole' };
      part.truncate(0);
      return { kind: 'lost' };
    }
    const place = placeOf(response, have);
    if (!response.body || place === null) return { kind: 'lost' };
    if (place.at !== have) part.truncate(0);
    return await writeBody(response.body, part, place, onProgress);
  } catch (error) {
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'AbortError')) return { kind: 'lost' };
    throw error;
  }
}

/** A compressing proxy makes the entity tag weak. */
const isBlob = (response: Response, sha256: string): boolean =>
  response.headers.get('etag')?.replace(/^W\//, '') === `"${sha256}"`;

/** Only our server's own form of a refusal counts; any other page is a network failure. */
async function refusalOf(response: Response): Promise<FetchEnd> {
  const { status } = response;
  if (status >= 500 || status === 408 || status === 429) return { kind: 'lost' };
  const refusal = readRefusalText(await response.text());
  if (refusal === null) return { kind: 'lost' };
  if (status === 401) return { kind: 'refused', error: { code: 'signed_out' } };
  if (status === 404) return { kind: 'refused', error: { code: 'file_elsewhere' } };
  return { kind: 'refused', error: { code: 'bad_request' } };
}

/** The position of the body and the length of the whole blob; null for an unusable answer. */
function placeOf(response: Response, have: number): { at: number; total: number } | null {
  if (response.status === 200) return { at: 0, total: Number(response.headers.get('content-length') ?? Number.NaN) };
  if (response.status !== 206) return null;
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  return range && Number(range[1]) === have ? { at: have, total: Number(range[2]) } : null;
}

async function writeBody(
  body: ReadableStream<Uint8Array>,
  part: PartFile,
  { at: start, total }: { at: number; total: number },
  onProgress: (part: number) => void,
): Promise<FetchEnd> {
  const reader = body.getReader();
  let at = start;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      part.write(value, at);
      at += value.length;
      if (total > 0) onProgress(Math.min(1, at / total));
    }
  } finally {
    reader.releaseLock();
  }
  // A connection that breaks may look like a regular end.
  return Number.isNaN(total) || at === total ? { kind: 'whole' } : { kind: 'lost' };
}
