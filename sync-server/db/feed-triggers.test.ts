// The feed on a real Postgres: cascades and notifications.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tables } from '#schema/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { insertOneOfEach } from '#tests/support/rows.ts';
import { withSession } from './session.ts';

const ANA = '00000000-0000-7000-8000-00000000000a';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query(`insert into users (id, email) values ('${ANA}', 'ana@example.org')`);
});
afterAll(() => database.close());

const live = async (scope: string) =>
  (
    await database.pool.query<{ tbl: string }>(
      `select distinct tbl from replica.feed where scope = $1 and not deleted order by tbl`,
      [scope],
    )
  ).rows.map(({ tbl }) => tbl);

describe('the feed on a real Postgres', () => {
  it('has a row of every synced table, and only tombstones of a person once the account is deleted', async () => {
    const names = tables.map(({ name }) => name);
    const made = await insertOneOfEach((sql, params) => database.pool.query(sql, params), names);
    const scope = `user:${String(made.get('users')?.['id'])}`;
    expect((await live(scope)).length).toBeGreaterThan(55);
    expect((await live('public')).length).toBeGreaterThanOrEqual(11);
    await database.pool.query('delete from users where id = $1', [made.get('users')?.['id']]);
    expect(await live(scope)).toEqual([]);
  });

  it('notifies a listener when the transaction commits, not before', async () => {
    const listener = await database.pool.connect();
    const heard: (string | undefined)[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload));
    await listener.query('listen replica_feed');
    await withSession(database.pool, async ({ client }) => {
      await client.query(`insert into habits (user_id, name) values ($1, 'x')`, [ANA]);
      await listener.query('select 1');
      expect(heard).toEqual([]);
    });
    await listener.query('select 1');
    expect(heard).toEqual([`user:${ANA}`]);
    await listener.query('unlisten *');
    listener.release();
  });
});
