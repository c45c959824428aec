// Repeats the queries of the screen for a moment when the app is at rest, in the first runs of an engine in a browser. Chromium stores
// the engine's optimized code beside its file only when one run has optimized a megabyte of it (V8's `wasm_caching_threshold`). A start alone
// stays below that, so each start would optimize the same functions again: 0.45 s of CPU. The repetitions reach the threshold, and
// later starts load the code (decision 0053).
import { nextTurn } from '#src/next-turn.ts';
import type { Clock } from '../engine/ports.ts';
import type { LiveQueries } from '../live/live-queries.ts';

const AT_REST_MS = 8_000;
const REPEATED_MS = 250;
/** The code is stored in the first or second run after the service worker answers for the engine's file. */
const RUNS = 5;

/** How often an engine was warmed up. */
export interface WarmUps {
  /** The engine's file and the browser: the code of one is of no use to another. */
  engine: string;
  runs: number;
}

interface WarmUpStore {
  readWarmUps(): Promise<WarmUps | undefined>;
  writeWarmUps(warmUps: WarmUps): Promise<void>;
}

export interface WarmUpDeps {
  engine: string;
  store: WarmUpStore;
  live: Pick<LiveQueries, 'repeat'>;
  setTimer: Clock['setTimer'];
  /** Resolves when the rows can be read. */
  whenOpen(): Promise<unknown>;
  isBusy(): boolean;
}

/** Call once in the life of the leader's worker. Rejects when its facts cannot be stored. */
export async function warmUp({ engine, store, live, setTimer, whenOpen, isBusy }: WarmUpDeps): Promise<void> {
  await whenOpen();
  do await new Promise<void>((resolve) => void setTimer(AT_REST_MS, resolve));
  while (isBusy());
  const known = await store.readWarmUps();
  const runs = known?.engine === engine ? known.runs : 0;
  if (runs >= RUNS) return;
  await store.writeWarmUps({ engine, runs: runs + 1 });
  const began = performance.now();
  await live.repeat(async () => {
    // A tap waits for one query at most.
    await nextTurn();
    return performance.now() - began < REPEATED_MS;
  });
}
