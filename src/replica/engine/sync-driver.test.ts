// The driver between a feed and a recording host: which replica receives which rows, and when.
import { expect, it, vi } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';
import { startForeignServer } from '#tests/support/foreign-server.ts';
import type { ScopeBatch } from '../applier/applier.ts';
import { MemoryByteStore } from '../outbox/byte-store.ts';
import { MemoryMarkStore } from '../outbox/high-water.ts';
import type { MachineEvent } from '../machine/types.ts';
import { Outbox } from '../outbox/outbox.ts';
import { httpPush } from '../worker/http-transports.ts';
import { deferred } from './deferred.ts';
import type { EnginePorts, FeedSink } from './ports.ts';
import { SyncDriver, type SyncHost } from './sync-driver.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

const opened = { kind: 'opened', account: true, savedSeq: 0, passedSeq: 0 } as const;

interface DriverUnderTest {
  driver: SyncDriver;
  /** The sink of the scope `me`, called as the server would. */
  me: () => FeedSink;
  applied: { batches: ScopeBatch[]; forget: boolean }[];
}

async function connected(ports: Partial<EnginePorts>, host: Partial<SyncHost>): Promise<DriverUnderTest> {
  const { outbox } = await Outbox.open({ store: new MemoryByteStore(), marks: new MemoryMarkStore(), newId });
  const applied: DriverUnderTest['applied'] = [];
  let sink: FeedSink | undefined;
  const driver = new SyncDriver(
    {
      clock: { now: () => 0, random: () => 0, setTimer: () => () => undefined },
      feed: {
        follow: (scope, _from, _person, given) => {
          if (scope === 'me') sink = given;
          return () => undefined;
        },
      },
      push: { push: () => Promise.resolve({ kind: 'network' }) },
      ...ports,
    },
    {
      outbox,
      cursors: () => ({}),
      copyProgress: () => null,
      onCopyProgress: () => undefined,
      isMidway: () => false,
      applyFeed: (batches, forget) => {
        applied.push({ batches, forget });
        return Promise.resolve({ passedSeq: 0 });
      },
      keepRejections: () => Promise.resolve(),
      onState: () => undefined,
      onRemoved: () => undefined,
      ...host,
    },
  );
  driver.tell({ kind: 'online' });
  driver.tell(opened);
  await settle();
  const me = (): FeedSink => {
    if (!sink) throw new Error('nothing follows the feed');
    return sink;
  };
  return { driver, me, applied };
}

const user: FeedRow = { tbl: 'public.users', pk: '["a"]', row: '{"id":"a"}' };
const cursor = { offset: '5_0', handle: 'h' };
/** Limits below the size of any page. */
const smallest = { bufferLimits: { rebasing: 0, unburdened: 0, draining: 0 } };

it.each(['a worker that does not hear of the network', 'a wait for the next try', 'a server that refused'] as const)(
  'asked to try now, it contacts the server at once: %s',
  async (cause) => {
    const follow = vi.fn(() => () => undefined);
    const { driver } = await connected({ feed: { follow } }, {});
    if (cause === 'a worker that does not hear of the network') driver.tell({ kind: 'offline' });
    const failure = cause === 'a server that refused' ? { kind: 'refused', error: { code: 'internal' } } : { kind: 'network' };
    if (driver.state.kind !== 'offline') driver.tell({ kind: 'stream-failed', scope: 'me', failure } as MachineEvent);
    follow.mockClear();
    await settle();
    expect(follow).not.toHaveBeenCalled();
    driver.tryNow();
    await settle();
    expect(driver.state.kind).toBe('connecting');
    expect(follow).toHaveBeenCalledTimes(2);
  },
);

it('rows of a lost replica whose rejections are still being stored are not applied to the next replica (I1)', async () => {
  const keeping = deferred<void>();
  const { driver, me, applied } = await connected({}, { keepRejections: () => keeping.promise });
  void me().batch([user], cursor, true);
  await settle();
  expect(driver.state.facts.applying).toBe(true);
  driver.tell({ kind: 'replica-lost' });
  driver.tell(opened);
  keeping.resolve();
  await settle();
  expect(applied).toEqual([]);
});

it('a boundary that brings no rows completes the parts applied before it (I8)', async () => {
  const { me, applied } = await connected(smallest, {});
  void me().batch([user], cursor, false);
  await settle();
  void me().batch([], cursor, true);
  await settle();
  expect(applied.map(({ forget }) => forget)).toEqual([false, true]);
});

it('the last part of a refetch moves the cursor, even when it has no rows', async () => {
  const { me, applied } = await connected(smallest, { cursors: () => ({ me: { offset: '2_0', handle: 'old' } }) });
  me().mustRefetch();
  void me().batch([user], cursor, false);
  await settle();
  void me().batch([], cursor, true);
  await settle();
  const last = applied.at(-1)?.batches[0];
  expect(last).toMatchObject({ complete: true, batch: { isRefetch: true, isFirstPart: false, cursor } });
});

