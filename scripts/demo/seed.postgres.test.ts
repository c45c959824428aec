// Seeds the demo year on a real Postgres.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentSets } from '#schema/content.ts';
import { installSet } from '#schema/content-set.ts';
import { withSession } from '#server/db/session.ts';
import { createLog } from '#server/log.ts';
import { startTestServer, type TestServer } from '#tests/protocol/test-server.ts';
import { seedDemo } from './seed.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('every command is applied, and seeding the same year again adds nothing', async () => {
  const { pool } = server.database;
  for (const set of contentSets) await withSession(pool, ({ db }) => installSet(db, set));
  const year = {
    email: 'demo@example.org',
    seed: 3,
    endDay: '2026-01-20',
    until: new Date('2025-03-20T20:00:00Z'),
    zone: 'Europe/Berlin',
  };
  const counts = async () => {
    const { rows } = await pool.query(
      `select (select count(*)::int from focus_sessions where status = 'completed') as focus,
              (select count(*)::int from workout_sessions where status = 'completed') as workouts,
              (select count(*)::int from exercise_sets) as sets, (select count(*)::int from points_ledger) as ledger`,
    );
    return rows[0] as Record<string, number>;
  };
  expect((await seedDemo(pool, createLog('silent'), year)).refused).toEqual([]);
  const first = await counts();
  expect(first['focus']).toBeGreaterThan(80);
  expect(first['workouts']).toBeGreaterThan(15);
  expect((await seedDemo(pool, createLog('silent'), year)).refused).toEqual([]);
  expect(await counts()).toEqual(first);
}, 120_000);
