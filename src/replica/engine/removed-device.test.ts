// A device that was removed elsewhere is erased only after the server has taken what waits there.
import { describe, expect, it, vi } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { PushRequest } from '#schema/protocol/commands.ts';
import type { OutboxPerson } from '../outbox/records.ts';
import { account, done, openEngine, replicaOf, settle } from './engine-under-test.ts';
import type { PushAnswer } from './ports.ts';

describe('a device that was removed, and shall send what waits there', () => {
  const signedIn: OutboxPerson = { kind: 'signed-in', userId: account.id, email: 'a@example.org', name: null };
  const applied = (push: PushRequest): PushAnswer => ({
    kind: 'answered',
    response: { lastCommandId: push.commands.at(-1)?.id ?? 0, outcomes: [] },
  });

  /** One command waits. `answer` is asked for each push; timers ring when the test says so. */
  async function removedDevice(answer: (push: PushRequest, count: number) => PushAnswer) {
    const timers = new Set<() => void>();
    const sent: PushRequest[] = [];
    const removalDone = vi.fn(done);
    const under = openEngine({
      clock: {
        now: () => 0,
        random: () => 0,
        setTimer: (_ms, ring) => {
          timers.add(ring);
          return () => void timers.delete(ring);
        },
      },
      network: { isOnline: () => true, subscribe: () => () => undefined },
      feed: {
        follow: (scope, _from, _person, sink) => {
          if (scope === 'me') void Promise.resolve().then(() => sink.failed({ kind: 'signed-out', isRemoved: true }));
          return () => undefined;
        },
      },
      push: {
        push: (push) => {
          // The machine's own request, before the device heard of the removal.
          if (engine.driver.state.kind !== 'signed-out') return Promise.resolve({ kind: 'network' });
          sent.push(push);
          return Promise.resolve(answer(push, sent.length));
        },
      },
      auth: {
        session: () => Promise.resolve(account),
        signOut: done,
        removal: () => Promise.resolve('send'),
        removalDone,
      },
    });
    const { engine, openings } = under;
    void engine.start();
    await settle();
    await engine.outbox.become(signedIn, () => []);
    await engine.save([{ callKey: newId(), name: 'inbox.add', args: { id: newId(), title: 'x' } }]);
    openings[0]?.resolve(replicaOf('stored'));
    await settle();
    openings[1]?.resolve(replicaOf('fresh'));
    await settle();
    const ring = async (): Promise<void> => {
      for (const each of [...timers]) if (timers.delete(each)) each();
      await settle();
    };
    return { engine, sent, removalDone, ring };
  }

  it('is erased when the server has taken it', async () => {
    const { engine, removalDone } = await removedDevice(applied);
    expect(engine.outbox.person).toMatchObject({ kind: 'local', removed: true });
    expect(removalDone).toHaveBeenCalledOnce();
  });

  it.each([
    { kind: 'signed-out' },
    { kind: 'signed-out', isRemoved: true },
    { kind: 'refused', error: { code: 'bad_request' } },
    { kind: 'too-large' },
    { kind: 'network' },
  ] as const)('keeps the command when the answer is $kind, and is erased after it was taken (I2)', async (problem) => {
    let isRefusing = true;
    const { engine, sent, removalDone, ring } = await removedDevice((push) => (isRefusing ? problem : applied(push)));
    expect(sent).not.toHaveLength(0);
    expect(engine.outbox.pending).toHaveLength(1);
    await ring();
    expect(engine.outbox.pending).toHaveLength(1);
    expect(removalDone).not.toHaveBeenCalled();
    isRefusing = false;
    await ring();
    expect(engine.outbox.person).toMatchObject({ kind: 'local', removed: true });
  });

  it.each([{ kind: 'client-reused' }, { kind: 'out-of-order', lastCommandId: 7 }] as const)(
    'sends it under a new name after the answer $kind, and is erased then (I2)',
    async (problem) => {
      let refused: string | undefined;
      const { engine, sent } = await removedDevice((push) => {
        refused ??= push.clientId;
        return push.clientId === refused && !push.closes ? problem : applied(push);
      });
      const last = sent.at(-1);
      expect(last?.clientId).not.toBe(refused);
      expect(last?.commands.map(({ id, name }) => [id, name])).toEqual([[1, 'inbox.add']]);
      expect(engine.outbox.person).toMatchObject({ kind: 'local', removed: true });
    },
  );
});
