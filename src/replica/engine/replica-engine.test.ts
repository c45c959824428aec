// The engine's openings, over a database that only says yes: what counts is which of them wins and who is waiting.
import { describe, expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import { MemoryByteStore } from '../outbox/byte-store.ts';
import { MemoryMarkStore } from '../outbox/high-water.ts';
import { Outbox } from '../outbox/outbox.ts';
import { deferred, type Deferred } from './deferred.ts';
import type { EnginePorts, OpenedReplica } from './ports.ts';
import { ReplicaEngine } from './replica-engine.ts';

const nothing = (): Promise<{ rows: unknown[] }> => Promise.resolve({ rows: [] });
const done = (): Promise<void> => Promise.resolve();

function replicaOf(opened: OpenedReplica['opened']): OpenedReplica {
  const session = { query: nothing, exec: nothing };
  return {
    database: { ...session, transaction: (run) => run(session) },
    opened,
    schema: 'test',
    openMs: 0,
    flush: done,
    close: done,
  };
}

const account = { id: newId(), email: 'a@example.org', name: null };

function openEngine(): { engine: ReplicaEngine; openings: Deferred<OpenedReplica>[] } {
  const openings: Deferred<OpenedReplica>[] = [];
  const ports: EnginePorts = {
    clock: { now: () => 0, random: () => 0, setTimer: () => () => undefined },
    network: { isOnline: () => false, subscribe: () => () => undefined },
    feed: { follow: () => () => undefined },
    push: { push: () => Promise.resolve({ kind: 'network' }) },
    auth: { session: () => Promise.resolve(account), signOut: done },
    newId,
    openOutbox: () => Outbox.open({ store: new MemoryByteStore(), marks: new MemoryMarkStore(), newId }),
    openReplica: () => {
      const opening = deferred<OpenedReplica>();
      openings.push(opening);
      return opening.promise;
    },
  };
  return { engine: new ReplicaEngine(ports), openings };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

describe('opening the rows', () => {
  it('a rebuild asked for during an opening waits for it, and whoever waited for the rows gets some', async () => {
    const { engine, openings } = openEngine();
    void engine.start();
    await settle();
    const waiting = engine.whenOpen();
    void engine.rebuild();
    await settle();
    expect(openings).toHaveLength(1);
    openings[0]?.resolve(replicaOf('stored'));
    expect((await waiting).replica.opened).toBe('stored');
    await settle();
    expect(openings).toHaveLength(2);
    openings[1]?.resolve(replicaOf('rebuilt'));
    expect((await engine.whenOpen()).replica.opened).toBe('rebuilt');
  });

  it('a sign-in whose rows are taken away under it succeeds, for the log is the account’s, and the rows become so', async () => {
    const { engine, openings } = openEngine();
    void engine.start();
    await settle();
    const first = replicaOf('stored');
    openings[0]?.resolve({
      ...first,
      database: {
        ...first.database,
        query: (sql) => (sql.includes('replica.derived') ? engine.rebuild().then(nothing) : nothing()),
        transaction: () => Promise.reject(new Error('the rows are closed')),
      },
    });
    const signingIn = engine.connect('page', () => undefined).calls.signedIn();
    await settle();
    openings[1]?.resolve(replicaOf('rebuilt'));
    await settle();
    openings[2]?.resolve(replicaOf('rebuilt'));
    expect(await signingIn).toEqual({ ok: true, value: null });
    expect(engine.outbox.person.userId).toBe(account.id);
    expect((await engine.whenOpen()).applier.state.userId).toBe(account.id);
  });

  it('rows that are made again on purpose, however often, are no failure', async () => {
    const { engine, openings } = openEngine();
    void engine.start();
    for (let time = 0; time < 6; time += 1) {
      await settle();
      openings[time]?.resolve(replicaOf('rebuilt'));
      await settle();
      void engine.rebuild();
    }
    await settle();
    expect(openings).toHaveLength(7);
    expect(engine.driver.state.facts.error).toBeNull();
  });
});
