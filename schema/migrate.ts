// Migrates a database to the newest schema. The ledger ops.migrations lists what was applied. A migration and its ledger row
// are one transaction, so a failure leaves the database after a whole migration. Nothing is applied when the ledger and the
// files disagree, because then the state of the database is unknown.

export interface Migration {
  /** The file's name; migrations are applied in the order of their names. */
  name: string;
  sql: string;
}

/** One database session; `exec` runs several statements of one text. */
export interface MigrationExecutor {
  query(sql: string, params?: unknown[]): Promise<{ rows: unknown[] }>;
  exec(sql: string): Promise<unknown>;
}

export interface MigrationReport {
  applied: string[];
  alreadyApplied: number;
}

export type MigrationRefusal = 'edited' | 'out_of_order' | 'missing';

/** The ledger and the files disagree, or a migration failed. The message names the migration and what to do. */
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

// Key of the advisory lock for schema changes of this database (the bytes of "cadence" as a number).
const MIGRATION_LOCK = '27973106520712037';

const LEDGER_SQL = `
  create schema if not exists ops;
  create table if not exists ops.migrations (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  );`;

/**
 * Runs `work` while no other server migrates. Uses a transaction-level lock on a separate connection, because a pooler would
 * not keep a session-level lock. Not for PGlite, which has a single session.
 */
export async function withMigrationLock<T>(locks: MigrationExecutor, work: () => Promise<T>): Promise<T> {
  await locks.exec('begin');
  try {
    await locks.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    return await work();
  } finally {
    await locks.exec('rollback');
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

/** The migrations to apply, in order. Throws when the files and the ledger disagree. */
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

/** Computed by the database, because a page without a secure context has no crypto.subtle. Line ends are normalised. */
async function checksumOf(db: MigrationExecutor, sql: string): Promise<string> {
  const text = sql.replaceAll('\r\n', '\n');
  const { rows } = await db.query(`select encode(sha256(convert_to($1::text, 'UTF8')), 'hex') as checksum`, [text]);
  return (rows as [{ checksum: string }])[0].checksum;
}
