// Brings a migrated database's feed triggers to what the registry says. Only tables whose triggers or columns changed since
// are touched; each is done in one transaction that keeps writers out, so that no row slips between triggers and backfill.
import { backfillSql, feedTriggersSql, forgetUnregisteredSql } from './feed.ts';
import type { MigrationExecutor } from './migrate.ts';
import { quotedTable, tables, type SyncedTable } from './tables.ts';

const LEDGER_SQL = `
  create schema if not exists ops;
  create table if not exists ops.feed_tables (
    tbl text primary key,
    fingerprint text not null,
    installed_at timestamptz not null default now()
  );`;

/** The triggers' text with the table's columns: a column more changes the JSON of every row. */
const FINGERPRINT_SQL = `
  select encode(sha256(convert_to($1::text || coalesce(string_agg(
    a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ',' order by a.attnum), ''), 'UTF8')), 'hex') as fingerprint
  from pg_attribute a where a.attrelid = $2::text::regclass and a.attnum > 0 and not a.attisdropped`;

/** Returns the names of the tables that were (re)done. Call it under the migration lock. */
export async function installFeed(db: MigrationExecutor, registry: readonly SyncedTable[] = tables): Promise<string[]> {
  await db.exec(LEDGER_SQL);
  const { rows } = await db.query('select tbl, fingerprint from ops.feed_tables');
  const installed = new Map((rows as { tbl: string; fingerprint: string }[]).map((row) => [row.tbl, row.fingerprint]));
  const done: string[] = [];
  for (const entry of registry) {
    const sql = feedTriggersSql(entry, registry);
    const found = await db.query(FINGERPRINT_SQL, [sql, quotedTable(entry.name)]);
    const { fingerprint } = (found.rows as [{ fingerprint: string }])[0];
    if (installed.get(entry.name) === fingerprint) continue;
    await installTable(db, entry, sql, fingerprint);
    done.push(entry.name);
  }
  if (done.length > 0) await db.exec(forgetUnregisteredSql(registry));
  return done;
}

async function installTable(db: MigrationExecutor, entry: SyncedTable, sql: string, fingerprint: string): Promise<void> {
  await db.exec('begin');
  try {
    // Not waiting for the disk each time: what a crash loses is done again at the next start.
    await db.exec(
      `set local synchronous_commit = off; set local timezone = 'UTC'; lock table ${quotedTable(entry.name)} in share row exclusive mode;`,
    );
    await db.exec(sql);
    await db.exec(backfillSql(entry));
    await db.query(
      `insert into ops.feed_tables (tbl, fingerprint) values ($1, $2)
       on conflict (tbl) do update set fingerprint = excluded.fingerprint, installed_at = now()`,
      [entry.name, fingerprint],
    );
    await db.exec('commit');
  } catch (error) {
    await db.exec('rollback');
    throw error;
  }
}
