// A database that cannot take a command for a moment, or for days: a command is not rejected for a fault of the database.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { z } from 'zod';
import { commandsByName } from '#schema/commands.ts';
import { defineCommand, ok, type CommandDb, type CommandDefinition } from '#schema/command/define.ts';
import { newId, type UserId } from '#schema/ids.ts';
import type { PushResponse, WireCommand } from '#schema/protocol/commands.ts';
import { capture } from '#tests/protocol/test-server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { createCommandRunner, type CommandRunner } from './run.ts';
import { PATIENCE } from './undecided.ts';

const log = pino({ level: 'silent' });
const definitions = commandsByName as Map<string, CommandDefinition>;
let database: TestDatabase;
let pool: Pool;
let now = new Date('2026-11-22T12:00:00.000Z');
let runner: CommandRunner;

beforeAll(async () => {
  database = await testDatabase();
  // One connection: the next attempt gets the same connection unless the pool discarded it.
  pool = createPool(database.url, { max: 1 });
  runner = createCommandRunner({ pool, clock: { now: () => now }, log });
});
afterEach(() => {
  now = new Date('2026-11-22T12:00:00.000Z');
  for (const name of commandsByName.keys()) if (name.startsWith('test.')) definitions.delete(name);
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

const define = (name: string, apply: (db: CommandDb, userId: string) => Promise<unknown>) =>
  definitions.set(
    name,
    defineCommand(name, {
      args: z.object({}),
      async apply(db, _args, { userId }) {
        await apply(db, userId);
        return ok();
      },
    }) as unknown as CommandDefinition,
  );

const command = (id: number, name: string): WireCommand => ({ id, name, version: 1, args: {}, at: now.toISOString() });

async function signUp(): Promise<UserId> {
  const id = newId();
  await database.pool.query('insert into users (id, email) values ($1, $2)', [id, `${id}@example.test`]);
  return id as UserId;
}

/** A device of a new user. */
async function device(on: CommandRunner = runner) {
  const [userId, clientId] = [await signUp(), newId()];
  const push = (...commands: WireCommand[]): Promise<PushResponse> =>
    on.push(userId, { clientId, commands, sentAt: now.toISOString() });
  const titles = async () => {
    const { rows } = await database.pool.query<{ title: string }>(
      'select title from inbox_items where user_id = $1 order by title',
      [userId],
    );
    return rows.map(({ title }) => title);
  };
  return { userId, push, titles };
}

const applied = (...ids: number[]) => ids.map((id) => ({ id, status: 'applied' }));
const isUnavailable = { error: { code: 'unavailable' } };

describe('a command that the database cannot take now', () => {
  test('stays undecided while a table is missing, and is applied when the table is back', async () => {
    const { push, titles } = await device();
    await database.pool.query('alter table inbox_items rename to inbox_items_away');
    try {
      await expect(push(capture(1, 'kept'))).rejects.toMatchObject(isUnavailable);
    } finally {
      await database.pool.query('alter table inbox_items_away rename to inbox_items');
    }
    expect(await push(capture(1, 'kept'))).toEqual({ lastCommandId: 1, outcomes: applied(1) });
    expect(await titles()).toEqual(['kept']);
  });

  test('stays undecided while a privilege is missing, and is applied when the privilege is granted again', async () => {
    const role = `limited_${newId().replaceAll('-', '')}`;
    await database.pool.query(`create role ${role} login superuser password 'secret'`);
    const url = new URL(database.url);
    [url.username, url.password] = [role, 'secret'];
    const limited = createPool(url.href, { max: 1 });
    try {
      const { push, titles } = await device(createCommandRunner({ pool: limited, clock: { now: () => now }, log }));
      await push(capture(1, 'before'));
      await database.pool.query(`alter role ${role} nosuperuser`);
      await database.pool.query(`grant usage on schema public, replica, ops to ${role};
        grant all on all tables in schema public, replica, ops to ${role};
        grant all on all sequences in schema replica to ${role};
        revoke insert on inbox_items from ${role}`);
      await expect(push(capture(2, 'kept'))).rejects.toMatchObject(isUnavailable);
      await database.pool.query(`grant insert on inbox_items to ${role}`);
      expect(await push(capture(2, 'kept'))).toEqual({ lastCommandId: 2, outcomes: applied(2) });
      expect(await titles()).toEqual(['before', 'kept']);
    } finally {
      await limited.end();
      await database.pool.query(`drop owned by ${role}; drop role ${role}`);
    }
  });

  test('is applied on another connection when a migration invalidated prepared statements', async () => {
    define('test.look', (db, userId) =>
      db.selectFrom('inbox_items').select(['id', 'title']).where('user_id', '=', userId).execute(),
    );
    const { push } = await device();
    await push(command(1, 'test.look'));
    await database.pool.query('alter table inbox_items alter column title type varchar(500)');
    await expect(push(command(2, 'test.look'))).rejects.toMatchObject(isUnavailable);
    expect(await push(command(2, 'test.look'))).toEqual({ lastCommandId: 2, outcomes: applied(2) });
  });

  test('ends the batch before it: the commands before it are committed and do not wait for it', async () => {
    let isAway = true;
    define('test.away', (db) =>
      isAway
        ? db
            .selectFrom('no_such_table' as 'users')
            .select('id')
            .execute()
        : Promise.resolve(),
    );
    const { push, titles } = await device();
    const batch = [capture(1, 'first'), command(2, 'test.away'), capture(3, 'third')] as const;
    expect(await push(...batch)).toEqual({ lastCommandId: 1, outcomes: applied(1) });
    expect(await titles()).toEqual(['first']);
    await expect(push(batch[1], batch[2])).rejects.toMatchObject(isUnavailable);
    isAway = false;
    expect(await push(batch[1], batch[2])).toEqual({ lastCommandId: 3, outcomes: applied(2, 3) });
    expect(await titles()).toEqual(['first', 'third']);
  });

  test('is retried by the server at once after a deadlock', async () => {
    const both = createPool(database.url, { max: 2 });
    try {
      const deadlocking = createCommandRunner({ pool: both, clock: { now: () => now }, log });
      const [one, two] = [await device(deadlocking), await device(deadlocking)];
      const rows = [await signUp(), await signUp()] as const;
      let [attempts, firstLocks] = [0, 0];
      let bothHold!: () => void;
      const bothHoldOne = new Promise<void>((resolve) => (bothHold = resolve));
      const lock = (db: CommandDb, id: string) => db.updateTable('users').set({ name: 'locked' }).where('id', '=', id).execute();
      define('test.cross', async (db, userId) => {
        attempts += 1;
        const order = userId === one.userId ? rows : [rows[1], rows[0]];
        await lock(db, order[0]);
        firstLocks += 1;
        if (firstLocks === 2) bothHold();
        await bothHoldOne;
        await lock(db, order[1]);
      });
      const answers = await Promise.all([one, two].map(({ push }) => push(command(1, 'test.cross'))));
      expect(answers).toEqual([1, 2].map(() => ({ lastCommandId: 1, outcomes: applied(1) })));
      expect(attempts).toBe(3);
    } finally {
      await both.end();
    }
  });

  test('that fails in the same way for days is set aside with a reason, and the queue continues', async () => {
    define('test.never', (db) =>
      db
        .selectFrom('no_such_table' as 'users')
        .select('id')
        .execute(),
    );
    const { push, titles, userId } = await device();
    const batch = [command(1, 'test.never'), capture(2, 'behind')] as const;
    const start = now.getTime();
    for (let attempt = 1; attempt < PATIENCE.attempts; attempt += 1) {
      now = new Date(start + (attempt * PATIENCE.forMs) / PATIENCE.attempts);
      await expect(push(...batch)).rejects.toMatchObject(isUnavailable);
    }
    expect(await titles()).toEqual([]);
    now = new Date(start + 2 * PATIENCE.forMs);
    const error = { code: 'internal', detail: 'The server could not take this for several days.' };
    expect(await push(...batch)).toEqual({ lastCommandId: 2, outcomes: [{ id: 1, status: 'rejected', error }, ...applied(2)] });
    expect(await titles()).toEqual(['behind']);
    const { rows } = await database.pool.query('select error_code from replica.rejections where user_id = $1', [userId]);
    expect(rows).toEqual([{ error_code: 'internal' }]);
  });

  test('that fails many times within a day, or few times over days, stays undecided', async () => {
    define('test.never', (db) =>
      db
        .selectFrom('no_such_table' as 'users')
        .select('id')
        .execute(),
    );
    const [often, seldom] = [await device(), await device()];
    for (let attempt = 0; attempt < PATIENCE.attempts * 2; attempt += 1) {
      await expect(often.push(command(1, 'test.never'))).rejects.toMatchObject(isUnavailable);
    }
    for (let day = 0; day < 10; day += 1) {
      now = new Date(now.getTime() + PATIENCE.forMs);
      await expect(seldom.push(command(1, 'test.never'))).rejects.toMatchObject(isUnavailable);
    }
  });
});
