// Resumable uploads (tus) of a signed-in person. Invariants: an upload belongs to who began it; a blob becomes readable only
// after its bytes were read back and had the hash that was announced; wrong bytes are thrown away.
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Metadata, Server, TUS_RESUMABLE, type Upload } from '@tus/server';
import { newId, type UserId } from '#schema/ids.ts';
import type { ErrorCode } from '#schema/protocol/errors.ts';
import { SHA256_PATTERN } from '#schema/rules/tracks.ts';
import type { BlobLimits } from '../env.ts';
import { statusOf, wireError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { KEY_PREFIX, type BlobBytes } from './bytes.ts';
import type { BlobOwnership, NewUpload, UploadRow } from './ownership.ts';

export const UPLOADS_PATH = '/v1/blobs/uploads';

export interface BlobUploads {
  /** Answers one tus request of this person. */
  handle(request: Request, userId: UserId): Promise<Response>;
}

export interface UploadDeps {
  bytes: BlobBytes;
  ownership: BlobOwnership;
  limits: BlobLimits;
  log: Log;
}

/** What tus sends as the answer: the same body as every other error of ours. */
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
  const { bytes, ownership, limits, log } = deps;
  const personOf = new WeakMap<object, UserId>();
  const who = (request: object): UserId => {
    const userId = personOf.get(request);
    if (userId === undefined) throw new Error('an upload request without a person');
    return userId;
  };

  const finishing = new Map<string, Promise<void>>();
  /** Whoever asks while it is being looked at waits for the same end. */
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
  // Made with the first upload: so is what it writes to.
  const tus = () =>
    (server ??= new Server({
      path: UPLOADS_PATH,
      datastore: bytes.uploads(),
      relativeLocation: true,
      // Our own pages only: no other origin is named.
      allowedOrigins: [],
      namingFunction: () => `${KEY_PREFIX}${newId()}`,
      async onUploadCreate(request, upload) {
        const planned = plannedUpload(upload, who(request), limits);
        if (!(await ownership.beginUpload(planned, limits))) throw new Refusal('quota_exceeded');
        // The rest of what was announced, a name perhaps, is not needed here and would lie beside the bytes.
        return { metadata: metadataOf(planned) };
      },
      async onIncomingRequest(request, id) {
        // A POST has no upload yet.
        if (request.method === 'POST') return;
        const { finished } = await ownUpload(who(request), id);
        // Its bytes are the blob, or were not needed: which of the two, nobody is told.
        if (finished && request.method !== 'HEAD') throw new Refusal('already_ended');
        // Dropped before its bytes go: an end that is under way must not make a blob of them.
        if (request.method === 'DELETE' && !(await ownership.dropUpload(who(request), id))) throw new Refusal('already_ended');
      },
      async onUploadFinish(request, { id }) {
        await finish(await ownUpload(who(request), id));
        return {};
      },
      onResponseError: (_request, error) => failureAnswer(log, error),
    }));

  /**
   * How far an upload is that has all its bytes. From the database: its own bytes are gone when the same lay here already. The
   * last of them may have come without their sender ever hearing whether they were right; null when more must come.
   */
  async function wholeUpload(userId: UserId, id: string): Promise<Response | null> {
    const upload = await ownership.findUpload(userId, id);
    if (!upload) return new Response(null, { status: statusOf('not_found'), headers: { 'tus-resumable': TUS_RESUMABLE } });
    if (!upload.finished) {
      const { offset } = await bytes.uploads().getUpload(id);
      if (offset !== upload.size) return null;
      await finish(upload);
    }
    return wholeAnswer(upload);
  }

  async function howFar(request: Request, userId: UserId): Promise<Response> {
    const whole = async (): Promise<Response | null> => {
      try {
        return await wholeUpload(userId, idOf(request));
      } catch (error) {
        if (error instanceof Refusal) return new Response(null, { status: error.status_code });
        // The store does not know its bytes: tus says so itself.
        if (typeof error === 'object' && error !== null && 'status_code' in error) return null;
        throw error;
      }
    };
    const before = await whole();
    if (before) return before;
    const answer = await tus().handleWeb(request);
    if (answer.headers.get('upload-offset') !== answer.headers.get('upload-length')) return answer;
    // Whole, or gone: the last bytes came meanwhile.
    return (await whole()) ?? answer;
  }

  return {
    async handle(request, userId) {
      personOf.set(request, userId);
      return request.method === 'HEAD' ? howFar(request, userId) : tus().handleWeb(request);
    },
  };
}

/** As tus reads it; what cannot be read is nobody's. */
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

/** What tus answers instead of its own words when something failed; undefined keeps them, which are the protocol's. */
function failureAnswer(log: Log, error: Error | { status_code: number; body: string }) {
  const status = 'status_code' in error ? error.status_code : 500;
  if (status < 500 || error instanceof Refusal) return undefined;
  const answer = (code: ErrorCode) => ({ status_code: statusOf(code), body: JSON.stringify(wireError({ code })) });
  // An extension of tus that is not offered.
  if (status === 501) return answer('bad_request');
  log.error('body' in error ? { error: error.body } : errorFields(error), 'an upload failed');
  return answer('internal');
}

const metadataOf = ({ sha256, mediaType }: NewUpload) => ({ sha256, filetype: mediaType });

/** What the person announces, or a refusal in words. */
function plannedUpload({ id, size, metadata }: Upload, userId: UserId, { maxBytes }: BlobLimits): NewUpload {
  const sha256 = metadata?.['sha256'] ?? '';
  if (!SHA256_PATTERN.test(sha256)) throw new Refusal('bad_request', 'The metadata lack the SHA-256 of the file.');
  if (size === undefined) throw new Refusal('bad_request', 'The length of the file must be announced.');
  if (size <= 0) throw new Refusal('bad_request', 'The file is empty.');
  if (size > maxBytes) throw new Refusal('too_large', `The limit for one file is ${Math.floor(maxBytes / 1e6)} MB.`);
  return { id, userId, sha256, size, mediaType: safeMediaType(metadata?.['filetype']) };
}

/** Only what a browser plays or shows without running anything; the rest is bytes. */
export const safeMediaType = (type: string | null | undefined): string =>
  type && /^(audio|video|image)\/[a-z0-9.+-]{1,80}$/.test(type) && !type.includes('xml') ? type : 'application/octet-stream';

async function finishUpload({ bytes, ownership, log }: UploadDeps, upload: NewUpload): Promise<void> {
  const { id, userId, sha256, size } = upload;
  const hash = createHash('sha256');
  try {
    await bytes.seal(id);
    await pipeline(await bytes.read(id), hash);
  } catch (error) {
    // Another server ended it meanwhile, or its person dropped it.
    const now = await ownership.findUpload(userId, id);
    if (now?.finished) return;
    if (now === null) throw new Refusal('not_found');
    throw error;
  }
  if (hash.digest('hex') !== sha256) {
    await ownership.dropUpload(userId, id);
    await bytes.remove(id);
    log.warn({ uploadId: id, size }, 'an upload did not have the hash it was announced with');
    throw new Refusal('bad_file', 'What arrived does not have the announced SHA-256.');
  }
  const ended = await ownership.finishUpload(upload);
  if (ended !== 'kept') await bytes.remove(id);
  if (ended === 'dropped') throw new Refusal('not_found');
}
