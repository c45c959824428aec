// Scheduled jobs. pg-boss makes sure that only one of many servers runs each job. A job changes a person's rows with the same
// commands as a device, under the person's server client.
import PgBoss from 'pg-boss';
import { expireRoles } from '../admin/expire-roles.ts';
import type { Mailer } from '../auth/mailer.ts';
import type { BlobBytes } from '../blobs/bytes.ts';
import { collectBlobs } from '../blobs/collect.ts';
import { JOB_CONNECTIONS } from '../db/connections.ts';
import { pruneTombstones } from '../feed/prune.ts';
import { deleteDueAccounts } from '../leaving/deletion.ts';
import { errorFields } from '../log.ts';
import { startDue, type DueDeps } from './due.ts';
import { pruneExpired } from './prune-expired.ts';

export interface JobDeps extends DueDeps {
  databaseUrl: string;
  blobs: BlobBytes;
  mailer: Mailer;
}

export interface Jobs {
  stop(): Promise<void>;
}

const EVERY_HOUR = '41 * * * *';
const EVERY_NIGHT = '17 3 * * *';

export async function startJobs(deps: JobDeps): Promise<Jobs> {
  const { log } = deps;
  const boss = new PgBoss({
    connectionString: deps.databaseUrl,
    schema: 'pgboss',
    application_name: 'cadence-jobs',
    max: JOB_CONNECTIONS,
    clockMonitorIntervalSeconds: 600,
    archiveCompletedAfterSeconds: 60 * 60,
    deleteAfterDays: 1,
  });
  boss.on('error', (error) => log.warn(errorFields(error), 'error of the job queue'));
  await boss.start();

  const repeat = async (name: string, cron: string, pollingIntervalSeconds: number, work: () => Promise<unknown>) => {
    // `stately`: while one job waits, no second job of the same kind is queued.
    await boss.createQueue(name, { name, policy: 'stately', retryLimit: 2, expireInMinutes: 10 });
    await boss.work(name, { pollingIntervalSeconds }, async () => {
      const result = await work();
      log.debug({ job: name, result }, 'job done');
    });
    await boss.schedule(name, cron, {}, { tz: 'UTC' });
  };
  await repeat('prune', EVERY_NIGHT, 300, async () => ({
    tombstones: await pruneTombstones(deps.pool),
    ...(await pruneExpired(deps.pool, deps.clock)),
  }));

  await repeat('blobs-collect', EVERY_HOUR, 300, () => collectBlobs({ ...deps, bytes: deps.blobs }));

  await repeat('roles-expire', EVERY_HOUR, 300, () => expireRoles(deps));
  await repeat('accounts-delete', EVERY_HOUR, 300, () => deleteDueAccounts(deps));

  // Earlier versions scheduled this job; due entries now expire focus sessions.
  await boss.unschedule('focus-expire');

  const due = startDue(deps);
  return {
    async stop() {
      await due.stop();
      await boss.stop({ graceful: true, wait: true, timeout: 3_000 });
    },
  };
}
