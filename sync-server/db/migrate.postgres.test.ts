// The migrations on a real Postgres: run twice, run by two servers at once, edited, out of order, and with rows of the older
// tables.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Migration } from '#schema/migrate.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { migrateDatabase } from './migrate.ts';
import { readMigrations } from './migrations.ts';
import { OUR_TABLES } from '#tests/support/our-tables.ts';

const USER = '00000000-0000-7000-8000-000000000001';

const emptyDatabase = () => testDatabase({ migrated: false });

const upTo = (migrations: Migration[], number: string) => migrations.filter(({ name }) => name < number);

describe('migrating a real Postgres', () => {
  let migrations: Migration[];
  let database: TestDatabase;
  const describeColumns =
    'select table_name, column_name from information_schema.columns where table_schema = $1 order by table_name, ordinal_position';

  beforeAll(async () => {
    migrations = await readMigrations();
  });
  afterAll(() => database?.close());

  it('two servers that migrate at once apply each migration once', async () => {
    database = await emptyDatabase();
    const [one, other] = await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
    expect([one.applied.length, other.applied.length].sort((a, b) => a - b)).toEqual([0, migrations.length]);
  });

  it('creates the 77 tables with all 756 columns of the first release', async () => {
    const { rows } = await database.pool.query<{ table_name: string; column_name: string }>(describeColumns, ['public']);
    const ofTheSeed = rows.filter((row) => !(OUR_TABLES as readonly string[]).includes(row.table_name));
    expect(new Set(ofTheSeed.map((row) => row.table_name)).size).toBe(77);
    expect(ofTheSeed.length).toBeGreaterThanOrEqual(756);
  });

  it('every migration can be run again by hand without changing anything', async () => {
    const before = await database.pool.query(describeColumns, ['public']);
    for (const { sql } of migrations) await database.pool.query(sql);
    const after = await database.pool.query(describeColumns, ['public']);
    expect(after.rows).toEqual(before.rows);
  });

  it('every single migration can be run again alone', async () => {
    for (const { sql } of migrations.toReversed()) await database.pool.query(sql);
    const { rows } = await database.pool.query<{ exists: boolean }>(
      `select to_regclass('public.user_purchases') is not null as exists`,
    );
    expect(rows[0]?.exists).toBe(false);
  });
});

