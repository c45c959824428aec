// The comparison for the first sync: pglite-sync reads the same rows into the same kind of PGlite, one shape per table, with
// its fastest insert method that supports arrays (`json`).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { PGlite } from '@electric-sql/pglite';
import { electricSync } from '@electric-sql/pglite-sync';
import { step } from './progress.ts';

export interface TableShapes {
  url: string;
  stop(): Promise<void>;
}

export async function startTableShapes(databaseUrl: string, tables: readonly string[]): Promise<TableShapes> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/bench/table-shape-server.ts'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, TABLES: tables.join(',') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^ready (\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    return {
      url,
      stop: async () => {
        child.kill();
        await exited;
      },
    };
  }
  throw new Error('the server of table shapes ended before it was ready');
}

/** Seconds from the first request until every table has all its rows. Triggers are off, as in our applier. */
export async function syncTableByTable(pg: PGlite, { url }: TableShapes, tables: readonly string[]): Promise<number> {
  step('first sync by pglite-sync');
  await pg.exec('set session_replication_role = replica');
  const { namespaceObj: sync } = await electricSync().setup(pg);
  await sync.initMetadataTables();
  const startedMs = performance.now();
  const shapes = tables.map(
    (table) =>
      new Promise<{ unsubscribe(): void }>((resolve, reject) => {
        const shape = sync.syncShapeToTable({
          shape: { url: `${url}/v1/shape`, params: { table } },
          table,
          primaryKey: ['id'],
          shapeKey: table,
          initialInsertMethod: 'json',
          onInitialSync: () => void shape.then(resolve, reject),
          onError: reject,
        });
        shape.catch(reject);
      }),
  );
  const synced = await Promise.all(shapes);
  const seconds = (performance.now() - startedMs) / 1000;
  for (const { unsubscribe } of synced) unsubscribe();
  return seconds;
}
