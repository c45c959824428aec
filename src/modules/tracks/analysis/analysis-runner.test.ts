import { ANALYZER_VERSION } from '#src/dsp/analyzer-version.ts';
import { describe, expect, it } from 'vitest';
import { BlobError } from '#src/blobs/public.ts';
import type { AnalysisOutcome } from '#src/workers/analysis/api.ts';
import { AnalysisRunner, type RunnerPorts, type TabChannel } from './analysis-runner.ts';
import { createAttemptLog, MOST_ATTEMPTS } from './attempts.ts';
import type { AnalysisCandidate } from './plan-analysis.ts';

const FAILED: AnalysisOutcome = { kind: 'failed', error: { code: 'bad_file', detail: 'Noise.' }, pageMayDecode: false };
const settle = async () => {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve();
};
const track = (id: string, more: Partial<AnalysisCandidate> = {}): AnalysisCandidate => ({
  id,
  content_sha256: `sha-${id}`,
  status: 'pending',
  version: null,
  ...more,
});

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

/** All tabs of one browser: one lock, one channel, one storage. */
function browser() {
  const listeners = new Set<(message: never) => void>();
  const channelFor = (): TabChannel => {
    let own: ((message: never) => void) | undefined;
    return {
      send: (message) => listeners.forEach((listen) => listen !== own && listen(message as never)),
      subscribe(onMessage) {
        own = onMessage as (message: never) => void;
        listeners.add(own);
        return () => void listeners.delete(own as never);
      },
    };
  };
  let held: Promise<void> = Promise.resolve();
  const withLock: RunnerPorts['withLock'] = (signal, work) => {
    const turn = held.then(() => (signal.aborted ? undefined : work()));
    held = turn.catch(() => undefined);
    return turn;
  };
  return { channelFor, withLock, storage: memoryStorage() };
}

/** A runner whose worker answers when the test says so. */
function tab(world: ReturnType<typeof browser>, kept = new Set<string>()) {
  const saved: string[] = [];
  const jobs: { id: string; report(part: number): void; end(outcome: AnalysisOutcome | Error): void }[] = [];
  let onRows: (rows: AnalysisCandidate[]) => void = () => undefined;
  let onBlobs: () => void = () => undefined;
  let leave: () => void = () => undefined;
  let isRefusing = false;
  const ports = {
    replica: {
      subscribeRows: (_query: unknown, listen: typeof onRows) => ((onRows = listen), () => undefined),
      dispatch: (name: string, args: { trackId: string }) => {
        saved.push(`${name} ${args.trackId}`);
        const applied = isRefusing ? { kind: 'rejected', error: { code: 'conflict' } } : { kind: 'applied' };
        return Promise.resolve({ applied: Promise.resolve(applied) });
      },
    },
    blobs: {
      get: (sha: string) => Promise.resolve(kept.has(sha) ? new Blob(['x']) : undefined),
      put: () => Promise.resolve({ sha256: 'f'.repeat(64), size: 1 }),
      subscribe: (listen: () => void) => ((onBlobs = listen), () => undefined),
    },
    analysis: {
      analyze: (id: string, _file: Blob, report: (part: number) => void) =>
        new Promise<AnalysisOutcome>((resolve, reject) => {
          jobs.push({ id, report, end: (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)) });
        }),
      cancel: (id: string) => jobs.findLast((job) => job.id === id)?.end({ kind: 'cancelled' }),
      rest: () => undefined,
    },
    attempts: createAttemptLog(world.storage),
    tabs: world.channelFor(),
    withLock: world.withLock,
    whenLeaving: (listen: () => void) => ((leave = listen), () => undefined),
    retryMs: 1,
  };
  const runner = new AnalysisRunner(ports as unknown as RunnerPorts);
  const stop = runner.start();
  return {
    runner,
    stop,
    saved,
    jobs,
    rows: (...rows: AnalysisCandidate[]) => (onRows(rows), settle()),
    keep: (...shas: string[]) => (shas.forEach((sha) => kept.add(sha)), onBlobs(), settle()),
    leave: () => leave(),
    refuse: () => (isRefusing = true),
  };
}

