// Fetching a blob into a part: goes on with Range from what is there, tries again while bytes keep coming, and gives up in words.
// Writes only what belongs at the place it writes to: an answer that starts elsewhere begins the part anew.
import { PERSON_HEADER } from '#schema/protocol/person-header.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Answer } from './blob-files.ts';
import type { PartFile } from './blob-folder.ts';

export type BlobDownload = (part: PartFile, onProgress: (part: number) => void) => Promise<Answer<null>>;

const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000];

export interface DownloadPorts {
  fetch: typeof fetch;
  sleep(ms: number): Promise<void>;
  signal: AbortSignal;
  /** Whose replica asks: another person's session must not answer. */
  person: string | null;
}

export function blobDownload(url: string, ports: DownloadPorts): BlobDownload {
  return async (part, onProgress) => {
    let attempt = 0;
    for (;;) {
      const before = part.size();
      const end = await fetchRest(url, part, ports, onProgress);
      if (end.kind === 'whole') return { ok: true, value: null };
      if (end.kind === 'refused') return { ok: false, error: end.error };
      if (ports.signal.aborted) return { ok: false, error: { code: 'unavailable', detail: 'It was cancelled.' } };
      // Bytes that came count as a success: only a network that brings nothing uses up the tries.
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
    const response = await fetchClient(url, { headers, signal });
    if (response.status === 416) {
      // More bytes than the blob has: what is there is not its beginning.
      const total = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]);
      if (total === have) return { kind: 'whole' };
      part.truncate(0);
      return { kind: 'lost' };
    }
    const refusal = refusalOf(response.status);
    if (refusal) return { kind: 'refused', error: refusal };
    const place = placeOf(response, have);
    if (!response.body || place === null) return { kind: 'lost' };
    if (place.at !== have) part.truncate(0);
    return await writeBody(response.body, part, place, onProgress);
  } catch (error) {
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'AbortError')) return { kind: 'lost' };
    throw error;
  }
}

function refusalOf(status: number): CadenceError | null {
  if (status === 401) return { code: 'signed_out' };
  if (status === 404) return { code: 'file_elsewhere' };
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? { code: 'bad_request' } : null;
}

/** Where the body belongs and how long the whole is; null for an answer that cannot be used. */
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
  // A connection that ends early may look like an end.
  return Number.isNaN(total) || at === total ? { kind: 'whole' } : { kind: 'lost' };
}
