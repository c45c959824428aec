// Installs the feed triggers that the registry describes in a migrated database. Only tables whose triggers or columns changed
// are touched, each in one transaction that blocks writers, so that no row is written between installing the triggers and the
// backfill.
import { retryOnDeadlock } from './deadlock.ts';
import { backfillLocksSql, backfillSql, feedTriggersSql, forgetUnregisteredSql, measureSql } from './feed.ts';
import type { MigrationExecutor } from './migrate.ts';
import { quotedTable, tables, type SyncedTable } from './tables.ts';

const LEDGER_SQL = `
  create schema if not exists ops;
  create table if not exists ops.feed_tables (
    tbl text primary key,
    fingerprint text not null,
    installed_at timestamptz not null default now()
  );`;

/** Hashes the triggers' text with the table's columns, because a new column changes the JSON of every row. */
const FINGERPRINT_SQL = `
  select encode(sha256(convert_to($1::text || coalesce(string_agg(
    a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ',' order by a.attnum), ''), 'UTF8')), 'hex') as fingerprint
  from pg_attribute a where a.attrelid = $2::text::regclass and a.attnum > 0 and not a.attisdropped`;

/**
 * Logical replication copies rows without their sequence. A sequence behind the copied rows would issue numbers that every
 * reader has already passed, so it is raised above them.
 */
const RAISE_SEQUENCE_SQL = `
  with recursive scopes as (
    (select scope from replica.feed order by scope limit 1)
    union all
    select (select f.scope from replica.feed f where f.scope > s.scope order by f.scope limit 1)
      from scopes s where s.scope is not null
  ),
  newest as (
    select max((select f.seq from replica.feed f where f.scope = s.scope order by f.seq desc limit 1)) as seq from scopes s
  )
  select setval('replica.feed_seq', newest.seq) from newest, replica.feed_seq where newest.seq > last_value`;

/** Returns the names of the tables whose triggers were installed. Call it under the migration lock. */
export async function installFeed(db: MigrationExecutor, registry: readonly SyncedTable[] = tables): Promise<string[]> {
  await db.exec(LEDGER_SQL);
  await db.exec(RAISE_SEQUENCE_SQL);
  const { rows } = await db.query('select tbl, fingerprint from ops.feed_tables');
  const installed = new Map((rows as { tbl: string; fingerprint: string }[]).map((row) => [row.tbl, row.fingerprint]));
  const done: string[] = [];
  for (const entry of registry) {
    const sql = feedTriggersSql(entry, registry);
    const found = await db.query(FINGERPRINT_SQL, [sql, quotedTable(entry.name)]);
    const { fingerprint } = (found.rows as [{ fingerprint: string }])[0];
    if (installed.get(entry.name) === fingerprint) continue;
    await inTransaction(db, () => installTable(db, entry, sql, fingerprint));
    done.push(entry.name);
  }
  if (done.length > 0) {
    await inTransaction(db, async () => {
      for (const sql of forgetUnregisteredSql(registry)) await db.exec(sql);
    });
  }
  return done;
}

async function installTable(db: MigrationExecutor, entry: SyncedTable, sql: string, fingerprint: string): Promise<void> {
  // Commits without waiting for the disk: what a crash loses is installed again at the next start.
  await db.exec(`set local synchronous_commit = off; set local timezone = 'UTC'; ${lockSql(quotedTable(entry.name))}`);
  await db.exec(sql);
  // Two statements, because the snapshot of the backfill must be taken after the locks were granted.
  await db.exec(backfillLocksSql(entry));
  await db.exec(measureSql(entry));
  await db.exec(backfillSql(entry));
  await db.query(
    `insert into ops.feed_tables (tbl, fingerprint) values ($1, $2)
     on conflict (tbl) do update set fingerprint = excluded.fingerprint, installed_at = now()`,
    [entry.name, fingerprint],
  );
}

/**
 * Blocks writers. The owner of audit_log has given up the privileges that LOCK TABLE needs; of this table, creating the triggers
 * takes the same lock a moment later.
 */
const lockSql = (table: string): string => `
  do $$ begin
    if has_table_privilege('${table}', 'UPDATE, DELETE, TRUNCATE') then
      lock table ${table} in share row exclusive mode;
    end if;
  end $$;`;

/** A deadlock is possible, because another running server may hold a scope lock and wait for the table. */
const inTransaction = (db: MigrationExecutor, work: () => Promise<void>): Promise<void> =>
  retryOnDeadlock(async () => {
    await db.exec('begin');
    try {
      await work();
      await db.exec('commit');
    } catch (error) {
      await db.exec('rollback');
      throw error;
    }
  });
