// /v1/blobs/*: a person's files by their SHA-256. Invariant (I6): a blob of another person and a missing blob get the same
// answer.
import { Readable } from 'node:stream';
import { Hono, type Context } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { MAX_HASHES_PER_QUESTION } from '#schema/blobs.ts';
import type { BlobUsage } from '#schema/protocol/answers.ts';
import { PERSON_HEADER } from '#schema/protocol/commands.ts';
import { SHA256_PATTERN } from '#schema/tracks/rules.ts';
import type { Authenticate, Session } from '../auth/sessions.ts';
import type { BlobLimits } from '../env.ts';
import { readJson } from '../http/body.ts';
import type { AppContext } from '../http/context.ts';
import { answerError, RequestError, wireError } from '../http/wire-errors.ts';
import type { Log } from '../log.ts';
import { BytesGoneError, type BlobBytes } from './bytes.ts';
import type { BlobOwnership, OwnedBlob } from './ownership.ts';
import { parseRange } from './range.ts';
import type { BlobUploads } from './uploads.ts';
import { exactly, type WholeBlobs } from './whole.ts';

const MAX_QUESTION_BYTES = 128 * 1024;
const missingBody = z.object({ sha256s: z.array(z.string().regex(SHA256_PATTERN)).max(MAX_HASHES_PER_QUESTION) });

export interface BlobRouteDeps {
  authenticate: Authenticate;
  bytes: BlobBytes;
  ownership: BlobOwnership;
  uploads: BlobUploads;
  whole: WholeBlobs;
  limits: BlobLimits;
  log: Log;
}

export function blobRoutes(deps: BlobRouteDeps): Hono<AppContext> {
  const { ownership, uploads, whole, limits, log } = deps;
  const signedIn = async (c: Context<AppContext>): Promise<Session> => {
    const session = await deps.authenticate(c);
    if (session === null) throw new RequestError('signed_out');
    return session;
  };
  const upload = async (c: Context<AppContext>): Promise<Response> => {
    const { userId } = await signedIn(c);
    // tus would answer GET with a list of uploads or their bytes; bytes are read by their hash only.
    if (c.req.method === 'GET') throw new RequestError('not_found');
    const answer = await uploads.handle(c.req.raw, userId);
    const headers = Object.fromEntries(answer.headers);
    const body = await answer.text();
    const type = body.startsWith('{') ? { 'content-type': 'application/json' } : {};
    return c.newResponse(body === '' ? null : body, answer.status as StatusCode, {
      ...headers,
      'cache-control': 'no-store',
      ...type,
    });
  };

  return new Hono<AppContext>()
    .all('/uploads', upload)
    .all('/uploads/:id', upload)
    .get('/usage', async (c) => {
      c.header('cache-control', 'no-store');
      const { userId } = await signedIn(c);
      const usage: BlobUsage = {
        usedBytes: await ownership.usedBytes(userId),
        quotaBytes: limits.quotaBytes,
        maxBlobBytes: limits.maxBytes,
      };
      return c.json(usage);
    })
    .post('/missing', async (c) => {
      c.header('cache-control', 'no-store');
      const { userId } = await signedIn(c);
      const { sha256s } = await readJson(c, missingBody, MAX_QUESTION_BYTES);
      const owned = await ownership.owned(userId, sha256s);
      const there = new Set(owned.map(({ sha256 }) => sha256));
      for (const { sha256 } of await whole.broken(owned)) there.delete(sha256);
      return c.json({ missing: sha256s.filter((sha256) => !there.has(sha256)) });
    })
    .get('/:sha256', async (c) => {
      const { userId } = await signedIn(c);
      const sha256 = c.req.param('sha256');
      const blob = SHA256_PATTERN.test(sha256) ? await ownership.find(userId, sha256) : null;
      if (!blob) return answerError(c, { code: 'not_found' });
      // Checked before sending headers: an answer that has begun can only be broken off.
      if (!(await whole.isWhole(blob))) {
        log.error({ objectKey: blob.objectKey, size: blob.size }, 'the bytes of a blob are missing or incomplete in the store');
        return answerError(c, { code: 'not_found' });
      }
      return sendBlob(c, blob, deps.bytes);
    });
}

async function sendBlob(c: Context<AppContext>, blob: OwnedBlob, bytes: BlobBytes): Promise<Response> {
  const etag = `"${blob.sha256}"`;
  c.header('etag', etag);
  // Private: several people may sign in on one browser, and an answer belongs to the session that requested it.
  c.header('cache-control', 'private, max-age=31536000, immutable');
  c.header('vary', `cookie, ${PERSON_HEADER}`);
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
