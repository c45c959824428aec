// An engine over a fake database that accepts everything, for tests of how it opens its rows and sends what waits.
import type { SessionUser } from '#schema/protocol/answers.ts';
import { newId } from '#schema/ids.ts';
import { MemoryByteStore } from '../outbox/byte-store.ts';
import { MemoryMarkStore } from '../outbox/high-water.ts';
import { Outbox } from '../outbox/outbox.ts';
import { deferred, type Deferred } from './deferred.ts';
import type { EnginePorts, OpenedReplica } from './ports.ts';
import { ReplicaEngine } from './replica-engine.ts';

export const nothing = (): Promise<{ rows: unknown[] }> => Promise.resolve({ rows: [] });
export const done = (): Promise<void> => Promise.resolve();

export function replicaOf(opened: OpenedReplica['opened']): OpenedReplica {
  const session = { query: nothing, exec: nothing, copy: async () => undefined };
  return {
    database: { ...session, transaction: (run) => run(session) },
    opened,
    schema: 'test',
    openMs: 0,
    flush: done,
    close: done,
  };
}

export const account: SessionUser = { id: newId(), email: 'a@example.org', name: null };

/** A store whose next write resolves when the test says so. */
export class SlowByteStore extends MemoryByteStore {
  #disk = Promise.resolve();

  hold(): () => void {
    const held = deferred<void>();
    this.#disk = held.promise;
    return () => held.resolve();
  }

  override append(bytes: Uint8Array): Promise<void> {
    return this.#disk.then(() => super.append(bytes));
  }
}

interface EngineUnderTest {
  engine: ReplicaEngine;
  openings: Deferred<OpenedReplica>[];
  /** The user the session belongs to. */
  session: { user: SessionUser };
  store: SlowByteStore;
}

export function openEngine(given: Partial<EnginePorts> = {}): EngineUnderTest {
  const openings: Deferred<OpenedReplica>[] = [];
  const session = { user: account };
  const store = new SlowByteStore();
  const ports: EnginePorts = {
    clock: { now: () => 0, random: () => 0, setTimer: () => () => undefined },
    network: { isOnline: () => false, subscribe: () => () => undefined },
    feed: { follow: () => () => undefined },
    push: { push: () => Promise.resolve({ kind: 'network' }) },
    auth: {
      session: () => Promise.resolve(session.user),
      signOut: done,
      removal: () => Promise.resolve(null),
      removalDone: done,
    },
    newId,
    openOutbox: () => Outbox.open({ store, marks: new MemoryMarkStore(), newId }),
    openReplica: () => {
      const opening = deferred<OpenedReplica>();
      openings.push(opening);
      return opening.promise;
    },
    ...given,
  };
  return { engine: new ReplicaEngine(ports), openings, session, store };
}

export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};