it('a stream that continues where a part ended waits for nothing but the boundary', async () => {
  const { me, applied } = await connected({}, { isMidway: (scope) => scope === 'me', cursors: () => ({ me: cursor }) });
  void me().batch([], cursor, true);
  await settle();
  expect(applied.map(({ forget }) => forget)).toEqual([true]);
});

it('a read from the beginning is whole at its boundary, also when it came in parts (I8)', async () => {
  const { driver, me } = await connected(smallest, {});
  const told = vi.spyOn(driver, 'tell');
  for (const [rows, isLast] of [
    [[user], false],
    [[], true],
    [[user], true],
  ] as const) {
    void me().batch([...rows], cursor, isLast);
    await settle();
  }
  const whole = told.mock.calls.flatMap(([event]) => (event.kind === 'applied' ? [event.isWhole] : []));
  expect(whole).toEqual([false, true, false, false]);
});

/** A device of an account with one waiting command, and timers that the test fires. */
async function waitingDevice() {
  const { outbox } = await Outbox.open({ store: new MemoryByteStore(), marks: new MemoryMarkStore(), newId });
  await outbox.become({ kind: 'signed-in', userId: newId(), email: 'a@example.org', name: null }, () => []);
  await outbox.save([{ callKey: newId(), name: 'inbox.add', version: 1, args: {}, at: '2026-01-01T00:00:00.000Z' }]);
  const timers = new Set<() => void>();
  const clock: EnginePorts['clock'] = {
    now: () => 0,
    random: () => 0,
    setTimer: (_ms, ring) => {
      timers.add(ring);
      return () => void timers.delete(ring);
    },
  };
  const ringAll = (): void => {
    for (const ring of [...timers]) if (timers.delete(ring)) ring();
  };
  return { outbox, clock, ringAll };
}

it('commands answered by a captive portal wait, and drain when the server is reachable again (I2, I8)', async () => {
  const { outbox, clock, ringAll } = await waitingDevice();
  const foreign = await startForeignServer();
  const push = httpPush(foreign.url);
  try {
    const { driver } = await connected({ clock, push }, { outbox });
    driver.tell({ kind: 'command-saved', seq: 1 });
    for (const kind of ['a page with status 200', 'JSON of another shape', 'half of JSON', 'a page with status 401'] as const) {
      foreign.answerWith(kind);
      await expect.poll(() => driver.state.facts.push.kind).toBe('waiting');
      ringAll();
      await expect.poll(() => foreign.asked.length).toBeGreaterThan(0);
      await expect.poll(() => driver.state.facts.push.kind).toBe('waiting');
      expect(driver.state.facts.ackedSeq).toBe(0);
      foreign.asked.splice(0);
    }
    foreign.answerJson({ lastCommandId: 1, outcomes: [{ id: 1, status: 'applied' }] });
    ringAll();
    await expect.poll(() => driver.state.facts.ackedSeq).toBe(1);
    expect(driver.state.facts.push.kind).toBe('idle');
    driver.stop();
  } finally {
    await foreign.close();
  }
});

it('an exception anywhere in a push is reported to the machine, which tries again (I8)', async () => {
  const { outbox, clock, ringAll } = await waitingDevice();
  let isBroken = true;
  const answer = { lastCommandId: 1, outcomes: [{ id: 1, status: 'rejected' as const, error: { code: 'conflict' } }] };
  const push = { push: () => Promise.resolve({ kind: 'answered' as const, response: answer }) };
  const keepRejections = () => (isBroken ? Promise.reject(new Error('the disk is full')) : Promise.resolve());
  const { driver } = await connected({ clock, push }, { outbox, keepRejections });
  driver.tell({ kind: 'command-saved', seq: 1 });
  await settle();
  expect(driver.state.facts).toMatchObject({ push: { kind: 'waiting' }, ackedSeq: 0 });
  isBroken = false;
  ringAll();
  await settle();
  expect(driver.state.facts).toMatchObject({ push: { kind: 'idle' }, ackedSeq: 1 });
});

it('rows whose rejections cannot be stored are read again from the stored cursor, and the machine continues (I1, I8)', async () => {
  const { outbox, clock, ringAll } = await waitingDevice();
  let isBroken = true;
  const keepRejections = () => (isBroken ? Promise.reject(new Error('the disk is full')) : Promise.resolve());
  const { driver, me, applied } = await connected({ clock }, { outbox, keepRejections });
  void me().batch([user], cursor, true);
  await settle();
  expect(driver.state).toMatchObject({ kind: 'backing-off', facts: { applying: false } });
  isBroken = false;
  ringAll();
  await settle();
  void me().batch([user], cursor, true);
  await settle();
  expect(applied).toHaveLength(1);
});
