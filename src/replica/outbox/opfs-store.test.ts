import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CrashClock, CrashingFile } from './crashing-file.ts';
import { openOpfsStore } from './opfs-store.ts';

/**
 * What each call of `createSyncAccessHandle` does next: fails with this error name, or returns a handle when the list is empty.
 */
let refusals: string[];
let files: Map<string, CrashingFile>;

const fileHandle = (name: string) => {
  const file = files.get(name) ?? new CrashingFile(new CrashClock());
  files.set(name, file);
  return {
    getFile: () => Promise.resolve({ size: file.getSize() }),
    createSyncAccessHandle: () => {
      const refusal = refusals.shift();
      return refusal ? Promise.reject(new DOMException('', refusal)) : Promise.resolve(file);
    },
  };
};

beforeEach(() => {
  refusals = [];
  files = new Map();
  const folder = { getFileHandle: (name: string) => Promise.resolve(fileHandle(name)) };
  const root = { getDirectoryHandle: () => Promise.resolve(folder) };
  vi.stubGlobal('navigator', { storage: { getDirectory: () => Promise.resolve(root) } });
});
afterEach(() => vi.unstubAllGlobals());

const noWait = () => Promise.resolve();

test.each(['NoModificationAllowedError', 'InvalidStateError'])(
  'opening waits for a file that a dying leader holds: %s',
  async (name) => {
    refusals = [name, name, name];
    expect(await openOpfsStore(noWait)).toMatchObject({ backing: 'opfs' });
  },
);

test('files without synchronous handles and without an outbox count as no storage', async () => {
  refusals = ['NotSupportedError', 'NotSupportedError'];
  expect(await openOpfsStore(noWait)).toBeUndefined();
});

test('an outbox in files that cannot be opened is an error, not an empty log elsewhere', async () => {
  const store = await openOpfsStore(noWait);
  await store?.append(new Uint8Array([1]));
  refusals = ['NotSupportedError', 'NotSupportedError'];
  await expect(openOpfsStore(noWait)).rejects.toMatchObject({ name: 'NotSupportedError' });
});

test('a window without OPFS has no store', async () => {
  vi.stubGlobal('navigator', {});
  expect(await openOpfsStore(noWait)).toBeUndefined();
});
