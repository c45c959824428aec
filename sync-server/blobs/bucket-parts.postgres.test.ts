// A bucket holds an object only after CompleteMultipartUpload, which a server crash can prevent.
import { randomBytes } from 'node:crypto';
import { ListMultipartUploadsCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { hasMoto, startMoto } from '#tests/support/moto.ts';
import { askOffset, beginUpload, locationOf, sha256Of } from '#tests/support/tus.ts';

let bucket: Awaited<ReturnType<typeof startMoto>>;
let server: TestServer;
let alice: TestPerson;

beforeAll(async () => {
  if (!hasMoto) return;
  bucket = await startMoto();
  server = await startTestServer({ env: { dataDir: '.data/unused', s3: bucket.settings } });
  alice = await server.signIn();
});
afterAll(async () => {
  await server?.close();
  await bucket?.close();
});

test.skipIf(!hasMoto)(
  'an upload with all its parts but without CompleteMultipartUpload completes when its device asks for the offset',
  async () => {
    const file = new Uint8Array(randomBytes(25_000));
    const sha256 = sha256Of(file);
    const location = locationOf(await beginUpload(alice, { size: file.length, sha256 }));
    const key = location.slice(location.lastIndexOf('/') + 1);
    const { accessKeyId = '', secretAccessKey = '', endpoint = '', region } = bucket.settings;
    const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket.settings.bucket, Prefix: key }));
    const { UploadId } = Uploads.find(({ Key }) => Key === key) ?? {};
    // Simulates a server crash between the last part and CompleteMultipartUpload.
    await client.send(new UploadPartCommand({ Bucket: bucket.settings.bucket, Key: key, UploadId, PartNumber: 1, Body: file }));
    client.destroy();
    expect((await alice.fetch(`/v1/blobs/${sha256}`)).status).toBe(404);
    const asked = await Promise.all(Array.from({ length: 3 }, () => askOffset(alice, location)));
    expect(asked.map(({ status, headers }) => [status, headers.get('upload-offset')])).toEqual(
      Array.from({ length: 3 }, () => [200, '25000']),
    );
    const answer = await alice.fetch(`/v1/blobs/${sha256}`);
    expect(sha256Of(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256);
  },
);
