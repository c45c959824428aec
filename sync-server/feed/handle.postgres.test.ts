import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { readEpoch } from './handle.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** The same database, but the query for the cluster id fails. */
function withoutCluster(error: Error): Pool {
  const query = async (text: string): Promise<unknown> => {
    if (text.includes('pg_control_system')) throw error;
    return database.pool.query(text);
  };
  return Object.assign(Object.create(database.pool) as Pool, { query });
}

describe('the epoch tag', () => {
  test('is the same each time it is read', async () => {
    expect(await readEpoch(database.pool)).toEqual(await readEpoch(database.pool));
  });

  test('is not computed when the connection is lost between its queries, because a wrong tag makes every device refetch everything', async () => {
    const lost = new Error('Connection terminated unexpectedly');
    await expect(readEpoch(withoutCluster(lost))).rejects.toBe(lost);
  });

  test('omits the cluster id where the host forbids the query', async () => {
    const forbidden = Object.assign(new Error('permission denied for function pg_control_system'), { code: '42501' });
    expect((await readEpoch(withoutCluster(forbidden))).tag).toMatch(/^[0-9a-f]{12}$/);
  });
});