describe('a ledger that disagrees with the files', () => {
  let database: TestDatabase;
  let migrations: Migration[];
  beforeAll(async () => {
    migrations = await readMigrations();
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('an edited migration is refused and nothing is applied', async () => {
    const edited = migrations.map((file, index) => (index === 3 ? { ...file, sql: `${file.sql}\n-- and more` } : file));
    const later = { name: '9999_later.sql', sql: 'create table later (id uuid primary key)' };
    await expect(migrateDatabase(database.url, [...edited, later])).rejects.toMatchObject({ reason: 'edited' });
    const { rows } = await database.pool.query(`select to_regclass('later') as found`);
    expect(rows).toEqual([{ found: null }]);
  });

  it('a migration that differs only in line endings counts as unchanged', async () => {
    const windows = migrations.map(({ name, sql }) => ({ name, sql: sql.replaceAll('\n', '\r\n') }));
    expect(await migrateDatabase(database.url, windows)).toMatchObject({ applied: [] });
  });

  it('a new migration that sorts before an applied one is refused', async () => {
    const early = { name: '0010_zz_early.sql', sql: 'select 1' };
    await expect(migrateDatabase(database.url, [...migrations, early])).rejects.toMatchObject({ reason: 'out_of_order' });
  });

  it('a database newer than the program is refused', async () => {
    await expect(migrateDatabase(database.url, migrations.slice(0, -1))).rejects.toMatchObject({ reason: 'missing' });
  });

  it('a failed migration changes nothing and can be retried', async () => {
    const wrong = { name: '9998_wrong.sql', sql: 'create table half (id int); select 1/0;' };
    await expect(migrateDatabase(database.url, [...migrations, wrong])).rejects.toMatchObject({ reason: 'failed' });
    const { rows } = await database.pool.query(`select to_regclass('half') as found`);
    expect(rows).toEqual([{ found: null }]);
    const right = { name: '9998_wrong.sql', sql: 'select 1' };
    expect(await migrateDatabase(database.url, [...migrations, right])).toMatchObject({ applied: ['9998_wrong.sql'] });
  });
});

describe('rows of the older tables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await emptyDatabase();
    const migrations = await readMigrations();
    for (const { sql } of upTo(migrations, '0016')) await database.pool.query(sql);
    await database.pool.query(`
      insert into users (id, email) values ('${USER}', 'a@example.org');
      insert into focus_sessions (id, user_id, mode, duration_seconds, started_at, status, created_at) values
        ('00000000-0000-7000-8000-0000000000a1', '${USER}', 'pomodoro', 1500, '2026-01-01T10:00Z', 'paused', now()),
        ('00000000-0000-7000-8000-0000000000a2', '${USER}', 'pomodoro', 1500, '2026-01-01T08:00Z', 'completed', now());
      insert into focus_pause_state (user_id, session_id, mode, time_remaining_seconds, paused_at) values
        ('${USER}', '00000000-0000-7000-8000-0000000000a1', 'pomodoro', 700, '2026-01-01T10:13:20Z'),
        ('${USER}', '00000000-0000-7000-8000-0000000000a2', 'pomodoro', 60, '2026-01-01T08:24Z');
      insert into user_wallet (user_id, coins, total_earned, total_spent) values ('${USER}', 120, 200, 80);
      insert into market_items (id, key, name, category, cost_coins, icon, image_url, is_available, is_active, total_stock, remaining_stock)
      values ('00000000-0000-7000-8000-0000000000b1', 'evening', 'An evening off', 'reward', 40, 'moon', '/moon.png', true, false, 5, 3),
        ('00000000-0000-7000-8000-0000000000b2', 'freeze', 'Streak freeze', 'consumable', 20, 'snow', null, true, true, null, null);
      insert into user_purchases (id, user_id, item_id, cost_coins, quantity, status, refunded_at, refund_reason, uses_remaining) values
        ('00000000-0000-7000-8000-0000000000c1', '${USER}', '00000000-0000-7000-8000-0000000000b1', 40, 1, 'refunded', '2026-01-02T00:00Z', 'changed my mind', 0),
        ('00000000-0000-7000-8000-0000000000c2', '${USER}', '00000000-0000-7000-8000-0000000000b2', 40, 2, 'active', null, null, 2)`);
    await migrateDatabase(database.url);
  });
  afterAll(() => database.close());

  it('a pause keeps its time, its session gets the remaining time, and only a paused session has a pause', async () => {
    const { rows } = await database.pool.query(
      `select right(session_id::text, 2) as session, p.is_paused, p.time_remaining_seconds, s.paused_remaining_seconds
       from focus_pause_state p join focus_sessions s on s.id = p.session_id order by 1`,
    );
    expect(rows).toEqual([
      { session: 'a1', is_paused: true, time_remaining_seconds: 700, paused_remaining_seconds: 700 },
      { session: 'a2', is_paused: false, time_remaining_seconds: 60, paused_remaining_seconds: null },
    ]);
  });

  it('a wallet keeps its balances under the new names and cannot go below zero', async () => {
    const { rows } = await database.pool.query('select total_coins, earned_coins, spent_coins from user_wallet');
    expect(rows).toEqual([{ total_coins: 120, earned_coins: 200, spent_coins: 80 }]);
    await expect(database.pool.query('update user_wallet set total_coins = -1')).rejects.toThrow('user_wallet_total_coins_check');
  });

  it('items keep their columns, and only items that were both available and active are available', async () => {
    const { rows } = await database.pool.query(
      'select key, available, icon, icon_url, remaining_stock, rarity from market_items order by key',
    );
    expect(rows).toEqual([
      { key: 'evening', available: false, icon: 'moon', icon_url: '/moon.png', remaining_stock: 3, rarity: 'common' },
      { key: 'freeze', available: true, icon: 'snow', icon_url: 'snow', remaining_stock: null, rarity: 'common' },
    ]);
  });

  it('purchases move with their refunds, and the old table is dropped', async () => {
    const { rows } = await database.pool.query(
      'select cost_paid_coins, quantity, status, refund_reason, uses_remaining from user_market_purchases order by id',
    );
    expect(rows).toEqual([
      { cost_paid_coins: 40, quantity: 1, status: 'refunded', refund_reason: 'changed my mind', uses_remaining: 0 },
      { cost_paid_coins: 40, quantity: 2, status: 'active', refund_reason: null, uses_remaining: 2 },
    ]);
  });
});
