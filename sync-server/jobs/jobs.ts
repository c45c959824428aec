// Work that happens because time passed. pg-boss sees to it that of many servers one does it. What a job does to a person's
// rows it does by the same commands as a device, under the person's server client.
import PgBoss from 'pg-boss';
import type { BlobBytes } from '../blobs/bytes.ts';
import { collectBlobs } from '../blobs/collect.ts';
import type { CommandRunner } from '../commands/run.ts';
import type { Pool } from '../db/pool.ts';
import { pruneTombstones } from '../feed/prune.ts';
import type { Clock } from '../http/context.ts';
import { errorFields, type Log } from '../log.ts';
import { expireFocusSessions } from './expire-focus.ts';
import { pruneExpired } from './prune-expired.ts';

export interface JobDeps {
  databaseUrl: string;
  pool: Pool;
  clock: Clock;
  log: Log;
  runner: CommandRunner;
  blobs: BlobBytes;
}

export interface Jobs {
  stop(): Promise<void>;
}

const EVERY_MINUTE = '* * * * *';
const EVERY_HOUR = '41 * * * *';
const EVERY_NIGHT = '17 3 * * *';

export async function startJobs(deps: JobDeps): Promise<Jobs> {
  const { log } = deps;
  const boss = new PgBoss({
    connectionString: deps.databaseUrl,
    schema: 'pgboss',
    application_name: 'cadence-jobs',
    max: 2,
    clockMonitorIntervalSeconds: 600,
    archiveCompletedAfterSeconds: 60 * 60,
    deleteAfterDays: 1,
  });
  boss.on('error', (error) => log.warn(errorFields(error), 'the job queue'));
  await boss.start();

  const repeat = async (name: string, cron: string, pollingIntervalSeconds: number, work: () => Promise<unknown>) => {
    // `stately`: while one waits, another of the same kind is not queued behind it.
    await boss.createQueue(name, { name, policy: 'stately', retryLimit: 2, expireInMinutes: 10 });
    await boss.work(name, { pollingIntervalSeconds }, async () => {
      const result = await work();
      log.debug({ job: name, result }, 'job done');
    });
    await boss.schedule(name, cron, {}, { tz: 'UTC' });
  };
  await repeat('focus-expire', EVERY_MINUTE, 15, () => expireFocusSessions(deps));
  await repeat('prune', EVERY_NIGHT, 300, async () => ({
    tombstones: await pruneTombstones(deps.pool),
    ...(await pruneExpired(deps.pool, deps.clock)),
  }));

  await repeat('blobs-collect', EVERY_HOUR, 300, () => collectBlobs({ ...deps, bytes: deps.blobs }));

  return { stop: () => boss.stop({ graceful: true, wait: true, timeout: 3_000 }) };
}
