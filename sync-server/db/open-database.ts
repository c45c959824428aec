// Opens and migrates this server's database: the embedded Postgres, or the one that DATABASE_URL names, directly or through a
// pooler.
import { join } from 'node:path';
import type { Env } from '../env.ts';
import type { Log } from '../log.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { migrateDatabase } from './migrate.ts';
import { isPooled } from './pooler.ts';

export interface OpenDatabase {
  /** For work within one transaction. */
  url: string;
  /** A connection pooler serves `url`. */
  isPooled: boolean;
  /**
   * A connection without a pooler, for LISTEN, which needs a permanent connection. Undefined when only the pooler is reachable.
   */
  directUrl: string | undefined;
  stop(): Promise<void>;
}

export interface OpenDatabaseOptions {
  env: Pick<Env, 'databaseUrl' | 'databaseDirectUrl' | 'dataDir'>;
  log: Log;
  /** The embedded Postgres exited and could not be restarted. */
  onLost?: ((error: Error) => void) | undefined;
}

export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const database = await reach(options);
  try {
    const migrated = await migrateDatabase(database.directUrl ?? database.url);
    options.log.info({ migrations: migrated.applied, alreadyApplied: migrated.alreadyApplied }, 'database ready');
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function reach({ env, log, onLost }: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { databaseUrl: url, databaseDirectUrl, dataDir } = env;
  if (!url) {
    const postgres = await startEmbeddedPostgres({
      dataDir: join(dataDir, 'postgres'),
      onLog: (text) => log.debug({ text }, 'postgres'),
      supervision: { onTrouble: (text) => log.error(text), onGaveUp: (error) => onLost?.(error) },
    });
    return { url: postgres.url, isPooled: false, directUrl: postgres.url, stop: () => postgres.stop() };
  }
  const pooled = await isPooled(url);
  const directUrl = databaseDirectUrl ?? (pooled ? undefined : url);
  if (directUrl === undefined) {
    log.warn(
      'DATABASE_URL leads through a connection pooler, where LISTEN does not work: changes of other devices are found by polling every ' +
        'second. Set DATABASE_DIRECT_URL to the same database without the pooler.',
    );
  }
  return { url, isPooled: pooled, directUrl, stop: () => Promise.resolve() };
}
