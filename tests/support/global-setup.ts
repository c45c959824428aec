// One real Postgres for a whole test run, with a migrated database to copy. If TEST_DATABASE_URL is set, that cluster is used
// instead; its user must be allowed to create databases.
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#server/db/embedded.ts';
import { prepareTemplate } from './postgres.ts';

interface Shared {
  users: number;
  stop: Promise<() => Promise<void>>;
}

// Each vitest project runs its own global setup in the same process and loads this file again; they share one cluster.
const shared = globalThis as typeof globalThis & { cadenceTestPostgres?: Shared };

export default async function setup(): Promise<() => Promise<void>> {
  shared.cadenceTestPostgres ??= { users: 0, stop: start() };
  const cluster = shared.cadenceTestPostgres;
  cluster.users += 1;
  const stop = await cluster.stop;
  return async () => {
    cluster.users -= 1;
    if (cluster.users > 0) return;
    delete shared.cadenceTestPostgres;
    await stop();
  };
}

async function start(): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    process.env['TEST_TEMPLATE'] = await prepareTemplate(given);
    return () => Promise.resolve();
  }
  const directory = await mkdtemp(join(tmpdir(), 'cadence-test-'));
  await chmod(directory, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir: join(directory, 'postgres'),
    // Durability is off, because no data outlives the run.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  process.env['TEST_DATABASE_URL'] = postgres.url;
  process.env['TEST_TEMPLATE'] = await prepareTemplate(postgres.url);
  return async () => {
    delete process.env['TEST_DATABASE_URL'];
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
