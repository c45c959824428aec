// GET /metrics in Prometheus' text form, for whoever knows METRICS_TOKEN. Without that setting the route does not exist.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { BlobBytes } from '../blobs/bytes.ts';
import type { Pool } from '../db/pool.ts';
import type { OpenStreams } from '../feed/open-streams.ts';
import type { FeedWake } from '../feed/wake.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { ReadDatabaseLoad } from './database-load.ts';
import { createGauges, type Metrics, type Reading } from './metrics.ts';

export interface MetricsDeps {
  metrics: Metrics;
  token: string | undefined;
  load: ReadDatabaseLoad;
  pools: ReadonlyMap<string, Pool>;
  streams: Pick<OpenStreams, 'total'>;
  wake: Pick<FeedWake, 'isListening'>;
  blobs: Pick<BlobBytes, 'freeBytes'>;
  log: Log;
}

export function metricsRoutes(deps: MetricsDeps): Hono<AppContext> {
  const { metrics, token } = deps;
  const app = new Hono<AppContext>();
  if (token === undefined) return app.get('/', () => Promise.reject(new RequestError('not_found')));
  metrics.observeProcess();
  const setGauges = createGauges(metrics.registry);
  return app.get('/', async (c) => {
    c.header('cache-control', 'no-store');
    if (!isSame(c.req.header('authorization') ?? '', `Bearer ${token}`)) {
      return c.text('METRICS_TOKEN is needed as a bearer token.\n', 401, { 'www-authenticate': 'Bearer' });
    }
    setGauges(await readNow(deps));
    return c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType });
  });
}

/** Hashed, because the comparison needs equal lengths. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(hashed(given), hashed(wanted));
const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();

async function readNow({ load, pools, streams, wake, blobs, log }: MetricsDeps): Promise<Reading[]> {
  const readings: Reading[] = [
    { name: 'cadence_feed_waiting_requests', value: streams.total },
    { name: 'cadence_feed_listening', value: wake.isListening ? 1 : 0 },
  ];
  for (const [pool, { totalCount, idleCount, waitingCount }] of pools) {
    readings.push(
      { name: 'cadence_pool_connections', value: totalCount - idleCount, labels: { pool, state: 'in_use' } },
      { name: 'cadence_pool_connections', value: idleCount, labels: { pool, state: 'idle' } },
      { name: 'cadence_pool_waiting', value: waitingCount, labels: { pool } },
    );
  }
  const freeBytes = await blobs.freeBytes().catch(() => null);
  if (freeBytes !== null) readings.push({ name: 'cadence_disk_free_bytes', value: freeBytes });
  try {
    const { feedLagS, jobs, due, databaseBytes, files, fileBytes } = await load();
    readings.push(
      { name: 'cadence_database_up', value: 1 },
      { name: 'cadence_feed_lag_seconds', value: feedLagS },
      ...Object.entries(jobs.byState).map(([state, value]): Reading => ({
        name: 'cadence_queue_jobs',
        value,
        labels: { state },
      })),
      { name: 'cadence_due_entries', value: due.waiting, labels: { state: 'waiting' } },
      { name: 'cadence_due_entries', value: due.failing, labels: { state: 'failing' } },
      { name: 'cadence_due_oldest_seconds', value: due.oldestS },
      { name: 'cadence_database_bytes', value: databaseBytes },
      { name: 'cadence_blob_bytes', value: fileBytes },
      { name: 'cadence_blob_files', value: files },
    );
  } catch (error) {
    // The other figures are needed most while the database is away.
    log.warn(errorFields(error), 'the database could not be measured');
    readings.push({ name: 'cadence_database_up', value: 0 });
  }
  return readings;
}
