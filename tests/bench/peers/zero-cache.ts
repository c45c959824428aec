// Zero's server: zero-cache on the same Postgres (which needs wal_level=logical), with its replica in SQLite, and the endpoint
// that an app has to provide, which turns the names of queries into queries.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '#server/db/pool.ts';
import { freePort } from '#server/db/embedded.ts';
import { endProcesses } from '../process-tree.ts';
import { within } from '../within.ts';
import { installPeer, type PeerPackage } from './install.ts';
import { NEWEST_ROWS, type ZeroTable } from './zero-client.ts';

export const ZERO: PeerPackage = {
  name: '@rocicorp/zero',
  version: '1.9.0',
  integrity: 'sha512-2huSS0rHOEfzjPP5K7SrndBuJfchhBCW3VHiSnPhTpmtH9ivvA44jqbBygCN9/d44pP9T2dzNxghiYiIWGMn5A==',
};
/** Zero needs Node 22. Where this bench runs on an older one, Node's own packages on npm have it. */
const NODE_VERSION = '22.23.3';
const NODE_INTEGRITIES: Record<string, string> = {
  'linux-x64': 'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  'linux-arm64': 'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  'darwin-x64': 'sha512-V6W/fNXsKFF0DMrBrpLNp9meU45Qbe6tQ3HlzrpdiPWW+zlbmTGou1LE8aGHOghVWXJFexvi7RDCQVQi1I1t8w==',
};
const READY_BOUND_MS = 120_000;
const PUBLICATION = 'zero_bench';

export interface Zero {
  /** Its Node. */
  node: string;
  /** Its client's module. */
  module: string;
  server: string;
}

export function installZero(): Zero | { missing: string } {
  const platform = `${process.platform}-${process.arch}`;
  const isNewEnough = Number(process.versions.node.split('.')[0]) >= 22;
  const integrity = NODE_INTEGRITIES[platform];
  if (!isNewEnough && integrity === undefined) return { missing: 'Zero needs Node 22' };
  const node = { name: `node-${platform}`, version: NODE_VERSION, integrity: integrity ?? '' };
  const installed = installPeer(isNewEnough ? [ZERO] : [ZERO, node]);
  if ('missing' in installed) return installed;
  const zero = join(installed.folder, 'node_modules/@rocicorp/zero/out/zero/src');
  return {
    node: isNewEnough ? process.execPath : join(installed.folder, 'node_modules', node.name, 'bin/node'),
    module: join(zero, 'zero.js'),
    server: join(zero, 'cli.js'),
  };
}

/** Publishes the tables for Zero and describes their columns. */
export async function publishTables(pool: Pool, names: readonly string[]): Promise<ZeroTable[]> {
  await pool.query(`create publication ${PUBLICATION} for table ${names.join(', ')}`);
  const { rows } = await pool.query<{ table: string; column: string; type: string; kind: string }>(
    `select a.attrelid::regclass::text as table, a.attname as column, t.typname as type, t.typcategory as kind
       from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = any ($1::regclass[]) and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [names],
  );
  return names.map((name) => ({
    name,
    columns: Object.fromEntries(rows.filter(({ table }) => table === name).map((row) => [row.column, zeroType(row)])),
  }));
}

function zeroType({ type, kind }: { type: string; kind: string }): ZeroTable['columns'][string] {
  if (kind === 'A' || type.startsWith('json')) return 'json';
  if (kind === 'B') return 'boolean';
  return kind === 'N' || kind === 'D' ? 'number' : 'string';
}

export class ZeroCache {
  readonly url: string;
  readonly #zero: Zero;
  readonly #env: Record<string, string>;
  readonly #queries: Server;
  readonly #folder: string;
  #child: ChildProcess | undefined;

  private constructor(zero: Zero, url: string, env: Record<string, string>, queries: Server, folder: string) {
    this.#zero = zero;
    this.url = url;
    this.#env = env;
    this.#queries = queries;
    this.#folder = folder;
  }

  /** `folder` holds the replica. */
  static async create(zero: Zero, databaseUrl: string, folder: string): Promise<ZeroCache> {
    const queries = await serveQueries();
    const address = queries.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const port = await freePort();
    const env = {
      ZERO_UPSTREAM_DB: databaseUrl,
      ZERO_APP_ID: 'bench',
      ZERO_APP_PUBLICATIONS: PUBLICATION,
      ZERO_REPLICA_FILE: join(folder, 'zero.db'),
      ZERO_PORT: String(port),
      ZERO_QUERY_URL: `http://127.0.0.1:${address.port}/query`,
      ZERO_ADMIN_PASSWORD: 'bench',
      ZERO_LOG_LEVEL: 'error',
      ZERO_ENABLE_TELEMETRY: 'false',
      DO_NOT_TRACK: '1',
      TMPDIR: folder,
    };
    return new ZeroCache(zero, `http://127.0.0.1:${port}`, env, queries, folder);
  }

  /** Resolves when it answers; the first time it has then copied the tables into its replica. */
  async start(): Promise<void> {
    const child = spawn(this.#zero.node, [this.#zero.server], {
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    let output = '';
    child.stderr.on('data', (bytes: Buffer) => (output = (output + bytes.toString()).slice(-4000)));
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`zero-cache exited with ${String(code)} before it was ready:\n${output}`);
    });
    ended.catch(() => undefined);
    await within(READY_BOUND_MS, 'zero-cache to be ready', Promise.race([ended, this.#ready()]));
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid !== undefined && existsSync(this.#folder)) await endProcesses(child.pid, this.#folder);
  }

  async close(): Promise<void> {
    await this.stop();
    this.#queries.close();
    this.#queries.closeAllConnections();
  }

  async #ready(): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.url}/keepalive`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(50);
    }
  }
}

/** The queries of zero-client.ts as Zero's protocol writes them. */
function queryNamed(name: string) {
  const [kind = '', ...table] = name.split('_');
  const byId = ['id', 'asc'];
  if (kind === 'all') return { table: table.join('_'), orderBy: [byId] };
  return { table: table.join('_'), orderBy: [['created_at', 'desc'], byId], limit: NEWEST_ROWS };
}

async function serveQueries(): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [, asked] = JSON.parse(Buffer.concat(parts).toString()) as [string, { id: string; name: string }[]];
      const queries = asked.map(({ id, name }) => ({ id, name, ast: queryNamed(name) }));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ kind: 'QueryResponse', userID: 'bench', queries }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
