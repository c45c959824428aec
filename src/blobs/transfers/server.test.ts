// What the transfers are told when another host answers instead of our server.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignAnswers, startForeignServer, type ForeignServer } from '#tests/support/foreign-server.ts';
import type { BlobIndex } from '../blob-index.ts';
import { httpBlobServer, type BlobServer } from './server.ts';

let foreign: ForeignServer;
let server: BlobServer;
beforeAll(async () => {
  foreign = await startForeignServer();
  const nothingStored = { findUploadsByFingerprint: () => Promise.resolve([]), addUpload: () => Promise.resolve('key') };
  server = httpBlobServer(foreign.url, nothingStored as unknown as BlobIndex, { retryMs: [0], silenceMs: 3_000 });
});
afterAll(() => foreign.close());

describe.each(foreignAnswers)('where %s answers instead of the server', (kind) => {
  test('no blob counts as stored, and the server is asked again later', async () => {
    foreign.answerWith(kind);
    expect(await server.missing(['a'.repeat(64)], 'ana')).toBeNull();
  });

  test('an upload counts neither as stored nor as finally refused', async () => {
    foreign.answerWith(kind);
    // In Node the upload library takes a Buffer instead of a Blob.
    const file = Buffer.from('bytes') as unknown as Blob;
    const blob = { file, sha256: 'a'.repeat(64), mediaType: null, person: 'ana' };
    const options = { signal: new AbortController().signal, onProgress: () => undefined };
    foreign.asked.splice(0);
    expect(await server.upload(blob, options)).toEqual({ kind: 'lost' });
    expect(foreign.asked).toContain('POST /v1/blobs/uploads');
  });
});
