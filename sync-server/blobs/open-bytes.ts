// Opens the store that the settings choose. The AWS client is large and loads only when a bucket is configured.
import type { Env } from '../env.ts';
import type { BlobBytes } from './bytes.ts';
import { folderBytes } from './folder-bytes.ts';

export async function openBlobBytes({ s3, dataDir }: Pick<Env, 's3' | 'dataDir'>): Promise<BlobBytes> {
  if (!s3) return folderBytes(dataDir);
  const { bucketBytes } = await import('./bucket-bytes.ts');
  return bucketBytes(s3);
}
