// The feed is a function of the tables: whatever statements were run, its live rows are the rows of the tables, each under its
// scope and without hidden columns, and every row that left a scope has a tombstone there.
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migratedPglite } from '#tests/support/pglite.ts';
import { insertOneOfEach, type Row } from '#tests/support/rows.ts';
import { installFeed } from './feed-install.ts';
import { scopeSql } from './feed.ts';
import { pkSql, quotedTable, tables } from './tables.ts';

const ANA = '00000000-0000-7000-8000-00000000000a';
const BEN = '00000000-0000-7000-8000-00000000000b';
const GOAL = '00000000-0000-7000-8000-0000000000c1';

interface FeedEntry {
  scope: string;
  tbl: string;
  pk: string;
  row: Record<string, unknown> | null;
  deleted: boolean;
  seq: number;
  bytes: number;
}

let pg: PGlite;
const run = (sql: string, params?: unknown[]) => pg.query(sql, params);

beforeAll(async () => {
  pg = await migratedPglite();
  await installFeed(pg);
  // The tests begin with empty tables, and the audit log refuses that.
  await pg.exec('drop trigger audit_log_append_only on audit_log');
});
afterAll(() => pg.close());

beforeEach(async () => {
  await pg.exec(
    [...tables]
      .reverse()
      .map(({ name }) => `delete from ${quotedTable(name)};`)
      .join('') + 'delete from replica.feed',
  );
  await pg.exec(`insert into users (id, email) values ('${ANA}', 'ana@example.org'), ('${BEN}', 'ben@example.org')`);
});

async function feed(tbl?: string): Promise<FeedEntry[]> {
  const { rows } = await pg.query<FeedEntry>(
    `select scope, tbl, pk, "row", deleted, seq, bytes from replica.feed where $1::text is null or tbl = $1 order by seq`,
    [tbl ?? null],
  );
  return rows;
}

/** The expected live feed rows, computed from the tables without the triggers. */
async function liveRowsOfTables(): Promise<string[]> {
  const lines: string[] = [];
  for (const entry of tables.filter(({ scope }) => scope.kind !== 'server')) {
    const { rows } = await pg.query<{ line: string }>(
      `select concat_ws(' ', ${scopeSql(entry)}, $1::text, ${pkSql(entry, 'r')}, to_jsonb(r) - $2::text[]) as line
       from ${quotedTable(entry.name)} r where ${scopeSql(entry)} is not null`,
      [entry.name, entry.hidden],
    );
    lines.push(...rows.map(({ line }) => line));
  }
  return lines.sort();
}

async function liveRowsOfFeed(): Promise<string[]> {
  const { rows } = await pg.query<{ line: string }>(
    `select concat_ws(' ', scope, tbl, pk, "row") as line from replica.feed where not deleted`,
  );
  return rows.map(({ line }) => line).sort();
}

async function expectFeedToMatchTables() {
  expect(await liveRowsOfFeed()).toEqual(await liveRowsOfTables());
}

const goalOf = (user: string) =>
  pg.exec(`insert into goals (id, user_id, title) values ('${GOAL}', '${user}', 'Run');
    insert into goal_milestones (goal_id, title, sort_order) values ('${GOAL}', '5 km', 1), ('${GOAL}', '10 km', 2)`);

