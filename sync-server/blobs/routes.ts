// /v1/blobs/*: a person's files by their SHA-256. Invariant (I6): a blob of another person and a missing blob get the same
// answer.
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
import { RequestError } from '../http/wire-errors.ts';
import type { BlobOwnership } from './ownership.ts';
import { answerBlob, type BlobSource } from './send.ts';
import type { BlobUploads } from './uploads.ts';
import type { WholeBlobs } from './whole.ts';

const MAX_QUESTION_BYTES = 128 * 1024;
const missingBody = z.object({ sha256s: z.array(z.string().regex(SHA256_PATTERN)).max(MAX_HASHES_PER_QUESTION) });

export interface BlobRouteDeps extends BlobSource {
  authenticate: Authenticate;
  ownership: BlobOwnership;
  uploads: BlobUploads;
  whole: WholeBlobs;
  limits: BlobLimits;
}

export function blobRoutes(deps: BlobRouteDeps): Hono<AppContext> {
  const { ownership, uploads, whole, limits } = deps;
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
      // Private: several people may sign in on one browser, and an answer belongs to the session that requested it.
      c.header('cache-control', 'private, max-age=31536000, immutable');
      c.header('vary', `cookie, ${PERSON_HEADER}`);
      return answerBlob(c, deps, { owner: userId, sha256: c.req.param('sha256') });
    });
}
