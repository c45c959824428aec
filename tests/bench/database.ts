// The Postgres of a bench: its own embedded one or, with DATABASE_URL, a new database in that cluster.
import { randomBytes } from 'node:crypto';
import { startEmbeddedPostgres } from '#server/db/embedded.ts';
import { createClient } from '#server/db/pool.ts';
import { step } from './progress.ts';

export interface BenchDatabase {
  url: string;
  stop(): Promise<void>;
}

/** `settings` are those of its own Postgres; a cluster has the settings that it has. */
export async function startBenchDatabase(dataDir: string, settings: Record<string, string> = {}): Promise<BenchDatabase> {
  step('starting Postgres');
  const cluster = process.env['DATABASE_URL'];
  if (!cluster) return startEmbeddedPostgres({ dataDir, settings });
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await onCluster(cluster, `create database ${name}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return { url: url.href, stop: () => onCluster(cluster, `drop database ${name} with (force)`) };
}

async function onCluster(url: string, sql: string): Promise<void> {
  const client = createClient(url, 'cadence-bench');
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
