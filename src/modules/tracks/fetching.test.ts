import { expect, test } from 'vitest';
import { fetchFile, stopFetching, useFetching } from './fetching.ts';

/** A store whose files come when the test says so. */
function slowStore() {
  const asked: { progress(part: number): void; come(): void; fail(error: Error): void }[] = [];
  return {
    asked,
    open: (_sha256: string, { signal, onProgress }: { signal?: AbortSignal; onProgress?: (part: number) => void } = {}) =>
      new Promise<Blob>((resolve, reject) => {
        asked.push({ progress: (part) => onProgress?.(part), come: () => resolve(new Blob()), fail: reject });
        signal?.addEventListener('abort', () => reject(new Error('stopped')));
      }),
  };
}
const parts = () => useFetching.getState().parts;

test('a file that is fetched shows how much of it is here, until it is', async () => {
  const store = slowStore();
  const ended = fetchFile(store, 'a');
  expect(parts()).toEqual({ a: 0 });
  store.asked[0]?.progress(0.4);
  expect(parts()).toEqual({ a: 0.4 });
  store.asked[0]?.come();
  expect([await ended, parts()]).toEqual([true, {}]);
});

test('who asks again waits for the same fetch', async () => {
  const store = slowStore();
  const [one, other] = [fetchFile(store, 'a'), fetchFile(store, 'a')];
  expect(store.asked).toHaveLength(1);
  store.asked[0]?.come();
  expect(await Promise.all([one, other])).toEqual([true, true]);
});

test('a stopped fetch is no failure, a failed one is thrown, and either may be tried again', async () => {
  const store = slowStore();
  const stopped = fetchFile(store, 'a');
  stopFetching('a');
  expect([await stopped, parts()]).toEqual([false, {}]);
  const failed = fetchFile(store, 'a');
  store.asked[1]?.fail(new Error('no network'));
  await expect(failed).rejects.toThrow('no network');
  const again = fetchFile(store, 'a');
  store.asked[2]?.come();
  expect([await again, parts()]).toEqual([true, {}]);
  stopFetching('a');
});
