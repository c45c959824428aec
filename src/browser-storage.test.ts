import { afterEach, expect, test, vi } from 'vitest';
import { estimateStorage, isStorageKept, keepStorage } from './browser-storage.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['no StorageManager', {}],
  ['a StorageManager without estimate and persist', { storage: {} }],
])('a browser with %s gives no estimate and no persistence', async (_name, navigator) => {
  vi.stubGlobal('navigator', navigator);
  expect(await estimateStorage()).toEqual({ used: null, allowed: null });
  expect(await isStorageKept()).toBeNull();
  expect(await keepStorage()).toBe(false);
});
