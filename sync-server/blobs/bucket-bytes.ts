// Blobs in an S3 bucket: multipart uploads and ranged reads. Works with AWS and S3-compatible servers.
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { S3Store } from '@tus/s3-store';
import type { S3Settings } from '../env.ts';
import { BytesGoneError, KEY_PREFIX, type BlobBytes, type StoredObject } from './bytes.ts';

const PART_BYTES = 8 * 1024 * 1024;
/** Suffixes of the objects that S3Store keeps beside an upload: its metadata, and an incomplete part below the part size. */
const BESIDE = ['.info', '.part'];

export const bucketConfig = ({ endpoint, region, accessKeyId, secretAccessKey }: S3Settings): S3ClientConfig => ({
  region,
  ...(endpoint && { endpoint, forcePathStyle: true }),
  ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
  // Many S3-compatible servers do not support the newer checksums; the SHA-256 of the whole file covers integrity.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
});

export function bucketBytes(settings: S3Settings): BlobBytes {
  const { bucket } = settings;
  const config = bucketConfig(settings);
  const client = new S3Client(config);
  let store: S3Store | undefined;

  /**
   * Aborts the multipart uploads of a key. Their parts are not objects, so nothing else finds them, and the bucket's owner pays
   * for them.
   */
  async function abortParts(key: string): Promise<void> {
    // Credentials without the right to list leave this to a lifecycle rule of the bucket.
    const { Uploads = [] } = await client
      .send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key }))
      .catch(() => ({ Uploads: [] }));
    for (const { Key, UploadId } of Uploads)
      if (Key === key) await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  }

  const size = async (key: string): Promise<number | null> => {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength ?? null;
    } catch (error) {
      if (error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey')) return null;
      throw error;
    }
  };
  // Tags would mark unfinished uploads for a lifecycle rule. Not every S3 server supports them, and the collector removes such
  // uploads.
  const uploads = () => (store ??= new S3Store({ partSize: PART_BYTES, useTags: false, s3ClientConfig: { ...config, bucket } }));

  return {
    uploads,

    isLocal: false,

    size,

    freeBytes: () => Promise.resolve(null),

    async seal(key) {
      if ((await size(key)) !== null) return;
      // The server crashed between the last part and CompleteMultipartUpload: an empty write completes the upload.
      const { size: whole = 0 } = await uploads().getUpload(key);
      await uploads().write(Readable.from([]), key, whole);
    },

    async read(key, range): Promise<Readable> {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, ...(range && { Range: `bytes=${range.start}-${range.end}` }) }),
        );
        if (Body instanceof Readable) return Body;
        throw new Error('the bucket sent no body');
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') throw new BytesGoneError('the object does not exist');
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
