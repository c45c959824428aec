// The driver between a feed and a host that only writes down what it is asked: whose rows reach the replica, and when.
import { expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import { MemoryByteStore } from '../outbox/byte-store.ts';
import { MemoryMarkStore } from '../outbox/high-water.ts';
import { Outbox } from '../outbox/outbox.ts';
import { deferred } from './deferred.ts';
import type { FeedSink } from './ports.ts';
import { SyncDriver } from './sync-driver.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

it('rows read for a replica that is lost while their refusals are being kept are not applied to its successor (I1)', async () => {
  const { outbox } = await Outbox.open({ store: new MemoryByteStore(), marks: new MemoryMarkStore(), newId });
  const keeping = deferred<void>();
  const applied: string[][] = [];
  let listener: FeedSink | undefined;
  const driver = new SyncDriver(
    {
      clock: { now: () => 0, random: () => 0, setTimer: () => () => undefined },
      feed: {
        follow: (scope, _from, _userId, given) => {
          if (scope === 'me') listener = given;
          return () => undefined;
        },
      },
      push: { push: () => Promise.resolve({ kind: 'network' }) },
    },
    {
      outbox,
      cursors: () => ({}),
      applyFeed: (batches) => {
        applied.push(batches.map(({ scope }) => scope));
        return Promise.resolve({ passedSeq: 0 });
      },
      keepRejections: () => keeping.promise,
      onState: () => undefined,
    },
  );
  const opened = { kind: 'opened', account: true, savedSeq: 0, passedSeq: 0 } as const;
  driver.tell({ kind: 'online' });
  driver.tell(opened);
  await settle();
  void listener?.batch([{ tbl: 'public.users', pk: '["a"]', row: '{"id":"a"}' }], { offset: '5_0', handle: 'h' }, true);
  await settle();
  expect(driver.state.facts.applying).toBe(true);
  driver.tell({ kind: 'replica-lost' });
  driver.tell(opened);
  keeping.resolve();
  await settle();
  expect(applied).toEqual([]);
});