describe('the analysis runner', () => {
  it('takes tracks whose file is here, one at a time, with their places and progress', async () => {
    const { runner, rows, keep, jobs, saved } = tab(browser());
    await rows(track('a'), track('b'), track('elsewhere'), track('done', { version: ANALYZER_VERSION }));
    expect(jobs).toEqual([]);
    await keep('sha-a', 'sha-b', 'sha-done');
    expect(jobs.map(({ id }) => id)).toEqual(['a']);
    jobs[0]!.report(0.5);
    expect(runner.state('a')).toEqual({ kind: 'running', part: 0.5 });
    expect(runner.state('elsewhere')).toEqual({ kind: 'idle' });
    jobs[0]!.end(FAILED);
    await settle();
    expect(saved).toEqual(['tracks.markFailed a']);
    expect(jobs.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('analyses again what an older analyser described, and never what a newer one did', async () => {
    const { rows, keep, jobs } = tab(browser());
    await keep('sha-old', 'sha-new');
    await rows(track('old', { version: 'cadence-0', status: 'ready' }), track('new', { version: 'cadence-99', status: 'ready' }));
    expect(jobs.map(({ id }) => id)).toEqual(['old']);
  });

  it('leaves a failed track alone until the person asks, and then takes it first', async () => {
    const { runner, rows, keep, jobs } = tab(browser());
    await keep('sha-bad', 'sha-a', 'sha-b');
    await rows(track('a'), track('b'), track('bad', { status: 'failed' }));
    runner.analyze('bad');
    jobs[0]!.end(FAILED);
    await settle();
    expect(jobs.map(({ id }) => id)).toEqual(['a', 'bad']);
  });

  it('cancels for good, also in the next tab, until it is asked for again', async () => {
    const world = browser();
    const first = tab(world, new Set(['sha-a']));
    await first.rows(track('a'));
    first.runner.cancel('a');
    await settle();
    expect(first.runner.state('a')).toEqual({ kind: 'cancelled' });
    first.stop();
    await settle();
    const second = tab(world, new Set(['sha-a']));
    await second.rows(track('a'));
    expect(second.jobs).toEqual([]);
    second.runner.analyze('a');
    await settle();
    expect(second.jobs.map(({ id }) => id)).toEqual(['a']);
  });

  it('works in one tab; the other shows it, hands over wishes, and takes over when it goes', async () => {
    const world = browser();
    const [first, second] = [tab(world, new Set(['sha-a'])), tab(world, new Set(['sha-a']))];
    await first.rows(track('a'));
    await second.rows(track('a'));
    first.jobs[0]!.report(0.25);
    expect(second.jobs).toEqual([]);
    expect(second.runner.state('a')).toEqual({ kind: 'running', part: 0.25 });
    first.stop();
    await settle();
    expect(second.jobs.map(({ id }) => id)).toEqual(['a']);
  });

  it('gives up in words on a file that takes the tab down each time, and counts no tab that was closed', async () => {
    const world = browser();
    const crash = async () => {
      const crashed = tab({ ...browser(), storage: world.storage }, new Set(['sha-a']));
      await crashed.rows(track('a'));
      return crashed;
    };
    const closed = await crash();
    closed.leave();
    for (let n = 0; n < MOST_ATTEMPTS; n++) expect((await crash()).jobs).toHaveLength(1);
    const last = await crash();
    expect(last.jobs).toEqual([]);
    expect(last.saved).toEqual(['tracks.markFailed a']);
  });

  it('says that there is no room and goes on when there is', async () => {
    const { runner, rows, keep, jobs, saved } = tab(browser());
    await keep('sha-a');
    const shown: string[] = [];
    runner.subscribe(() => shown.push(runner.state('a').kind));
    await rows(track('a'));
    jobs[0]!.end(new BlobError({ code: 'storage_full' }));
    await settle();
    expect(shown).toContain('blocked');
    await keep();
    expect(jobs).toHaveLength(2);
    expect(saved).toEqual([]);
  });

  it('an analysis that is refused is told to the track, so that it is not made at every start', async () => {
    const { rows, keep, jobs, saved, refuse } = tab(browser());
    await keep('sha-a');
    await rows(track('a'));
    refuse();
    const description = { beatsMs: [], onsets: [], sections: [], fingerprint: '', tempo: null, key: null };
    jobs[0]!.end({ kind: 'done', analysis: { description, manifest: { hop_ms: 10 }, chunks: [] } } as unknown as AnalysisOutcome);
    await settle();
    expect(saved).toEqual(['tracks.saveAnalysis a', 'tracks.markFailed a']);
  });

  it('stops when the track is removed', async () => {
    const { runner, rows, keep, jobs, saved } = tab(browser());
    await keep('sha-a');
    await rows(track('a'));
    expect(jobs).toHaveLength(1);
    await rows();
    await settle();
    expect(runner.state('a')).toEqual({ kind: 'idle' });
    expect(saved).toEqual([]);
  });
});
