// Sends the bytes of a blob, with Range and ETag. Invariant (I6): a blob that the named owner does not own and a missing blob get the same
// answer.
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { UserId } from '#schema/ids.ts';
import { SHA256_PATTERN } from '#schema/tracks/rules.ts';
import type { AppContext } from '../http/context.ts';
import { answerError, RequestError, wireError } from '../http/wire-errors.ts';
import type { Log } from '../log.ts';
import { BytesGoneError, type BlobBytes } from './bytes.ts';
import type { BlobOwnership, OwnedBlob } from './ownership.ts';
import { parseRange } from './range.ts';
import { exactly, type WholeBlobs } from './whole.ts';

export interface BlobSource {
  bytes: BlobBytes;
  ownership: Pick<BlobOwnership, 'find'>;
  whole: Pick<WholeBlobs, 'isWhole'>;
  log: Log;
}

/** The caller has decided that the session may read blobs of `owner`, and has set how the answer may be cached. */
export async function answerBlob(
  c: Context<AppContext>,
  { bytes, ownership, whole, log }: BlobSource,
  { owner, sha256 }: { owner: UserId; sha256: string },
): Promise<Response> {
  const blob = SHA256_PATTERN.test(sha256) ? await ownership.find(owner, sha256) : null;
  if (!blob) return answerError(c, { code: 'not_found' });
  // Checked before sending headers: an answer that has begun can only be broken off.
  if (!(await whole.isWhole(blob))) {
    log.error({ objectKey: blob.objectKey, size: blob.size }, 'the bytes of a blob are missing or incomplete in the store');
    return answerError(c, { code: 'not_found' });
  }
  return sendBlob(c, blob, bytes);
}

async function sendBlob(c: Context<AppContext>, blob: OwnedBlob, bytes: BlobBytes): Promise<Response> {
  const etag = `"${blob.sha256}"`;
  c.header('etag', etag);
  c.header('accept-ranges', 'bytes');
  if (
    c.req
      .header('if-none-match')
      ?.split(',')
      .some((tag) => [etag, '*'].includes(tag.trim().replace(/^W\//, '')))
  ) {
    return c.body(null, 304);
  }
  c.header('content-type', blob.mediaType);
  // An uploaded file must never run as a page of our origin.
  c.header('content-security-policy', "default-src 'none'; sandbox");
  c.header('content-disposition', 'attachment');

  const ifRange = c.req.header('if-range');
  const asked = ifRange === undefined || ifRange === etag ? c.req.header('range') : undefined;
  const range = parseRange(asked, blob.size);
  if (range.kind === 'unsatisfiable') {
    return c.json(wireError({ code: 'bad_request', detail: 'The range is outside the file.' }), 416, {
      'cache-control': 'no-store',
      'content-range': `bytes */${blob.size}`,
    });
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, blob.size - 1];
  c.header('content-length', String(end - start + 1));
  if (range.kind === 'part') c.header('content-range', `bytes ${start}-${end}/${blob.size}`);
  const status = range.kind === 'part' ? 206 : 200;
  if (c.req.method === 'HEAD') return c.body(null, status);
  const stream = await bytes.read(blob.objectKey, range.kind === 'part' ? { start, end } : undefined).catch((error: unknown) => {
    // The bytes were removed between the check and the read.
    throw error instanceof BytesGoneError ? new RequestError('not_found') : error;
  });
  return c.body(Readable.toWeb(exactly(stream, end - start + 1)) as ReadableStream<Uint8Array>, status);
}
