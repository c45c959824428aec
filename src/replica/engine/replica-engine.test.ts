// How the engine opens its rows, over a fake database that accepts everything: which opening wins, and who waits for it.
import { describe, expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import { MemoryByteStore } from '../outbox/byte-store.ts';
import { MemoryMarkStore } from '../outbox/high-water.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { OutboxPerson } from '../outbox/records.ts';
import { deferred } from './deferred.ts';
import { account, nothing, openEngine, replicaOf, settle, SlowByteStore } from './engine-under-test.ts';
import type { EnginePorts, FeedSink } from './ports.ts';

describe('the time of a command', () => {
  const nowMs = Date.parse('2026-11-26T12:00:00.000Z');
  const clock: EnginePorts['clock'] = { now: () => nowMs, random: () => 0, setTimer: () => () => undefined };
  const call = (at?: string) => ({ callKey: newId(), name: 'inbox.add', args: { id: newId(), title: 'x' }, ...(at && { at }) });
  const signedIn: OutboxPerson = { kind: 'signed-in', userId: account.id, email: 'a@example.org', name: null };

  it('is now, or the earlier time of invented history on a device without an account', async () => {
    const { engine } = openEngine({ clock });
    void engine.start();
    await settle();
    const saved = await engine.save([call(), call('2025-12-01T08:00:00.000Z'), call('2027-01-01T00:00:00.000Z')]);
    expect(saved.ok).toBe(true);
    expect(engine.outbox.pending.map(({ at }) => at)).toEqual([
      '2026-11-26T12:00:00.000Z',
      '2025-12-01T08:00:00.000Z',
      '2026-11-26T12:00:00.000Z',
    ]);
  });

  it('with an account is named by nobody, except in development', async () => {
    const { engine } = openEngine({ clock });
    void engine.start();
    await settle();
    await engine.outbox.become(signedIn, () => []);
    expect(await engine.save([call('2025-12-01T08:00:00.000Z')])).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(engine.outbox.pending).toEqual([]);

    const { engine: inDevelopment } = openEngine({ clock, isDevelopment: true });
    void inDevelopment.start();
    await settle();
    await inDevelopment.outbox.become(signedIn, () => []);
    expect(await inDevelopment.save([call('2025-12-01T08:00:00.000Z')])).toMatchObject({ ok: true });
  });
});

describe('a command that the rows refuse', () => {
  const refused = () => ({ callKey: newId(), name: 'inbox.edit', args: { id: newId(), title: 'of nothing' } });
  const taken = () => ({ callKey: newId(), name: 'settings.set', args: { key: 'theme', value: 'dark' } });

  it('is answered with its refusal, and nothing waits, not even after the next opening', async () => {
    const { engine, openings, store } = openEngine();
    void engine.start();
    await settle();
    openings[0]?.resolve(replicaOf('stored'));
    await settle();
    expect(await engine.save([refused()])).toMatchObject({ ok: true, value: [{ refused: { code: 'not_found' } }] });
    expect(engine.outbox.pending).toEqual([]);
    const { outbox } = await Outbox.open({ store, marks: new MemoryMarkStore(), newId });
    expect(outbox.pending).toEqual([]);
    const { savedSeq, passedSeq } = engine.driver.state.facts;
    expect(savedSeq - passedSeq).toBe(0);
  });

  it('keeps nobody else waiting: a call is found again although its page was left before its turn on the rows', async () => {
    const { engine, openings, store } = openEngine();
    void engine.start();
    await settle();
    openings[0]?.resolve(replicaOf('stored'));
    await settle();
    const busy = deferred<void>();
    void engine.lanes.run('feed', () => busy.promise);
    void engine.save([taken()]);
    await settle();
    expect(engine.outbox.pending).toEqual([]);
    const left = new MemoryByteStore(await store.readAll());
    const { outbox } = await Outbox.open({ store: left, marks: new MemoryMarkStore(), newId });
    expect(outbox.pending.map(({ name }) => name)).toEqual(['settings.set']);
    busy.resolve();
  });

  it('among others is left out, and the others get ids without a gap', async () => {
    const { engine, openings } = openEngine();
    void engine.start();
    await settle();
    openings[0]?.resolve(replicaOf('stored'));
    await settle();
    const answer = await engine.save([taken(), refused(), taken()]);
    expect(answer).toMatchObject({ ok: true, value: [{ seq: 1 }, { refused: {} }, { seq: 2 }] });
    expect(engine.outbox.pending.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('is saved while the rows are opening, because nothing can refuse it yet', async () => {
    const { engine } = openEngine();
    void engine.start();
    await settle();
    expect(await engine.save([refused()])).toEqual({ ok: true, value: [{ seq: 1 }] });
    expect(engine.outbox.pending).toHaveLength(1);
  });

  it('is saved when the rows are lost before they have answered, without waiting for the next opening', async () => {
    const { engine, openings } = openEngine();
    void engine.start();
    await settle();
    const held = deferred<{ rows: unknown[] }>();
    const stored = replicaOf('stored');
    let isHeld = false;
    openings[0]?.resolve({
      ...stored,
      database: {
        ...stored.database,
        transaction: (run) =>
          run({ query: () => (isHeld ? held.promise : nothing()), exec: nothing, copy: async () => undefined }),
      },
    });
    await settle();
    isHeld = true;
    const [first, second] = [engine.save([refused()]), engine.save([taken()])];
    await settle();
    expect(engine.outbox.pending).toEqual([]);
    void engine.rebuild();
    expect(await first).toEqual({ ok: true, value: [{ seq: 1 }] });
    expect(await second).toEqual({ ok: true, value: [{ seq: 2 }] });
    expect(openings).toHaveLength(2);
  });
});

describe('opening the rows', () => {
  it('a rebuild requested during an opening waits for it, and callers waiting for the rows get the rebuilt ones', async () => {
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

  it('a rebuild requested before the log is open also waits for the first opening', async () => {
    const { engine, openings } = openEngine();
    void engine.start();
    void engine.rebuild();
    await settle();
    expect(openings).toHaveLength(1);
    openings[0]?.resolve(replicaOf('stored'));
    await settle();
    expect(openings).toHaveLength(2);
  });

  it('a sign-in whose rows are rebuilt meanwhile succeeds, because the log already belongs to the account', async () => {
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

  it('a sign-in whose rows are closed before its turn takes the next ones', async () => {
    const { engine, openings } = openEngine();
    void engine.start();
    await settle();
    const first = replicaOf('stored');
    const closed = async (): Promise<never> => {
      void engine.rebuild();
      throw new Error('the rows are closed');
    };
    openings[0]?.resolve({
      ...first,
      database: { ...first.database, query: (sql) => (sql.includes('replica.derived') ? closed() : nothing()) },
    });
    const signingIn = engine.connect('page', () => undefined).calls.signedIn();
    await settle();
    openings[1]?.resolve(replicaOf('rebuilt'));
    expect(await signingIn).toEqual({ ok: true, value: null });
    expect((await engine.whenOpen()).applier.state.userId).toBe(account.id);
  });

  it('requested rebuilds never count as failures', async () => {
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

describe('an older copy of the rows', () => {
  it('that has all rows but not their boundary is complete with that boundary alone (I8)', async () => {
    const store = new SlowByteStore();
    const marks = new MemoryMarkStore();
    const { outbox } = await Outbox.open({ store, marks, newId });
    await outbox.become({ kind: 'signed-in', userId: account.id, email: account.email, name: null }, () => []);
    await outbox.save([{ callKey: newId(), name: 'inbox.add', version: 1, args: {}, at: '2026-01-01T00:00:00.000Z' }]);
    await outbox.markPassed(1);
    const cursor = { handle: 'h', offset: '7_0' };
    const stored = {
      userId: account.id,
      logId: outbox.logId,
      appliedSeq: 1,
      passedSeq: 0,
      cursors: { me: cursor },
      setAside: [],
    };
    outbox.close();

    const sinks = new Map<string, FeedSink>();
    const { engine, openings } = openEngine({
      network: { isOnline: () => true, subscribe: () => () => undefined },
      feed: {
        follow: (scope, _from, _person, sink) => {
          sinks.set(scope, sink);
          return () => undefined;
        },
      },
      openOutbox: () => Outbox.open({ store, marks, newId }),
    });
    void engine.start();
    await settle();
    const replica = replicaOf('stored');
    const query = (sql: string): Promise<{ rows: unknown[] }> =>
      Promise.resolve({ rows: sql.includes('select value from replica.meta') ? [{ value: stored }] : [] });
    openings[0]?.resolve({ ...replica, database: { ...replica.database, query } });
    await settle();
    await sinks.get('me')?.batch([], cursor, true);
    await settle();
    const { savedSeq, passedSeq } = engine.driver.state.facts;
    expect(savedSeq - passedSeq).toBe(0);
  });
});

describe('changing the person', () => {
  it('a sign-in as another account waits for a save in progress and discards nothing (I2)', async () => {
    const { engine, openings, session, store } = openEngine();
    void engine.start();
    await settle();
    openings[0]?.resolve(replicaOf('stored'));
    const { calls } = engine.connect('page', () => undefined);
    await calls.signedIn();
    session.user = { id: newId(), email: 'b@example.org', name: null };
    const release = store.hold();
    const saving = calls.save([{ callKey: newId(), name: 'inbox.add', args: { id: newId(), title: 'Strings' } }]);
    const signingIn = calls.signedIn();
    await settle();
    release();
    expect((await saving).ok).toBe(true);
    expect(engine.outbox.person.userId).toBe(account.id);
    expect(await signingIn).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(engine.outbox.pending).toHaveLength(1);
  });
});
