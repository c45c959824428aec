// A real PgBouncer in transaction mode in front of the tests' Postgres, if it is installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { accessSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { freePort } from '#server/db/embedded.ts';
import { createClient } from '#server/db/pool.ts';

const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer', '/usr/local/bin/pgbouncer'].find(
  (path) => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  },
);

export const hasPgBouncer = program !== undefined;

export interface PgBouncer {
  /** The same database, through the pooler. */
  urlOf(databaseUrl: string): string;
  stop(): Promise<void>;
}

/** `poolSize`: connections to Postgres for all clients together. */
export async function startPgBouncer(clusterUrl: string, poolSize: number): Promise<PgBouncer> {
  if (!program) throw new Error('pgbouncer is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'cadence-pgbouncer-'));
  const port = await freePort();
  const { hostname, port: databasePort, username, password } = new URL(clusterUrl);
  const config = join(folder, 'pgbouncer.ini');
  await writeFile(
    config,
    `[databases]
* = host=${hostname} port=${databasePort} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 200
log_connections = 0
log_disconnections = 0
`,
  );
  const user = await unprivileged();
  await chmod(folder, 0o755);
  if (user) await chown(config, user.uid, user.gid);
  const child = spawn(program, [config], { stdio: ['ignore', 'ignore', 'pipe'], ...user });
  let output = '';
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const closed = once(child, 'close');
  const urlOf = (databaseUrl: string): string => {
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${port}`;
    return url.href;
  };
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error(output);
      const client = createClient(urlOf(clusterUrl));
      client.on('error', () => undefined);
      await client.connect();
      await client.end();
    },
    { timeout: 20_000, interval: 50 },
  );
  return {
    urlOf,
    async stop() {
      child.kill('SIGINT');
      const impatient = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await closed;
      clearTimeout(impatient);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PgBouncer refuses to run as root. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const [, , uid, gid] = lines.find(([name]) => name === 'postgres' || name === 'nobody') ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}
