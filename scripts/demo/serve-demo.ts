// The app's server with a database of its own that holds the demo person, for scripts that look at pages with data.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roleId } from '#schema/access/built-in.ts';
import { createPool } from '#server/db/pool.ts';
import { createLog } from '#server/log.ts';
import { freePort, startAppServer } from '#tests/support/app-server.ts';
import { embeddedDatabaseUrl } from '../running-database.ts';
import { seedDemo } from './seed.ts';

export const DEMO_EMAIL = 'demo@example.org';

/** Calls `run` with the port of a server whose demo person has a year of data and the role of an administrator; returns what it returns. */
export async function withDemoServer<T>(run: (port: number) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cadence-demo-'));
  const port = await freePort();
  // Ignores the configured database: the demo person is in this folder only.
  const server = await startAppServer({ dataDir, port, env: { DATABASE_URL: '', S3_BUCKET: '', ELECTRIC_URL: '' } });
  try {
    await seed(dataDir);
    return await run(port);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function seed(dataDir: string): Promise<void> {
  const url = await embeddedDatabaseUrl(dataDir);
  if (url === null) throw new Error('the server has no database of its own');
  const pool = createPool(url, { max: 2, applicationName: 'cadence-demo' });
  const now = new Date();
  const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
  const year = { seed: 1, endDay: now.toISOString().slice(0, 10), until: now, zone };
  try {
    await seedDemo(pool, createLog('warn'), { email: DEMO_EMAIL, ...year });
    // The pages of the administration have rows then.
    await pool.query('insert into user_roles (user_id, role_id, granted_at) select id, $1, $2 from users', [
      roleId('admin'),
      now,
    ]);
  } finally {
    await pool.end();
  }
}
