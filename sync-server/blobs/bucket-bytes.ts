// Blobs in an S3 bucket: multipart uploads, ranged reads. Works with AWS and with what speaks like it.
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { S3Store } from '@tus/s3-store';
import type { S3Settings } from '../env.ts';
import { BytesGoneError, KEY_PREFIX, type BlobBytes, type StoredObject } from './bytes.ts';

const PART_BYTES = 8 * 1024 * 1024;
/** What an upload puts beside the object: its facts, and a part too small for a multipart upload. */
const BESIDE = ['.info', '.part'];

export function bucketBytes({ endpoint, region, bucket, accessKeyId, secretAccessKey }: S3Settings): BlobBytes {
  const config: S3ClientConfig = {
    region,
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
    // Many servers that speak S3 do not know the newer checksums; ours is the SHA-256 of the whole.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
  const client = new S3Client(config);
  let store: S3Store | undefined;

  /** The parts of an upload that never ended are no objects: nothing else finds them, and they are paid for. */
  async function abortParts(key: string): Promise<void> {
    // Where the credentials may not list them, ending them is left to a lifecycle rule of the bucket.
    const { Uploads = [] } = await client
      .send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key }))
      .catch(() => ({ Uploads: [] }));
    for (const { Key, UploadId } of Uploads)
      if (Key === key) await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  }

  return {
    // Tags would mark what is unfinished for a lifecycle rule; not every S3 has them, and the collector does that work.
    uploads: () => (store ??= new S3Store({ partSize: PART_BYTES, useTags: false, s3ClientConfig: { ...config, bucket } })),

    seal: () => Promise.resolve(),

    async read(key, range): Promise<Readable> {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, ...(range && { Range: `bytes=${range.start}-${range.end}` }) }),
        );
        if (Body instanceof Readable) return Body;
        throw new Error('the bucket answered without a body');
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') throw new BytesGoneError('the object is not there');
        throw error;
      }
    },

    async remove(key) {
      await client.send(
        new DeleteObjectsCommand({
          Bucket: bucket,
          Delete: { Objects: [{ Key: key }, ...BESIDE.map((end) => ({ Key: key + end }))] },
        }),
      );
      await abortParts(key);
    },

    async *list(): AsyncIterable<StoredObject> {
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: KEY_PREFIX, ...(token && { ContinuationToken: token }) }),
        );
        for (const { Key, LastModified } of page.Contents ?? []) {
          if (Key === undefined || LastModified === undefined) continue;
          const end = BESIDE.find((one) => Key.endsWith(one)) ?? '';
          yield { key: Key.slice(0, Key.length - end.length), modifiedAt: LastModified };
        }
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },
  };
}
