// A person's history of about 100,000 rows, written directly to Postgres; the triggers copy it into the feed.
import type { Pool } from '#server/db/pool.ts';
import { step } from './progress.ts';

/** Rows per table, for the largest tables of a person. */
const ROWS = {
  workout_sessions: 2_000,
  exercise_sets: 60_000,
  focus_sessions: 12_000,
  points_ledger: 14_000,
  inbox_items: 12_000,
};

export const HISTORY_ROWS = Object.values(ROWS).reduce((sum, count) => sum + count, 0);
export const HISTORY_TABLES = Object.keys(ROWS);

/** Counts the rows of the last 80 days in the tables that grow with time. */
export const RECENT_ROWS_SQL = [
  'workout_sessions.started_at',
  'exercise_sets.completed_at',
  'focus_sessions.started_at',
  'points_ledger.created_at',
]
  .map((name) => name.split('.'))
  .map(([table, at]) => `select count(*)::int as count from ${table} where ${at} >= now() - interval '80 days'`)
  .join(' union all ');

export async function writeHistory(pool: Pool, userId: string): Promise<void> {
  const ofHistory = (kind: string, number: string) => `md5($1 || '${kind}' || ${number})::uuid`;
  const minutesAgo = (number: string, step: number) => `date_trunc('hour', now()) - ${number} * interval '${step} minutes'`;
  const statements = [
    `insert into workout_sessions (id, user_id, name, started_at, completed_at, xp_awarded)
     select ${ofHistory('session', 'n')}, $1::uuid, 'Workout ' || n, ${minutesAgo('n', 1_440)},
       ${minutesAgo('n', 1_440)} + interval '1 hour', 50
     from generate_series(1, ${ROWS.workout_sessions}) n`,
    `insert into exercise_sets (id, session_id, exercise_id, set_number, reps, weight, completed_at)
     select ${ofHistory('set', 'n')}, ${ofHistory('session', `(1 + n % ${ROWS.workout_sessions})`)},
       (select id from exercises where user_id is null order by id limit 1), 1 + n % 30, 5 + n % 10, 20 + n % 100,
       ${minutesAgo('n', 48)}
     from generate_series(1, ${ROWS.exercise_sets}) n`,
    `insert into focus_sessions (id, user_id, mode, duration_seconds, started_at, completed_at, status, task_title, created_at)
     select ${ofHistory('focus', 'n')}, $1::uuid, 'pomodoro', 1500, ${minutesAgo('n', 240)},
       ${minutesAgo('n', 240)} + interval '25 minutes', 'completed', 'Chapter ' || n, ${minutesAgo('n', 240)}
     from generate_series(1, ${ROWS.focus_sessions}) n`,
    `insert into points_ledger (id, user_id, event_type, event_id, coins, xp, reason, idempotency_key, created_at)
     select ${ofHistory('ledger', 'n')}, $1::uuid, 'focus', ${ofHistory('focus', 'n')}, 5, 30, 'Focus session',
       $1 || ':focus:' || n || ':complete', ${minutesAgo('n', 240)}
     from generate_series(1, ${ROWS.points_ledger}) n`,
    `insert into inbox_items (id, user_id, title, description, tags, created_at, updated_at)
     select ${ofHistory('inbox', 'n')}, $1::uuid, 'Something captured ' || n, repeat('A thought worth keeping. ', 1 + n % 4),
       array['read', 'later'], ${minutesAgo('n', 300)}, ${minutesAgo('n', 300)}
     from generate_series(1, ${ROWS.inbox_items}) n`,
  ];
  step(`writing ${HISTORY_ROWS} rows`);
  for (const statement of statements) await pool.query(statement, [userId]);
}
