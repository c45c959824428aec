// Resumable uploads (tus) of a signed-in person. Invariants: an upload belongs to who began it; a blob becomes readable only
// after its bytes were read back and had the hash that was announced; wrong bytes are thrown away.
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Server, type Upload } from '@tus/server';
import { newId, type UserId } from '#schema/ids.ts';
import type { ErrorCode } from '#schema/protocol/errors.ts';
import { SHA256_PATTERN } from '#schema/rules/tracks.ts';
import type { BlobLimits } from '../env.ts';
import { statusOf, wireError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import { KEY_PREFIX, type BlobBytes } from './bytes.ts';
import type { BlobOwnership, NewUpload } from './ownership.ts';

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

  const finish = (upload: NewUpload) => finishUpload(deps, upload);
  const ownUpload = async (request: object, id: string) => {
    const upload = await ownership.findUpload(who(request), id);
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
        return {};
      },
      async onIncomingRequest(request, id) {
        // A POST has no upload yet.
        if (request.method === 'POST') return;
        const { finished } = await ownUpload(request, id);
        // Its bytes are the blob.
        if (finished && request.method === 'DELETE') throw new Refusal('already_ended');
      },
      async onUploadFinish(request, { id }) {
        await finish(await ownUpload(request, id));
        return {};
      },
      onResponseError(_request, error) {
        if ('status_code' in error) return undefined;
        log.error(errorFields(error), 'an upload failed');
        return { status_code: 500, body: JSON.stringify(wireError({ code: 'internal' })) };
      },
    }));

  /** All bytes are there, but whoever sent the last of them never heard whether they were right. */
  async function finishWhatIsWhole(userId: UserId, id: string): Promise<void> {
    const upload = await ownership.findUpload(userId, id);
    if (!upload || upload.finished) return;
    const { offset } = await bytes.uploads().getUpload(id);
    if (offset === upload.size) await finish(upload);
  }

  return {
    async handle(request, userId) {
      personOf.set(request, userId);
      try {
        if (request.method === 'HEAD') await finishWhatIsWhole(userId, idOf(request));
      } catch (error) {
        if (error instanceof Refusal) return new Response(null, { status: error.status_code });
        // The store does not know it: tus says so itself.
        if (!(typeof error === 'object' && error !== null && 'status_code' in error)) throw error;
      }
      const answer = await tus().handleWeb(request);
      if (request.method === 'DELETE' && answer.status === 204) await ownership.dropUpload(idOf(request));
      return answer;
    },
  };
}

const idOf = (request: Request): string => new URL(request.url).pathname.slice(UPLOADS_PATH.length + 1);

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
  await bytes.seal(upload.id);
  const hash = createHash('sha256');
  await pipeline(await bytes.read(upload.id), hash);
  if (hash.digest('hex') !== upload.sha256) {
    await ownership.dropUpload(upload.id);
    await bytes.remove(upload.id);
    log.warn({ uploadId: upload.id, size: upload.size }, 'an upload did not have the hash it was announced with');
    throw new Refusal('bad_file', 'What arrived does not have the announced SHA-256.');
  }
  if ((await ownership.finishUpload(upload)) === 'duplicate') await bytes.remove(upload.id);
}
