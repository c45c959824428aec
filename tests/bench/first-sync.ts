// Budget: the first sync of 100,000 rows into PGlite takes ≤ 3 s, at least 0.85 × the rate of COPY of the same rows into the same
// PGlite, and at most 0.45 × the time of pglite-sync with one shape a table. The whole way is real: server process, copy, shape
// protocol, ShapeStream, engine, applier; PGlite in memory under Node.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { createPool } from '#server/db/pool.ts';
import { freePort } from '#server/db/embedded.ts';
import { replicaPglite } from '#tests/support/replica.ts';
import { TestDevice } from '#tests/support/device.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';
import { startAppServer } from '#tests/support/app-server.ts';
import { signInOverHttp } from '#tests/support/http-person.ts';
import { startBenchDatabase } from './database.ts';
import { median, type Figure } from './figure.ts';
import { HISTORY_ROWS, HISTORY_TABLES, RECENT_ROWS_SQL, writeHistory } from './history.ts';
import { startTableShapes, syncTableByTable, type TableShapes } from './table-by-table.ts';

const RUNS = 3;

export async function benchFirstSync(): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'cadence-bench-'));
  const postgres = await startBenchDatabase(join(dir, 'postgres'));
  const pool = createPool(postgres.url, { applicationName: 'cadence-bench' });
  const server = await startAppServer({ dataDir: dir, port: await freePort(), env: { DATABASE_URL: postgres.url } });
  let tableShapes: TableShapes | undefined;
  try {
    const { userId, cookie } = await signInOverHttp(server.url, 'first-sync@example.org');
    await writeHistory(pool, userId);
    tableShapes = await startTableShapes(postgres.url, HISTORY_TABLES);
    const syncS: number[] = [];
    const copyS: number[] = [];
    const tableByTableS: number[] = [];
    const recentS: number[] = [];
    const recent = JSON.stringify((await pool.query(RECENT_ROWS_SQL)).rows);
    // Alternating, so that a busy minute affects both.
    for (let run = 0; run < RUNS; run++) {
      const synced = await sync(server.url, cookie);
      syncS.push(synced.seconds);
      copyS.push(await copyInto(await replicaPglite(), await tablesAsText(synced.pg)));
      await synced.close();
      recentS.push(await untilRecent(server.url, cookie, recent));
      tableByTableS.push(await withTableByTable(tableShapes));
    }
    const peer = `COPY of the same rows: ${median(copyS).toFixed(2)} s`;
    return [
      {
        name: `first sync of ${HISTORY_ROWS} rows into PGlite`,
        value: median(syncS),
        unit: 's',
        target: 3,
        better: 'less',
        peer,
      },
      {
        name: 'first sync: rate against COPY into the same PGlite',
        value: median(syncS.map((seconds, run) => copyS[run]! / seconds)),
        unit: '×',
        target: 0.85,
        better: 'more',
        peer,
      },
      {
        name: 'first sync: time against pglite-sync, one shape per table',
        value: median(syncS.map((seconds, run) => seconds / tableByTableS[run]!)),
        unit: '×',
        target: 0.45,
        better: 'less',
        peer: `pglite-sync of the same rows: ${median(tableByTableS).toFixed(2)} s`,
      },
      {
        name: 'first sync: until the last 80 days are on screen',
        value: median(recentS),
        unit: 's',
        target: null,
        better: 'less',
      },
    ];
  } finally {
    await tableShapes?.stop();
    await server.stop();
    await pool.end();
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** A new device of the person, from the first request until all rows are in its tables. */
export async function sync(serverUrl: string, cookie: string) {
  const device = new TestDevice(serverUrl, true);
  const pg = await replicaPglite();
  // Wrapped as in the app's worker.
  device.database = new PreparedDatabase(pg);
  const replica = await device.open();
  device.cookie = cookie;
  const startedMs = performance.now();
  await replica.signedIn();
  await new Promise<void>((resolve) => {
    const check = () => {
      if (replica.status().kind === 'synced') resolve();
    };
    replica.subscribe(check);
    check();
  });
  const seconds = (performance.now() - startedMs) / 1000;
  await expectAllRows(pg);
  return {
    seconds,
    pg,
    close: async () => {
      device.die();
      await pg.close();
    },
  };
}

/** Seconds until a live query, as a screen makes it, has the rows of the last days. */
async function untilRecent(serverUrl: string, cookie: string, recent: string): Promise<number> {
  const device = new TestDevice(serverUrl, true);
  const replica = await device.open();
  device.cookie = cookie;
  const startedMs = performance.now();
  await replica.signedIn();
  await new Promise<void>((resolve, reject) => {
    const query = { sql: RECENT_ROWS_SQL, parameters: [], tables: [...HISTORY_TABLES] };
    const onRows = (rows: unknown[]): void => {
      if (JSON.stringify(rows) === recent) resolve();
    };
    device.engine?.live.subscribe('recent', query, { onRows, onFailed: (message) => reject(new Error(message)) });
  });
  const seconds = (performance.now() - startedMs) / 1000;
  device.die();
  return seconds;
}

async function expectAllRows(pg: PGlite): Promise<void> {
  const { rows } = await pg.query<{ count: number }>(
    `select sum(n)::int as count from (${HISTORY_TABLES.map((table) => `select count(*) as n from ${table}`).join(' union all ')}) counts`,
  );
  if (rows[0]?.count !== HISTORY_ROWS) throw new Error(`the replica holds ${rows[0]?.count} rows of ${HISTORY_ROWS}`);
}

async function withTableByTable(shapes: TableShapes): Promise<number> {
  const pg = await replicaPglite();
  const seconds = await syncTableByTable(pg, shapes, HISTORY_TABLES);
  await expectAllRows(pg);
  await pg.close();
  return seconds;
}

async function tablesAsText(pg: PGlite): Promise<{ table: string; blob: Blob }[]> {
  const copies = [];
  for (const table of HISTORY_TABLES) {
    const { blob } = await pg.query(`copy ${table} to '/dev/blob'`);
    if (!blob) throw new Error(`COPY returned nothing for ${table}`);
    copies.push({ table, blob });
  }
  return copies;
}

/** With triggers off, as in the applier. */
async function copyInto(pg: PGlite, copies: readonly { table: string; blob: Blob }[]): Promise<number> {
  await pg.exec('set session_replication_role = replica');
  const startedMs = performance.now();
  for (const { table, blob } of copies) await pg.query(`copy ${table} from '/dev/blob'`, [], { blob });
  const seconds = (performance.now() - startedMs) / 1000;
  await pg.close();
  return seconds;
}
