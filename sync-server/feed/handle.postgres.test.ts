import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { readEpochTag } from './handle.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** The same database, but what asks for the cluster fails. */
function withoutCluster(error: Error): Pool {
  const query = async (text: string): Promise<unknown> => {
    if (text.includes('pg_control_system')) throw error;
    return database.pool.query(text);
  };
  return Object.assign(Object.create(database.pool) as Pool, { query });
}

describe('the epoch tag', () => {
  test('is the same each time it is read', async () => {
    expect(await readEpochTag(database.pool)).toBe(await readEpochTag(database.pool));
  });

  test('is not made up of half an answer: a connection lost in between is told, or every device would fetch everything again', async () => {
    const lost = new Error('Connection terminated unexpectedly');
    await expect(readEpochTag(withoutCluster(lost))).rejects.toBe(lost);
  });

  test('does without the cluster where the host forbids to ask for it', async () => {
    const forbidden = Object.assign(new Error('permission denied for function pg_control_system'), { code: '42501' });
    expect(await readEpochTag(withoutCluster(forbidden))).toMatch(/^[0-9a-f]{12}$/);
  });
});
