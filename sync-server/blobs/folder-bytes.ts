// Blobs in a folder of this server: one file a blob, and beside an upload a file that says how long it will be.
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { BytesGoneError, isBlobKey, type BlobBytes, type StoredObject } from './bytes.ts';

const NOTE = '.json';

export function folderBytes(dataDir: string): BlobBytes {
  const directory = resolve(dataDir, 'blobs');
  const pathOf = (key: string): string => {
    if (!isBlobKey(key)) throw new BytesGoneError('this is no key');
    return join(directory, key);
  };
  let store: FileStore | undefined;
  return {
    // It makes the folder when it is made.
    uploads: () => (store ??= new FileStore({ directory })),

    async seal(key) {
      const file = await open(pathOf(key), 'r+');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },

    async read(key, range): Promise<Readable> {
      try {
        const file = await open(pathOf(key), 'r');
        return file.createReadStream(range);
      } catch (error) {
        if (isMissing(error)) throw new BytesGoneError('the file is not there');
        throw error;
      }
    },

    async remove(key) {
      const path = pathOf(key);
      await rm(path, { force: true });
      await rm(path + NOTE, { force: true });
    },

    async *list(): AsyncIterable<StoredObject> {
      const names = await readdir(directory).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      for (const key of new Set(names.map((name) => (name.endsWith(NOTE) ? name.slice(0, -NOTE.length) : name)))) {
        if (!isBlobKey(key)) continue;
        const facts = await stat(join(directory, key)).catch(() => stat(join(directory, key + NOTE)).catch(() => null));
        if (facts) yield { key, modifiedAt: facts.mtime };
      }
    },
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
