// Blobs in a folder of this server: one file per blob. An upload also has a .json file with its announced length.
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { BytesGoneError, isBlobKey, type BlobBytes, type StoredObject } from './bytes.ts';

const NOTE = '.json';

/** Creates the folder first: statfs fails on a missing folder, and the tus store creates the folder asynchronously. */
export async function folderBytes(dataDir: string): Promise<BlobBytes> {
  const directory = resolve(dataDir, 'blobs');
  await mkdir(directory, { recursive: true });
  const pathOf = (key: string): string => {
    if (!isBlobKey(key)) throw new BytesGoneError('not a blob key');
    return join(directory, key);
  };
  let store: FileStore | undefined;
  return {
    uploads: () => (store ??= new FileStore({ directory })),

    isLocal: true,

    async size(key) {
      if (!isBlobKey(key)) return null;
      try {
        return (await stat(join(directory, key))).size;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async freeBytes() {
      const { bavail, bsize } = await statfs(directory);
      return bavail * bsize;
    },

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
        if (isMissing(error)) throw new BytesGoneError('the file does not exist');
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
