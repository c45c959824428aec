// A new client id for commands that the server may still be about to take under the old one.
import { expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { PushRequest } from '#schema/protocol/commands.ts';
import { MemoryByteStore } from '../outbox/byte-store.ts';
import { MemoryMarkStore } from '../outbox/high-water.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { PushAnswer } from './ports.ts';
import { rotate } from './rotate.ts';

async function rotated(answer: PushAnswer) {
  const { outbox } = await Outbox.open({ store: new MemoryByteStore(), marks: new MemoryMarkStore(), newId });
  await outbox.save(
    ['a', 'b', 'c'].map((callKey) => ({ name: 'inbox.add', version: 1, args: {}, at: '2026-11-28T12:00:00.000Z', callKey })),
  );
  const old = outbox.clientId;
  const sent: PushRequest[] = [];
  const push = (request: PushRequest): Promise<PushAnswer> => {
    sent.push(request);
    return Promise.resolve(answer);
  };
  const isDone = await rotate(
    outbox,
    { clock: { now: () => 0, random: () => 0, setTimer: () => () => undefined }, push: { push } },
    { fromSeq: 1, closes: old },
  );
  return { isDone, sent, old, names: outbox.pending.map(({ clientId, id, callKey }) => [clientId === old, id, callKey]) };
}
const closedAfter = (lastCommandId: number): PushAnswer => ({ kind: 'answered', response: { lastCommandId, outcomes: [] } });

it('the server closes the old id before the commands have the new one', async () => {
  const { isDone, sent, old, names } = await rotated(closedAfter(0));
  expect(isDone).toBe(true);
  expect(sent).toEqual([{ clientId: old, commands: [], closes: true, sentAt: '1970-01-01T00:00:00.000Z' }]);
  expect(names).toEqual([
    [false, 1, 'a'],
    [false, 2, 'b'],
    [false, 3, 'c'],
  ]);
});

it('commands that a late request brought to the server keep the id under which they were taken (I3)', async () => {
  expect((await rotated(closedAfter(2))).names).toEqual([
    [true, 1, 'a'],
    [true, 2, 'b'],
    [false, 1, 'c'],
  ]);
  expect((await rotated(closedAfter(3))).names.every(([isOld]) => isOld)).toBe(true);
});

it('without an answer of the server nothing has a new id', async () => {
  const { isDone, names } = await rotated({ kind: 'network' });
  expect(isDone).toBe(false);
  expect(names.every(([isOld]) => isOld)).toBe(true);
});
