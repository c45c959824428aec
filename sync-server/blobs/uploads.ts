// Resumable uploads (tus) of a signed-in person. Invariants: an upload belongs to the person who began it; a blob becomes
// readable only after its stored bytes were read back and had the announced hash; bytes with another hash are deleted.
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Metadata, Server, TUS_RESUMABLE, type Upload } from '@tus/server';
import { newId, type UserId } from '#schema/ids.ts';
import type { ErrorCode } from '#schema/protocol/errors.ts';
import { SHA256_PATTERN } from '#schema/tracks/rules.ts';
import { isUndecided } from '../db/faults.ts';
import type { BlobLimits } from '../env.ts';
import { statusOf, wireError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { KEY_PREFIX, type BlobBytes } from './bytes.ts';
import type { BlobOwnership, NewUpload, UploadRow } from './ownership.ts';
import type { WholeBlobs } from './whole.ts';

export const UPLOADS_PATH = '/v1/blobs/uploads';

export interface BlobUploads {
  /** Answers one tus request of this person. */
  handle(request: Request, userId: UserId): Promise<Response>;
}

export interface UploadDeps {
  bytes: BlobBytes;
  ownership: BlobOwnership;
  whole: WholeBlobs;
  limits: BlobLimits;
  log: Log;
}

/** An error that tus sends as the answer, with the same body as all our other errors. */
class Refusal extends Error {
  readonly status_code: number;
  readonly body: string;
  constructor(code: ErrorCode, detail?: string) {
    super(code);
    this.status_code = statusOf(code);
    this.body = JSON.stringify(wireError(detail === undefined ? { code } : { code, detail }));
  }
}

export function createBlobUploads(deps: UploadDeps): BlobUploads {
  const { bytes, ownership, limits } = deps;
  const userIdByRequest = new WeakMap<object, UserId>();
  const userOf = (request: object): UserId => {
    const userId = userIdByRequest.get(request);
    if (userId === undefined) throw new Error('an upload request without a user');
    return userId;
  };

  const finishing = new Map<string, Promise<void>>();
  /** Checks the hash once: concurrent requests for the same upload await the same check. */
  const finish = (upload: UploadRow): Promise<void> => {
    if (upload.finished) return Promise.resolve();
    const running = finishing.get(upload.id) ?? finishUpload(deps, upload).finally(() => finishing.delete(upload.id));
    finishing.set(upload.id, running);
    return running;
  };
  const ownUpload = async (userId: UserId, id: string) => {
    const upload = await ownership.findUpload(userId, id);
    if (!upload) throw new Refusal('not_found');
    return upload;
  };

  let server: Server | undefined;
  // Created with the first upload, like the data store.
  const tus = () =>
    (server ??= new Server({
      path: UPLOADS_PATH,
      datastore: bytes.uploads(),
      relativeLocation: true,
      // Allows no other origin.
      allowedOrigins: [],
      namingFunction: () => `${KEY_PREFIX}${newId()}`,
      async onUploadCreate(request, upload) {
        const planned = plannedUpload(upload, userOf(request), limits);
        await requireFreeSpace(deps, planned.size);
        if (!(await ownership.beginUpload(planned, limits))) throw new Refusal('quota_exceeded');
        // Other announced metadata, such as a file name, is not needed and would be stored beside the bytes.
        return { metadata: metadataOf(planned) };
      },
      async onIncomingRequest(request, id) {
        // A POST request creates an upload, so there is no upload to check.
        if (request.method === 'POST') return;
        const { finished } = await ownUpload(userOf(request), id);
        // A finished upload's bytes are the blob, or were a duplicate. The answer does not reveal which.
        if (finished && request.method !== 'HEAD') throw new Refusal('already_ended');
        if (request.method === 'PATCH') await requireFreeSpace(deps, Number(request.headers.get('content-length') ?? 0));
        // The row is dropped before the bytes are removed, so that a concurrent finish cannot turn them into a blob.
        if (request.method === 'DELETE' && !(await ownership.dropUpload(userOf(request), id))) throw new Refusal('already_ended');
      },
      async onUploadFinish(request, { id }) {
        await finish(await ownUpload(userOf(request), id));
        return {};
      },
      onResponseError: (_request, error) => failureAnswer(deps, error),
    }));

  /** The answer for a finished upload, from the database: an upload whose bytes were a duplicate has none in the store. */
  async function endedAnswer(userId: UserId, id: string): Promise<Response | null> {
    const upload = await ownership.findUpload(userId, id);
    if (!upload) return new Response(null, { status: statusOf('not_found'), headers: { 'tus-resumable': TUS_RESUMABLE } });
    return upload.finished ? wholeAnswer(upload) : null;
  }

  async function answerOffset(request: Request, userId: UserId): Promise<Response> {
    const id = idOf(request);
    const before = await endedAnswer(userId, id);
    if (before) return before;
    // tus holds the lock of the upload while it reads the offset, so bytes that are still being written do not count.
    const answer = await tus().handleWeb(request);
    if (answer.headers.get('upload-offset') !== answer.headers.get('upload-length')) return answer;
    try {
      // All bytes are stored, but the device may never have received the result of the hash check.
      if (answer.ok) await finish(await ownUpload(userId, id));
    } catch (error) {
      if (error instanceof Refusal) return new Response(null, { status: error.status_code });
      throw error;
    }
    // Another request finished the upload meanwhile, or its bytes are gone.
    return (await endedAnswer(userId, id)) ?? answer;
  }

  return {
    async handle(request, userId) {
      userIdByRequest.set(request, userId);
      return request.method === 'HEAD' ? answerOffset(request, userId) : tus().handleWeb(request);
    },
  };
}

/** The upload's id, decoded as tus decodes it; empty, which matches no upload, when it cannot be decoded. */
function idOf(request: Request): string {
  try {
    return decodeURIComponent(new URL(request.url).pathname.slice(UPLOADS_PATH.length + 1));
  } catch {
    return '';
  }
}

const wholeAnswer = (upload: NewUpload): Response =>
  new Response(null, {
    status: 200,
    headers: {
      'tus-resumable': TUS_RESUMABLE,
      'upload-offset': String(upload.size),
      'upload-length': String(upload.size),
      'upload-metadata': Metadata.stringify(metadataOf(upload)),
    },
  });

/** Our answer to a failed request, instead of tus's own text; undefined keeps the answers that the tus protocol defines. */
async function failureAnswer({ bytes, limits, log }: UploadDeps, error: Error | { status_code: number; body: string }) {
  const status = 'status_code' in error ? error.status_code : 500;
  if (status < 500 || error instanceof Refusal) return undefined;
  const answer = (code: ErrorCode) => ({ status_code: statusOf(code), body: JSON.stringify(wireError({ code })) });
  // 501: an extension of tus that this server does not offer.
  if (status === 501) return answer('bad_request');
  log.error('body' in error ? { error: error.body } : errorFields(error), 'an upload failed');
  // The store's error does not say why the write failed.
  if (
    hasNoSpace(error) ||
    ((await bytes.freeBytes().catch(() => null)) ?? Infinity) < Math.max(limits.reserveBytes, FULL_BYTES)
  ) {
    return answer('server_full');
  }
  return answer(isUndecided(error) ? 'unavailable' : 'internal');
}

/** Less free space than this counts as a full disk. */
const FULL_BYTES = 1_000_000;

/** Errors of the operating system, or of a database on the same disk (53100 disk_full). */
const hasNoSpace = (error: object): boolean =>
  'code' in error && ['ENOSPC', 'EDQUOT', 'EFBIG', '53100'].includes(String(error.code));

/** Keeps free space for the database and its log: on a full disk Postgres stops for everybody. */
async function requireFreeSpace({ bytes, limits }: UploadDeps, size: number): Promise<void> {
  const free = await bytes.freeBytes();
  if (free !== null && free - size < limits.reserveBytes) throw new Refusal('server_full');
}

const metadataOf = ({ sha256, mediaType }: NewUpload) => ({ sha256, filetype: mediaType });

/** The announced upload, checked. Throws a Refusal with a message. */
function plannedUpload({ id, size, metadata }: Upload, userId: UserId, { maxBytes }: BlobLimits): NewUpload {
  const sha256 = metadata?.['sha256'] ?? '';
  if (!SHA256_PATTERN.test(sha256)) throw new Refusal('bad_request', 'The metadata lack the SHA-256 of the file.');
  if (size === undefined) throw new Refusal('bad_request', 'The length of the file is missing.');
  if (size <= 0) throw new Refusal('bad_request', 'The file is empty.');
  if (size > maxBytes) throw new Refusal('too_large', `The limit for one file is ${Math.floor(maxBytes / 1e6)} MB.`);
  return { id, userId, sha256, size, mediaType: safeMediaType(metadata?.['filetype']) };
}

/**
 * Keeps only types that a browser plays or shows without running anything; everything else becomes application/octet-stream.
 */
export const safeMediaType = (type: string | null | undefined): string =>
  type && /^(audio|video|image)\/[a-z0-9.+-]{1,80}$/.test(type) && !type.includes('xml') ? type : 'application/octet-stream';

async function finishUpload({ bytes, ownership, whole, log }: UploadDeps, upload: NewUpload): Promise<void> {
  const { id, userId, sha256, size } = upload;
  const hash = createHash('sha256');
  try {
    await bytes.seal(id);
    await pipeline(await bytes.read(id), hash);
  } catch (error) {
    // Another server finished the upload meanwhile, or its owner dropped it.
    const now = await ownership.findUpload(userId, id);
    if (now?.finished) return;
    if (now === null) throw new Refusal('not_found');
    throw error;
  }
  if (hash.digest('hex') !== sha256) {
    await ownership.dropUpload(userId, id);
    await bytes.remove(id);
    log.warn({ uploadId: id, size }, 'an upload did not have its announced hash');
    throw new Refusal('bad_file', 'The received file does not have the announced SHA-256.');
  }
  const stored = await ownership.stored(sha256);
  const brokenKey = stored && !(await whole.isWhole(stored)) ? stored.objectKey : null;
  const ended = await ownership.finishUpload(upload, brokenKey);
  if (ended === 'kept' && brokenKey !== null) {
    log.warn({ uploadId: id, brokenKey }, 'a blob whose bytes were lost was uploaded again');
    await bytes.remove(brokenKey);
  }
  if (ended !== 'kept') await bytes.remove(id);
  if (ended === 'dropped') throw new Refusal('not_found');
}
