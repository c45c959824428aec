// Checks whether all bytes of a blob are stored. A full disk, a truncated backup or a deleted file can lose some. Such a blob
// counts as missing, so a device that has the file uploads it again, and the new bytes replace the old ones.
import { Readable } from 'node:stream';
import type { BlobBytes } from './bytes.ts';

export interface StoredBlob {
  sha256: string;
  size: number;
  objectKey: string;
}

export interface WholeBlobs {
  /** Compares the stored size, and remembers a blob whose bytes are missing. */
  isWhole(blob: StoredBlob): Promise<boolean>;
  /**
   * The blobs among these whose bytes are missing. In a remote store only blobs that `isWhole` found broken are checked again.
   */
  broken(blobs: readonly StoredBlob[]): Promise<StoredBlob[]>;
}

/** How many files of a folder are checked at the same time. */
const AT_ONCE = 16;

export function createWholeBlobs(bytes: Pick<BlobBytes, 'size' | 'isLocal'>): WholeBlobs {
  const noticed = new Set<string>();
  const isWhole = async ({ objectKey, size }: StoredBlob): Promise<boolean> => {
    const isThere = (await bytes.size(objectKey)) === size;
    if (isThere) noticed.delete(objectKey);
    else noticed.add(objectKey);
    return isThere;
  };
  return {
    isWhole,
    async broken(blobs) {
      const asked = bytes.isLocal ? blobs : blobs.filter(({ objectKey }) => noticed.has(objectKey));
      const found: StoredBlob[] = [];
      for (let at = 0; at < asked.length; at += AT_ONCE) {
        const some = asked.slice(at, at + AT_ONCE);
        const whole = await Promise.all(some.map(isWhole));
        found.push(...some.filter((_, index) => !whole[index]));
      }
      return found;
    },
  };
}

/**
 * Passes the bytes of `source` on and fails when there are fewer than `length`, so that the answer is broken off and the client
 * does not wait for more.
 */
export const exactly = (source: Readable, length: number): Readable =>
  Readable.from(counted(source, length), { objectMode: false });

async function* counted(source: Readable, length: number): AsyncGenerator<Buffer> {
  let left = length;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    left -= chunk.length;
    yield chunk;
  }
  if (left > 0) throw new Error(`a file ended ${left} bytes early`);
}
