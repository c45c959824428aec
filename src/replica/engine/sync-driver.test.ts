// The driver between a feed and a host that only writes down what it is asked: whose rows reach the replica, and when.
import { expect, it, vi } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';
import type { ScopeBatch } from '../applier/applier.ts';
import { MemoryByteStore } from '../outbox/byte-store.ts';
import { MemoryMarkStore } from '../outbox/high-water.ts';
import { Outbox } from '../outbox/outbox.ts';
import { deferred } from './deferred.ts';
import type { EnginePorts, FeedSink } from './ports.ts';
import { SyncDriver, type SyncHost } from './sync-driver.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

const opened = { kind: 'opened', account: true, savedSeq: 0, passedSeq: 0 } as const;

interface DriverUnderTest {
  driver: SyncDriver;
  /** The scope `me`, as the server fills it. */
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
      isMidway: () => false,
      applyFeed: (batches, forget) => {
        applied.push({ batches, forget });
        return Promise.resolve({ passedSeq: 0 });
      },
      keepRejections: () => Promise.resolve(),
      onState: () => undefined,
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
/** Every page is more than fits. */
const smallest = { bufferLimits: { rebasing: 0, unburdened: 0, draining: 0 } };

it('rows read for a replica that is lost while their refusals are being kept are not applied to its successor (I1)', async () => {
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

it('a boundary that brings nothing more ends what was applied in parts before it (I8)', async () => {
  const { me, applied } = await connected(smallest, {});
  void me().batch([user], cursor, false);
  await settle();
  void me().batch([], cursor, true);
  await settle();
  expect(applied.map(({ forget }) => forget)).toEqual([false, true]);
});

it('the last part of a refetch, empty or not, tells where the stream goes on', async () => {
  const { me, applied } = await connected(smallest, { cursors: () => ({ me: { offset: '2_0', handle: 'old' } }) });
  me().mustRefetch();
  void me().batch([user], cursor, false);
  await settle();
  void me().batch([], cursor, true);
  await settle();
  const last = applied.at(-1)?.batches[0];
  expect(last).toMatchObject({ complete: true, batch: { isRefetch: true, isFirstPart: false, cursor } });
});

it('a stream that goes on where a part ended waits for nothing but the boundary', async () => {
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
