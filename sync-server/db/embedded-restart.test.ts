// The embedded Postgres of a running server dies: the server recovers by itself, or stops with a reason.
import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readEnv } from '../env.ts';
import { startServer, type RunningServer } from '../server.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { planRestart } from './embedded-supervisor.ts';
import { createClient } from './pool.ts';

const TIMES = { firstMs: 10, lastMs: 200, giveUpAfterMs: 120_000 };

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'cadence-restart-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const postmasterOf = async (dataDir: string): Promise<number> =>
  Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);

test('a server whose Postgres is killed recovers and receives notifications again', { timeout: 120_000 }, async () => {
  const read = readEnv({ DATA_DIR: parent, PORT: '0', HOST: '127.0.0.1' });
  if (!read.ok) throw new Error(read.problems.join());
  const server: RunningServer = await startServer({
    env: read.env,
    log: pino({ level: 'silent' }),
    print: () => undefined,
    withJobs: false,
    withContent: false,
  });
  try {
    const dataDir = join(parent, 'postgres');
    const { port: databasePort, pid } = await databaseOf(dataDir);
    const live = async () => {
      const now = await fetch(`${server.url}/v1/shape?scope=public&offset=now`);
      if (now.status !== 200) throw new Error(String(now.status));
      await now.text();
      return `handle=${now.headers.get('electric-handle')}&offset=${now.headers.get('electric-offset')}`;
    };
    await live();
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect((await databaseOf(dataDir)).pid).not.toBe(pid), { timeout: 60_000, interval: 50 });
    const place = await vi.waitFor(live, { timeout: 60_000, interval: 50 });
    const password = (await readFile(`${dataDir}.password`, 'utf8')).trim();
    const admin = createClient(`postgres://cadence:${password}@127.0.0.1:${databasePort}/cadence`);
    await admin.connect();
    const listeners = async () =>
      (
        await admin.query(
          `select from pg_stat_activity where query = 'listen replica_feed' and application_name = 'cadence-server'`,
        )
      ).rowCount;
    await vi.waitFor(async () => expect(await listeners()).toBe(1), { timeout: 60_000, interval: 50 });
    const polled = fetch(`${server.url}/v1/shape?scope=public&live=true&${place}`);
    await admin.query(`insert into exercises (name, is_builtin) values ('after the kill', true)`);
    expect(await (await polled).text()).toContain('after the kill');
    await admin.end();
  } finally {
    await server.stop();
  }
});

async function databaseOf(dataDir: string): Promise<{ pid: number; port: number }> {
  const [pid, , , port] = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n');
  return { pid: Number(pid), port: Number(port) };
}

test('a Postgres that cannot be restarted is given up with the reason', { timeout: 120_000 }, async () => {
  const dataDir = join(parent, 'postgres');
  const troubles: string[] = [];
  let giveUp!: (error: Error) => void;
  const givenUp = new Promise<Error>((resolve) => (giveUp = resolve));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: 'off' },
    supervision: { onTrouble: (text) => troubles.push(text), onGaveUp: giveUp, times: { ...TIMES, giveUpAfterMs: 500 } },
  });
  const pid = await postmasterOf(dataDir);
  await truncate(join(dataDir, 'global', 'pg_control'), 0);
  process.kill(pid, 'SIGKILL');
  expect((await givenUp).message).toMatch(/pg_control/);
  expect(troubles[0]).toBe('the embedded Postgres ended by itself (SIGKILL)');
  await postgres.stop();
});

test('a Postgres that was stopped is not restarted', { timeout: 120_000 }, async () => {
  const dataDir = join(parent, 'postgres');
  const troubles: string[] = [];
  const postgres = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: 'off' },
    supervision: {
      onTrouble: (text) => troubles.push(text),
      onGaveUp: () => undefined,
      times: { ...TIMES, firstMs: 60_000, lastMs: 60_000 },
    },
  });
  process.kill(await postmasterOf(dataDir), 'SIGKILL');
  await vi.waitFor(() => expect(troubles).toHaveLength(1), { timeout: 30_000, interval: 10 });
  await postgres.stop();
  expect(troubles).toHaveLength(1);
});

test('the delay before each restart grows up to a limit, and after a bounded time restarts end', () => {
  const waits = [0, 1, 2, 3, 4, 5, 20].map((failures) => planRestart(failures, 0, TIMES));
  expect(waits).toEqual([10, 20, 40, 80, 160, 200, 200]);
  expect(planRestart(3, TIMES.giveUpAfterMs, TIMES)).toBeNull();
});
