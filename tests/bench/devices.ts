// Budgets: commit → the other device's replica p50 ≤ 15 ms, p99 ≤ 100 ms; 5,000 commands made offline drain and converge in
// ≤ 20 s without blocking the page for more than 50 ms. Two Chromium profiles of one person against the real server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { newId } from '#schema/ids.ts';
import { createPool, type Pool } from '#server/db/pool.ts';
import { freePort } from '#server/db/embedded.ts';
import { Device } from '#tests/e2e/device.ts';
import { startAppServer } from '#tests/support/app-server.ts';
import { startBenchDatabase } from './database.ts';
import { installMarks } from './browser-marks.ts';
import { quantile, type Figure } from './figure.ts';
import { step } from './progress.ts';
import { within } from './within.ts';

const EMAIL = 'bench@example.org';
const COMMITS = 200;
const OFFLINE_COMMANDS = 5_000;
const WAIT_BOUND_MS = 120_000;

export async function benchDevices(): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'cadence-bench-'));
  const postgres = await startBenchDatabase(join(dir, 'postgres'));
  const pool = createPool(postgres.url, { applicationName: 'cadence-bench' });
  const port = await freePort();
  const server = await startAppServer({ dataDir: dir, port, env: { DATABASE_URL: postgres.url } });
  const devices: Device[] = [];
  try {
    for (let index = 0; index < 2; index++) {
      step(`signing in device ${index + 1}`);
      devices.push(await signedInDevice(port));
    }
    const [writer, reader] = devices as [Device, Device];
    return [...(await latency(pool, reader)), ...(await drain(writer, reader))];
  } finally {
    for (const device of devices) await device.close();
    await server.stop();
    await pool.end();
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Opens a device and signs the person in. */
export async function signedInDevice(serverPort: number, email: string = EMAIL): Promise<Device> {
  const device = await Device.open({ serverPort });
  await installMarks(device.page);
  await device.visit('/');
  await device.signIn(email);
  await device.synced();
  return device;
}

async function latency(pool: Pool, reader: Device): Promise<Figure[]> {
  const seen = await watchNewest(reader);
  step(`${COMMITS} commits, each seen by the other device`);
  const times = await commitTimes({ pool, email: EMAIL, count: COMMITS, seen });
  const name = 'commit → the other device’s replica';
  return [
    { name: `${name}, p50`, value: quantile(times, 0.5), unit: 'ms', target: 15, better: 'less' },
    { name: `${name}, p99`, value: quantile(times, 0.99), unit: 'ms', target: 100, better: 'less' },
  ];
}

/** When each row was first seen by a live query on the device's page. */
export type SeenRows = ReadonlyMap<string, number>;

/** Lets functions of the page report the rows they see. */
export async function collectSeen(page: Page): Promise<SeenRows> {
  const seen = new Map<string, number>();
  await page.exposeFunction('rowSeen', (id: string, atMs: number) => seen.set(id, atMs));
  return seen;
}

export async function watchNewest(reader: Device): Promise<SeenRows> {
  const seen = await collectSeen(reader.page);
  await reader.page.evaluate(() => {
    const known = new Set<string>();
    const report = globalThis as unknown as { rowSeen(id: string, atMs: number): void };
    const newest = {
      compile: () => ({
        sql: 'select id from inbox_items order by created_at desc limit 3',
        parameters: [],
        // The table it waits for, as Kysely names it.
        query: { kind: 'SchemableIdentifierNode', identifier: { name: 'inbox_items' } },
      }),
      execute: (): Promise<{ id: string }[]> => Promise.reject(new Error('only its type is used')),
    };
    cadence.subscribeRows(
      newest,
      (rows) => {
        const atMs = performance.timeOrigin + performance.now();
        for (const { id } of rows) {
          if (!known.has(id)) report.rowSeen(id, atMs);
          known.add(id);
        }
      },
      (error) => {
        throw error;
      },
    );
  });
  return seen;
}

export interface Commits {
  pool: Pool;
  /** The person who is given the rows. */
  email: string;
  count: number;
  seen: SeenRows;
}

/**
 * Milliseconds from the return of COMMIT in this process until a live query on the other device's page has the row; both use the
 * same clock.
 */
export async function commitTimes({ pool, email, count, seen }: Commits): Promise<number[]> {
  const [person] = (await pool.query<{ id: string }>('select id from users where email = $1', [email])).rows;
  const times: number[] = [];
  for (let commit = 0; commit < count; commit++) {
    const id = newId();
    await pool.query('insert into inbox_items (id, user_id, title) values ($1, $2, $3)', [id, person?.id, `commit ${commit}`]);
    const committedMs = performance.timeOrigin + performance.now();
    const isSeen = async (): Promise<void> => {
      while (!seen.has(id)) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    await within(WAIT_BOUND_MS, `commit ${commit} on the other device`, isSeen());
    times.push(seen.get(id)! - committedMs);
  }
  return times;
}

async function drain(writer: Device, reader: Device): Promise<Figure[]> {
  step(`${OFFLINE_COMMANDS} commands offline`);
  writer.goOffline();
  await writer.page.evaluate(async (count) => {
    const commands = Array.from({ length: count }, (_, index) => ({
      name: 'inbox.add' as const,
      args: { id: crypto.randomUUID(), title: `offline ${index}` },
    }));
    const receipts = await cadence.dispatchAll(commands);
    await receipts.at(-1)?.applied;
    marks.longestTaskMs = 0;
  }, OFFLINE_COMMANDS);
  step('draining them and converging on both devices');
  writer.goOnline();
  const startedMs = performance.now();
  await writer.synced();
  const here = `select count(*)::int as count from inbox_items where title like 'offline %'`;
  const converged = async (): Promise<void> => {
    while ((await reader.rows<{ count: number }>(here))[0]?.count !== OFFLINE_COMMANDS);
  };
  await within(WAIT_BOUND_MS, 'the other device to have what was made offline', converged());
  const tookS = (performance.now() - startedMs) / 1000;
  const longestTaskMs = await writer.page.evaluate(() => marks.longestTaskMs);
  const name = `${OFFLINE_COMMANDS} commands made offline`;
  return [
    { name: `${name}: drain and converge on both devices`, value: tookS, unit: 's', target: 20, better: 'less' },
    { name: `${name}: the page was blocked at most`, value: longestTaskMs, unit: 'ms', target: 50, better: 'less' },
  ];
}
