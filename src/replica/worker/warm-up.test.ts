import { expect, it } from 'vitest';
import { LiveQueries } from '../live/live-queries.ts';
import { warmUp, type WarmUps } from './warm-up.ts';

/** A device on which one query is shown; each `start` is a run of the app that comes to rest. */
function device() {
  let stored: WarmUps | undefined;
  let ran = 0;
  const start = async (engine: string, isBusy: () => boolean = () => false): Promise<number> => {
    const live = new LiveQueries(() => Promise.resolve([(ran += 1)]));
    live.subscribe('a', { sql: '', parameters: [], tables: [] }, { onRows: () => undefined, onFailed: () => undefined });
    const before = ran;
    await warmUp({
      engine,
      store: { readWarmUps: async () => stored, writeWarmUps: async (warmUps) => void (stored = warmUps) },
      live,
      setTimer: (_ms, ring) => {
        queueMicrotask(ring);
        return () => undefined;
      },
      whenOpen: () => Promise.resolve(),
      isBusy,
    });
    return ran - before;
  };
  return { start };
}

it('repeats the queries in the first runs of an engine only, and again for another engine', async () => {
  const { start } = device();
  const repeated = [];
  for (const engine of ['a', 'a', 'a', 'a', 'a', 'a', 'b']) repeated.push((await start(engine)) > 0);
  expect(repeated).toEqual([true, true, true, true, true, false, true]);
});

it('waits until nothing else is read', async () => {
  const { start } = device();
  let asked = 0;
  await start('a', () => (asked += 1) < 3);
  expect(asked).toBe(3);
});
