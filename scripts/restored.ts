// `npm run restored`, after a backup of the database was restored: makes every client fetch everything again. Works on
// DATABASE_URL, or on the embedded Postgres of DATA_DIR while the server is stopped. Running it twice is safe.
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#server/db/embedded.ts';
import { migrateDatabase } from '#server/db/migrate.ts';
import { createClient } from '#server/db/pool.ts';
import { readEnv } from '#server/env.ts';
import { renewEpoch } from '#server/feed/restored.ts';

const settings = readEnv(process.env);
if (!settings.ok) {
  process.stderr.write(`${settings.problems.join('\n')}\n`);
  process.exit(1);
}
const { databaseUrl, dataDir } = settings.env;

try {
  if (databaseUrl) await renew(databaseUrl);
  else {
    const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
    try {
      await renew(postgres.url);
    } finally {
      await postgres.stop();
    }
  }
} catch (error) {
  process.stderr.write(`The epoch was not renewed. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function renew(url: string): Promise<void> {
  // A backup may be older than this version of the app.
  await migrateDatabase(url);
  const client = createClient(url, 'cadence-restored');
  await client.connect();
  try {
    const { epoch, droppedSlots, keptSlots } = await renewEpoch(client);
    process.stdout.write(`epoch ${epoch}: every client will fetch everything again\n`);
    for (const slot of droppedSlots) process.stdout.write(`dropped ${slot}: Electric starts from scratch at its next start\n`);
    if (keptSlots.length > 0) {
      process.stderr.write(
        `${keptSlots.join(', ')} could not be dropped. Stop Electric, then run this again as a role with REPLICATION.\n`,
      );
      process.exitCode = 1;
    }
  } finally {
    await client.end();
  }
}