describe('a row of every table', () => {
  let made: Map<string, Row>;
  beforeEach(async () => {
    made = await insertOneOfEach(
      run,
      tables.map(({ name }) => name),
    );
  });

  it('arrives in the feed, except a row of a server table', async () => {
    await expectFeedToMatchTables();
    const seen = new Set((await feed()).map(({ tbl }) => tbl));
    expect([...seen].sort()).toEqual(
      tables
        .filter(({ scope }) => scope.kind !== 'server')
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('arrives without its hidden columns', async () => {
    for (const { name, hidden } of tables) {
      for (const { row } of await feed(name))
        expect(Object.keys(row ?? {}).filter((column) => hidden.includes(column))).toEqual([]);
    }
    const text = JSON.stringify(await feed());
    expect(text).toContain(String(made.get('sessions')?.['id']));
    expect(text).not.toContain(String(made.get('sessions')?.['token']));
  });

  it('becomes a tombstone without content when its person is deleted, also by cascades', async () => {
    await pg.exec('delete from users');
    await expectFeedToMatchTables();
    const personal = (await feed()).filter(({ scope }) => scope.startsWith('user:'));
    expect(personal.length).toBeGreaterThan(60);
    expect(personal.every(({ deleted, row }) => deleted && row === null)).toBe(true);
  });

  it('that changed before the triggers existed is written to the feed by the next installation', async () => {
    await pg.exec(`set session_replication_role = replica`);
    await pg.exec(`update goals set title = 'unseen'; delete from habits; update user_wallet set total_coins = 7`);
    await pg.exec(`set session_replication_role = origin; truncate ops.feed_tables`);
    expect(await installFeed(pg)).toHaveLength(tables.length);
    await expectFeedToMatchTables();
  });
});

describe('installing the triggers', () => {
  it('twice changes nothing; after a new column, that table is installed again and its rows have the column', async () => {
    await goalOf(ANA);
    expect(await installFeed(pg)).toEqual([]);
    await pg.exec(`alter table goals add column mood text not null default 'good'`);
    expect(await installFeed(pg)).toEqual(['goals']);
    expect((await feed('goals'))[0]?.row).toMatchObject({ mood: 'good' });
    await pg.exec('alter table goals drop column mood');
    await installFeed(pg);
    await expectFeedToMatchTables();
  });
});

describe('the sequence numbers', () => {
  it('are not cached per session, which would issue some numbers after higher ones were seen', async () => {
    const { rows } = await pg.query(
      `select seqcache, seqincrement, seqcycle from pg_sequence where seqrelid = 'replica.feed_seq'::regclass`,
    );
    expect(rows).toEqual([{ seqcache: 1, seqincrement: 1, seqcycle: false }]);
  });

  it('continue behind the rows in a copy of the database that came without its sequence', async () => {
    await goalOf(ANA);
    const newest = (await feed()).at(-1)?.seq ?? 0;
    await pg.exec(`select setval('replica.feed_seq', 1, false)`);
    await installFeed(pg);
    await pg.exec(`update goals set title = 'later'`);
    expect((await feed()).at(-1)).toMatchObject({ tbl: 'goals', seq: newest + 1 });
  });

  it('are not issued to rows whose scope lock was released by a rollback to a savepoint', async () => {
    await pg.exec(`begin; savepoint one; insert into goals (user_id, title) values ('${ANA}', 'a'); rollback to one;
      insert into goals (user_id, title) values ('${ANA}', 'b')`);
    const { rows } = await pg.query<{ count: number }>(
      `select count(*)::integer as count from pg_locks where locktype = 'advisory' and classid = 1717921124`,
    );
    await pg.exec('commit');
    expect(rows[0]?.count).toBe(1);
  });
});

describe('the size of a row', () => {
  it('is that of its message, including escaped control characters and quotes, and zero for a tombstone', async () => {
    await pg.query('insert into goals (id, user_id, title) values ($1, $2, $3)', [GOAL, ANA, '\u0001"\\é'.repeat(100)]);
    const entry = (await feed('goals'))[0];
    const { rows } = await pg.query<{ text: string }>(`select "row"::text as text from replica.feed where tbl = 'goals'`);
    expect(entry?.bytes).toBe(Buffer.byteLength(JSON.stringify(rows[0]?.text)) + 2 * (GOAL.length + 2));
    await pg.exec('delete from goals');
    expect((await feed('goals'))[0]?.bytes).toBe(0);
  });

  it('is computed for rows from before sizes were stored, without sending those rows again', async () => {
    await goalOf(ANA);
    const before = await feed();
    await pg.exec('update replica.feed set bytes = 0; truncate ops.feed_tables');
    await installFeed(pg);
    expect(await feed()).toEqual(before);
  });
});

describe('scopes', () => {
  it('a template made public leaves a tombstone in its owner’s scope, and the reverse', async () => {
    await pg.exec(`insert into plan_templates (id, user_id, name) values ('${GOAL}', '${ANA}', 'Monday')`);
    await pg.exec(`update plan_templates set is_public = true`);
    const scopes = async () => (await feed('plan_templates')).map(({ scope, deleted }) => ({ scope, deleted }));
    expect(await scopes()).toEqual([
      { scope: `user:${ANA}`, deleted: true },
      { scope: 'public', deleted: false },
    ]);
    await pg.exec(`update plan_templates set is_public = false`);
    expect(await scopes()).toEqual([
      { scope: 'public', deleted: true },
      { scope: `user:${ANA}`, deleted: false },
    ]);
  });

  it('a private template without a person is in no scope', async () => {
    await pg.exec(`insert into plan_templates (name) values ('Nobody’s')`);
    expect(await feed('plan_templates')).toEqual([]);
  });

  it('a shipped exercise is public, and an own exercise is its person’s', async () => {
    await pg.exec(`insert into exercises (name, user_id) values ('Squat', null), ('My squat', '${ANA}')`);
    expect((await feed('exercises')).map(({ scope, row }) => [scope, row?.['name']]).sort()).toEqual([
      ['public', 'Squat'],
      [`user:${ANA}`, 'My squat'],
    ]);
    await pg.exec('delete from exercises');
  });

  it('child rows follow a parent row that moves to another person', async () => {
    await goalOf(ANA);
    await pg.exec(`update goals set user_id = '${BEN}'`);
    await expectFeedToMatchTables();
    const left = (await feed()).filter(({ scope, tbl }) => scope === `user:${ANA}` && tbl !== 'users');
    expect(left.map(({ tbl, deleted }) => [tbl, deleted])).toEqual([
      ['goals', true],
      ['goal_milestones', true],
      ['goal_milestones', true],
    ]);
  });

  it('grandchildren follow too', async () => {
    await pg.exec(`
      insert into training_programs (id, user_id, name) values ('${GOAL}', '${ANA}', 'Strength');
      insert into program_weeks (id, program_id, week_number) values ('${GOAL}', '${GOAL}', 1);
      insert into workouts (id, user_id, name) values ('${GOAL}', '${ANA}', 'A');
      insert into program_workouts (program_week_id, workout_id) values ('${GOAL}', '${GOAL}');
      update training_programs set user_id = '${BEN}'`);
    await expectFeedToMatchTables();
    expect((await feed('program_workouts')).filter(({ deleted }) => !deleted).map(({ scope }) => scope)).toEqual([`user:${BEN}`]);
  });
});

describe('changes', () => {
  it('a statement that changes nothing writes nothing to the feed', async () => {
    await goalOf(ANA);
    const before = await feed();
    await pg.exec(`update goals set title = title; update goal_milestones set sort_order = sort_order where false`);
    expect(await feed()).toEqual(before);
  });

  it('an upsert is an insert for the new row and an update for the old one', async () => {
    await goalOf(ANA);
    await pg.exec(`insert into goals (id, user_id, title) values ('${GOAL}', '${ANA}', 'Swim'), ('${BEN}', '${ANA}', 'Row')
      on conflict (id) do update set title = excluded.title`);
    await expectFeedToMatchTables();
    expect((await feed('goals')).map(({ row }) => row?.['title']).sort()).toEqual(['Row', 'Swim']);
  });

  it('a changed key is a tombstone of the old key and a row of the new key', async () => {
    await pg.exec(`insert into goals (id, user_id, title) values ('${GOAL}', '${ANA}', 'Run')`);
    await pg.exec(`update goals set id = '${BEN}'`);
    const entries = (await feed('goals')).map(({ pk, deleted }) => [pk, deleted]);
    expect(entries.sort()).toEqual([
      [BEN, false],
      [GOAL, true],
    ]);
  });

  it('a composite key is a JSON array of texts', async () => {
    await pg.exec(
      `insert into roles (id, name) values ('${GOAL}', 'coach'); insert into user_roles (user_id, role_id) values ('${ANA}', '${GOAL}')`,
    );
    expect((await feed('user_roles'))[0]?.pk).toBe(`["${ANA}", "${GOAL}"]`);
  });

  it('a deleted row that is inserted again is live again', async () => {
    await goalOf(ANA);
    await pg.exec('delete from goals');
    await goalOf(ANA);
    await expectFeedToMatchTables();
  });

  it('rows changed by `on delete set null` arrive with the null', async () => {
    await goalOf(ANA);
    await pg.exec(
      `insert into calendar_events (user_id, title, start_time, end_time, goal_id) values ('${ANA}', 'Run', now(), now(), '${GOAL}')`,
    );
    await pg.exec('delete from goals');
    expect((await feed('calendar_events'))[0]?.row).toMatchObject({ goal_id: null });
    await expectFeedToMatchTables();
  });

  it('a rolled back transaction writes nothing to the feed', async () => {
    const before = await feed();
    await pg.exec(`begin; insert into goals (user_id, title) values ('${ANA}', 'Run'); rollback`);
    expect(await feed()).toEqual(before);
  });

  it('the rows of one statement come in key order', async () => {
    await pg.exec(`insert into goals (id, user_id, title) select gen_random_uuid(), '${ANA}', 'x' from generate_series(1, 50)`);
    const pks = (await feed('goals')).map(({ pk }) => pk);
    expect(pks).toEqual([...pks].sort());
  });

  it('truncating a synced table is refused', async () => {
    await expect(pg.exec('truncate goals cascade')).rejects.toThrow(/delete them/);
  });

  it('the JSON does not depend on the session’s time zone', async () => {
    await pg.exec(`set timezone = 'Asia/Tokyo'`);
    await pg.exec(`insert into goals (user_id, title, created_at) values ('${ANA}', 'Run', '2026-03-01T00:00:00Z')`);
    await pg.exec(`set timezone = 'UTC'`);
    expect((await feed('goals'))[0]?.row?.['created_at']).toBe('2026-03-01T00:00:00+00:00');
  });
});

describe('notifications', () => {
  it('one statement notifies each scope it changed, once', async () => {
    const heard: string[] = [];
    const stop = await pg.listen('replica_feed', (scope) => heard.push(scope));
    await pg.exec(`insert into goals (user_id, title) values ('${ANA}', 'a'), ('${ANA}', 'b'), ('${BEN}', 'c')`);
    await stop();
    expect(heard.sort()).toEqual([`user:${ANA}`, `user:${BEN}`]);
  });
});
