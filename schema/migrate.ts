// Brings a database to the newest schema. The ledger ops.migrations says what was applied; a migration and its ledger row
// are one transaction, so a failure leaves the database at a whole migration. Nothing is applied when the ledger and the
// files disagree, for then nobody knows what this database is.

export interface Migration {
  /** The file's name: its order is the order of the migrations. */
  name: string;
  sql: string;
}

/** One session of a database; `exec` runs several statements in one text. */
export interface MigrationExecutor {
  query(sql: string, params?: unknown[]): Promise<{ rows: unknown[] }>;
  exec(sql: string): Promise<unknown>;
}

export interface MigrationReport {
  applied: string[];
  alreadyApplied: number;
}

export type MigrationRefusal = 'edited' | 'out_of_order' | 'missing';

/** The ledger and the files disagree, or a migration failed; the message says which and what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError';
  constructor(
    readonly reason: MigrationRefusal | 'failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

// The lock of everybody who changes this database's schema (the bytes of "cadence" as a number).
const MIGRATION_LOCK = '27973106520712037';

const LEDGER_SQL = `
  create schema if not exists ops;
  create table if not exists ops.migrations (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  );`;

/** Runs `work` while no other server migrates. Not for PGlite, which has one session only. */
export async function withMigrationLock<T>(db: MigrationExecutor, work: () => Promise<T>): Promise<T> {
  await db.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
  try {
    return await work();
  } finally {
    await db.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`);
  }
}

export async function migrate(db: MigrationExecutor, migrations: readonly Migration[]): Promise<MigrationReport> {
  await db.exec(LEDGER_SQL);
  const files = [];
  for (const migration of migrations) files.push({ ...migration, checksum: await checksumOf(db, migration.sql) });
  const { rows } = await db.query('select name, checksum from ops.migrations order by name');
  const ledger = rows as { name: string; checksum: string }[];
  const pending = planMigrations(files, ledger);
  for (const migration of pending) await applyMigration(db, migration);
  return { applied: pending.map(({ name }) => name), alreadyApplied: ledger.length };
}

/** What is left to apply, in order. Throws where the files and the ledger disagree. */
export function planMigrations<M extends { name: string; checksum: string }>(
  files: readonly M[],
  ledger: readonly { name: string; checksum: string }[],
): M[] {
  const fileByName = new Map(files.map((file) => [file.name, file]));
  for (const { name, checksum } of ledger) {
    const file = fileByName.get(name);
    if (!file) {
      throw new MigrationError(
        'missing',
        `${name} was applied to this database, but this version does not have it. Use a newer version.`,
      );
    }
    if (file.checksum !== checksum) {
      throw new MigrationError(
        'edited',
        `${name} was edited after it was applied. Undo the edit and write a new migration instead.`,
      );
    }
  }
  const applied = new Set(ledger.map(({ name }) => name));
  const last = ledger.reduce((latest, { name }) => (name > latest ? name : latest), '');
  const pending = files.filter(({ name }) => !applied.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const early = pending.find(({ name }) => name < last);
  if (early) {
    throw new MigrationError(
      'out_of_order',
      `${early.name} comes before ${last}, which was already applied. Give it a higher number.`,
    );
  }
  return pending;
}

async function applyMigration(db: MigrationExecutor, { name, sql, checksum }: Migration & { checksum: string }): Promise<void> {
  await db.exec('begin');
  try {
    await db.exec(sql);
    await db.query('insert into ops.migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await db.exec('commit');
  } catch (error) {
    await db.exec('rollback');
    const words = error instanceof Error ? error.message : String(error);
    throw new MigrationError('failed', `${name} failed and was undone: ${words}`, { cause: error });
  }
}

/** By the database, for a page without a secure context has no digest of its own. Line ends do not count. */
async function checksumOf(db: MigrationExecutor, sql: string): Promise<string> {
  const text = sql.replaceAll('\r\n', '\n');
  const { rows } = await db.query(`select encode(sha256(convert_to($1::text, 'UTF8')), 'hex') as checksum`, [text]);
  return (rows as [{ checksum: string }])[0].checksum;
}
