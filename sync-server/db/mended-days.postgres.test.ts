// Migration 0032 on rows that wrong clocks and invalid dates created.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { readMigrations } from './migrations.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('impossible days in sessions, ledger and streaks are corrected, possible days stay, and paid ledger rows get their span', async () => {
  const { pool } = database;
  const [person, forged, honest] = [newId(), newId(), newId()];
  await pool.query(`insert into users (id, email) values ($1, 'days@example.org')`, [person]);
  await pool.query(
    `insert into focus_sessions (id, user_id, mode, status, day, started_at, completed_at, xp_awarded)
     values ($2, $1, 'pomodoro', 'completed', '2028-05-01', '2026-03-02 09:00Z', '2026-03-02 09:25Z', 30),
            ($3, $1, 'pomodoro', 'completed', '2026-02-28', '2026-03-01 09:00Z', '2026-03-01 09:25Z', 30)`,
    [person, forged, honest],
  );
  await pool.query(
    `insert into points_ledger (id, user_id, event_type, event_id, xp, coins, idempotency_key, day, created_at)
     select gen_random_uuid(), $1, 'focus', event_id, 30, 5, 'key ' || event_id, day, '2026-03-02 09:25Z'
       from (values ($2, date '2028-05-01'), ($3, date '2026-02-28'), ('gone', date '9999-12-31')) as entry (event_id, day)`,
    [person, forged, honest],
  );
  await pool.query(
    `insert into user_streaks (user_id, streak_type, current_streak, longest_streak, last_activity_date) values ($1, 'focus', 1, 50, '9999-12-31')`,
    [person],
  );

  const migration = (await readMigrations()).find(({ name }) => name.startsWith('0032'));
  await pool.query(migration?.sql ?? '');

  const days = async (sql: string) => (await pool.query<{ day: string }>(sql, [person])).rows.map(({ day }) => day);
  expect(await days(`select day::text as day from focus_sessions where user_id = $1 order by started_at`)).toEqual([
    '2026-02-28',
    '2026-03-02',
  ]);
  expect(await days(`select day::text as day from points_ledger where user_id = $1 order by day`)).toEqual([
    '2026-02-28',
    '2026-03-02',
    '2026-03-02',
  ]);
  const { rows: streaks } = await pool.query(
    `select current_streak, longest_streak, last_activity_date::text as last from user_streaks where user_id = $1`,
    [person],
  );
  expect(streaks).toEqual([{ current_streak: 1, longest_streak: 1, last: '2026-03-02' }]);
  const { rows: spans } = await pool.query<{ spans: number }>(
    `select count(*)::int as spans from points_ledger where user_id = $1 and span_to - span_from = interval '25 minutes'`,
    [person],
  );
  expect(spans).toEqual([{ spans: 2 }]);
});
