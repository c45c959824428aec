// The order of the feed on a real Postgres: numbers of one scope become visible in ascending order, whatever runs concurrently,
// and transactions outside a scope do not delay it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { isDeadlock, retryOnDeadlock } from '#schema/deadlock.ts';
import { newId, type UserId } from '#schema/ids.ts';
import { createCommandRunner } from '../commands/run.ts';
import { createClient, type PoolClient } from '../db/pool.ts';
import { withSession } from '../db/session.ts';
import { systemClock } from '../http/context.ts';
import { capture, pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { testDatabase, untilWaiting, type TestDatabase } from '#tests/support/postgres.ts';
import { START, type Cursor } from './cursor.ts';
import { readPage } from './page.ts';

const SCOPE_LOCKS = 1717921124;

/** A seeded random source, so that a failing run can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function signUp({ pool }: TestDatabase): Promise<UserId> {
  const id = newId();
  await pool.query('insert into users (id, email) values ($1, $2)', [id, `${id}@example.test`]);
  return id as UserId;
}

describe('other transactions do not delay a change', () => {
  let server: TestServer;
  let person: TestPerson;
  beforeAll(async () => {
    server = await startTestServer();
    person = await server.signIn();
  });
  afterAll(() => server.close());

  async function livePlace(): Promise<string> {
    const answer = await person.fetch('/v1/shape?scope=me&offset=-1');
    await answer.text();
    return `scope=me&handle=${answer.headers.get('electric-handle')}&offset=${answer.headers.get('electric-offset')}&live=true`;
  }

  test('an open transaction in another database of the cluster', async () => {
    const elsewhere = await testDatabase({ migrated: false });
    const open = createClient(elsewhere.url);
    await open.connect();
    try {
      await open.query('create table held (id integer)');
      await open.query('begin; insert into held values (1)');
      const place = await livePlace();
      const polling = person.fetch(`/v1/shape?${place}`);
      await pushed(person, newId(), [capture(1, 'beside a foreign transaction')]);
      expect(await (await polling).text()).toContain('beside a foreign transaction');
      const { rows } = await open.query<{ xid: string }>('select pg_current_xact_id_if_assigned()::text as xid');
      expect(rows[0]?.xid).not.toBeNull();
    } finally {
      await open.end();
      await elsewhere.close();
    }
  });

  test('an open transaction on another person’s rows', async () => {
    const other = await signUp(server.database);
    const open = await server.database.pool.connect();
    try {
      await open.query('begin');
      await open.query('insert into habits (user_id, name) values ($1, $2)', [other, 'held']);
      const polling = person.fetch(`/v1/shape?${await livePlace()}`);
      await pushed(person, newId(), [capture(1, 'beside another person')]);
      expect(await (await polling).text()).toContain('beside another person');
    } finally {
      await open.query('rollback');
      open.release();
    }
  });

  test('an open transaction on the person’s own rows delays no reader, and a writer only until it ends', async () => {
    const open = await server.database.pool.connect();
    await open.query('begin');
    await open.query('insert into habits (user_id, name) values ($1, $2)', [person.id, 'first']);
    const read = await person.fetch('/v1/shape?scope=me&offset=-1');
    expect(await read.text()).not.toContain('"first');
    expect(read.headers.has('electric-up-to-date')).toBe(true);
    const pushing = pushed(person, newId(), [capture(1, 'second')]);
    await untilWaiting(server.database.pool);
    await open.query('commit');
    open.release();
    expect((await pushing).lastCommandId).toBe(1);
  });
});

describe('many writers on shared scopes', () => {
  let database: TestDatabase;
  let people: UserId[];
  const pairs = new Map<string, [string, string]>();
  beforeAll(async () => {
    database = await testDatabase();
    people = await Promise.all([1, 2, 3].map(() => signUp(database)));
    for (const person of people) {
      const pair: [string, string] = [newId(), newId()];
      pairs.set(person, pair);
      for (const id of pair) {
        await database.pool.query('insert into goals (id, user_id, title) values ($1, $2, $3)', [id, person, 'none']);
      }
      for (let n = 0; n < 4; n += 1) {
        await database.pool.query('insert into plan_templates (id, user_id, name) values ($1, $2, $3)', [
          newId(),
          person,
          'none',
        ]);
        await database.pool.query('insert into goals (user_id, title) values ($1, $2)', [person, 'moving']);
      }
    }
  });
  afterAll(() => database.close());

  /** One transaction of a writer: one or several statements on one or several scopes, in random order. */
  async function write(client: PoolClient, random: (below: number) => number, stamp: string): Promise<void> {
    const anyone = () => people[random(people.length)] ?? '';
    const owner = anyone();
    const pause = () => client.query('select pg_sleep($1)', [random(4) / 1_000]);
    const acts: (() => Promise<unknown>)[] = [
      async () => {
        for (const id of pairs.get(owner) ?? []) {
          await client.query('update goals set title = $2 where id = $1', [id, stamp]);
          await pause();
        }
      },
      () => client.query(`insert into habits (user_id, name) values ($1, $2)`, [owner, stamp]),
      () =>
        client.query('delete from habits where id in (select id from habits where user_id = $1 order by id limit 2)', [owner]),
      () => client.query('update plan_templates set is_public = not is_public, name = $2 where user_id = $1', [owner, stamp]),
      () => client.query('update plan_templates set name = $1', [stamp]),
      () =>
        client.query(
          `insert into goal_milestones (goal_id, title) select id, $2 from goals where user_id = $1 and title = 'moving' limit 1`,
          [owner, stamp],
        ),
      () =>
        client.query(
          `update goals set user_id = $2 where id in (select id from goals where user_id = $1 and title = 'moving' limit 1)`,
          [owner, anyone()],
        ),
      async () => {
        await client.query('savepoint trial');
        await client.query(`insert into habits (user_id, name) values ($1, 'rolled back')`, [owner]);
        await client.query('rollback to savepoint trial');
      },
    ];
    for (let left = 1 + random(2); left > 0; left -= 1) {
      await acts[random(acts.length)]?.();
      await pause();
    }
    if (random(8) === 0) throw new Error('rolled back on purpose');
  }

  /**
   * Nearly all of these transactions deadlock; one that lost five times in a row has a better chance with fewer left, so it is
   * retried.
   */
  async function untilDone(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await retryOnDeadlock(work);
      } catch (error) {
        if (error instanceof Error && error.message === 'rolled back on purpose') return;
        if (!isDeadlock(error)) throw error;
      }
    }
  }

  /** Follows a scope as a client does, and checks at each boundary that rows written in one transaction agree. */
  async function followScope(scope: string, isOver: () => boolean): Promise<Map<string, string>> {
    const held = new Map<string, string>();
    const person = scope.replace('user:', '');
    let cursor: Cursor = START;
    for (;;) {
      const wasOver = isOver();
      const page = await readPage(database.pool, scope, cursor, { withTombstones: true, bounds: { rows: 5, bytes: 1_000_000 } });
      for (const { tbl, pk, row, deleted, seq } of page.rows) {
        expect(BigInt(seq)).toBeGreaterThan(cursor);
        cursor = BigInt(seq);
        if (deleted) held.delete(`${tbl} ${pk}`);
        else held.set(`${tbl} ${pk}`, row ?? '');
      }
      cursor = page.end;
      if (!page.isLast) continue;
      const titles = (pairs.get(person) ?? []).map(
        (id) => (JSON.parse(held.get(`goals ${id}`) ?? 'null') as { title: string } | null)?.title,
      );
      expect(new Set(titles).size).toBeLessThanOrEqual(1);
      if (wasOver) return held;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  test('a following reader misses no row, sees ascending numbers, and sees whole transactions at every boundary', async () => {
    const seed = Date.now() % 1_000_000;
    let writing = 6;
    const isOver = () => writing === 0;
    const readers = [...people.map((person) => `user:${person}`), 'public'].map(async (scope) => ({
      scope,
      held: await followScope(scope, isOver),
    }));
    const writers = [1, 2, 3, 4, 5, 6].map(async (writer) => {
      const random = randomFrom(seed + writer);
      try {
        for (let time = 0; time < 30; time += 1) {
          await untilDone(() => withSession(database.pool, ({ client }) => write(client, random, `${writer}.${time}`)));
        }
      } finally {
        writing -= 1;
      }
    });
    const written = await Promise.allSettled(writers);
    expect(written.filter(({ status }) => status === 'rejected')).toEqual([]);
    for (const { scope, held } of await Promise.all(readers)) {
      const { rows } = await database.pool.query<{ key: string; row: string }>(
        `select tbl || ' ' || pk as key, "row"::text as "row" from replica.feed where scope = $1 and not deleted`,
        [scope],
      );
      expect(Object.fromEntries(held), `seed ${seed}`).toEqual(Object.fromEntries(rows.map(({ key, row }) => [key, row])));
    }
    // The feed equals the tables, including children of a goal that changed its owner meanwhile.
    const { rows } = await database.pool.query(
      `select m.id from goal_milestones m join goals g on g.id = m.goal_id
        where not exists (select from replica.feed f
                           where f.tbl = 'goal_milestones' and f.pk = m.id::text and f.scope = 'user:' || g.user_id and not f.deleted)`,
    );
    expect(rows, `seed ${seed}`).toEqual([]);
  });

  test('a child written while its parent moves to another person arrives in that person’s feed', async () => {
    const [ana, ben] = people as [UserId, UserId];
    const goal = newId();
    await database.pool.query('insert into goals (id, user_id, title) values ($1, $2, $3)', [goal, ana, 'handed on']);
    const moving = await database.pool.connect();
    try {
      await moving.query('begin');
      await moving.query('update goals set user_id = $2 where id = $1', [goal, ben]);
      const adding = database.pool.query('insert into goal_milestones (goal_id, title) values ($1, $2)', [goal, 'late']);
      await untilWaiting(database.pool);
      await moving.query('commit');
      await adding;
    } finally {
      moving.release();
    }
    const { rows } = await database.pool.query(
      `select scope from replica.feed where tbl = 'goal_milestones' and not deleted and "row" ->> 'goal_id' = $1`,
      [goal],
    );
    expect(rows).toEqual([{ scope: `user:${ben}` }]);
  });

  test('a statement on very many scopes does not exhaust the lock table', async () => {
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await client.query('select replica.lock_scopes(array(select $1 || n from generate_series(1, 10000) n))', ['user:']);
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::integer as count from pg_locks
          where locktype = 'advisory' and classid = ${SCOPE_LOCKS} and pid = pg_backend_pid()`,
      );
      expect(rows[0]?.count).toBeGreaterThan(1_900);
      expect(rows[0]?.count).toBeLessThanOrEqual(2_048);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('two transactions in a deadlock', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  test('over two scopes in different order both commit, each once', async () => {
    const [ana, ben] = await Promise.all([signUp(database), signUp(database)]);
    let tries = 0;
    const hasFirst = { ana: false, ben: false };
    const touch = async (first: UserId, second: UserId, me: 'ana' | 'ben', other: 'ana' | 'ben') => {
      await retryOnDeadlock(() =>
        withSession(database.pool, async ({ client }) => {
          tries += 1;
          await client.query(`insert into habits (user_id, name) values ($1, $2)`, [first, `${me} first`]);
          hasFirst[me] = true;
          while (!hasFirst[other]) await new Promise((resolve) => setImmediate(resolve));
          await client.query(`insert into habits (user_id, name) values ($1, $2)`, [second, `${me} second`]);
        }),
      );
    };
    await Promise.all([touch(ana, ben, 'ana', 'ben'), touch(ben, ana, 'ben', 'ana')]);
    expect(tries).toBe(3);
    const { rows } = await database.pool.query(`select name from habits order by name`);
    expect(rows.map(({ name }: { name: string }) => name)).toEqual(['ana first', 'ana second', 'ben first', 'ben second']);
  });

  test('a device’s commands that lose a deadlock are retried, and the device gets a normal answer', async () => {
    const { pool } = database;
    const person = await signUp(database);
    const runner = createCommandRunner({ pool, clock: systemClock, log: pino({ level: 'silent' }) });
    const clientId = newId();
    const itemId = newId();
    const send = (commands: ReturnType<typeof capture>[]) =>
      runner.push(person, { clientId, commands, sentAt: new Date().toISOString() });
    await send([capture(1, 'before', itemId)]);

    const other = await pool.connect();
    // The commands' transaction detects the deadlock first.
    await other.query(`begin; set local deadlock_timeout = '60s'`);
    await other.query('select from inbox_items where id = $1 for update', [itemId]);
    const pushing = send([capture(2, 'after'), { ...capture(3), name: 'inbox.delete', args: { id: itemId } }]);
    await untilWaiting(pool);
    await other.query('insert into habits (user_id, name) values ($1, $2)', [person, 'beside']);
    await other.query('commit');
    other.release();
    expect(await pushing).toEqual({
      lastCommandId: 3,
      outcomes: [2, 3].map((id) => ({ id, status: 'applied' })),
    });
    const { rows } = await pool.query(`select title from inbox_items where user_id = $1`, [person]);
    expect(rows).toEqual([{ title: 'after' }]);
  });
});
