// Two devices of one person, both offline: the actions of each are on both afterwards, and an action of both counts once. In
// between a tab is killed while it writes and the server is restarted during a sync.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { addExercise, goTo, logSet, startFocus, startWorkout } from './actions.ts';
import { Device } from './device.ts';

const EMAIL = 'ada@example.org';

let dataDir: string;
let port: number;
let database: TestDatabase;
let server: AppServer;
let phone: Device;
let desktop: Device;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-e2e-'));
  port = await freePort();
  database = await testDatabase();
  server = await startServer();
  phone = await Device.open({ serverPort: port });
  desktop = await Device.open({ serverPort: port, viewport: { width: 1440, height: 900 } });
});

afterAll(async () => {
  await phone.close();
  await desktop.close();
  await server.stop();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

const startServer = () => startAppServer({ dataDir, port, env: { DATABASE_URL: database.url } });

const sharedRows = (device: Device) =>
  Promise.all(
    [
      'select id, status, started_at, paused_at, completed_at, paused_ms, focused_seconds, xp_awarded, coins_awarded from focus_sessions order by id',
      'select id, completed_at, xp_awarded from workout_sessions order by id',
      'select id, session_id, set_number, reps, weight, completed_at from exercise_sets order by id',
      'select id, idempotency_key, xp, coins from points_ledger order by id',
      'select total_coins, earned_coins from user_wallet',
      'select total_xp, current_level from user_progress',
      'select id, title from inbox_items order by id',
    ].map((sql) => device.rows(sql)),
  );

test('data from before the sign-in is kept, and the second device receives it', async () => {
  await phone.visit('/');
  await startFocus(phone.page);
  await phone.signIn(EMAIL);
  await phone.synced();
  await desktop.visit('/');
  await desktop.signIn(EMAIL);
  await desktop.synced();
  for (const device of [phone, desktop]) await device.installed();
  await goTo(desktop.page, 'Focus');
  await desktop.page.getByRole('button', { name: 'Pause' }).waitFor();
  expect(await sharedRows(desktop)).toEqual(await sharedRows(phone));
});

test('both see it when the session began 20 minutes earlier', async () => {
  // The change arrives through the feed like any other, without waiting for 20 minutes.
  await database.pool.query(`update focus_sessions set started_at = started_at - interval '20 minutes'`);
  for (const device of [phone, desktop]) {
    await expect
      .poll(() => device.rows(`select id from focus_sessions where started_at < now() - interval '19 minutes'`))
      .toHaveLength(1);
  }
});

test('both offline: one device pauses, the other logs sets, and both finish the same session', async () => {
  phone.goOffline();
  desktop.goOffline();

  await goTo(phone.page, 'Focus');
  await phone.page.getByRole('button', { name: 'Pause' }).click();
  await phone.page.getByRole('button', { name: 'Resume' }).waitFor();

  await startWorkout(desktop.page);
  await addExercise(desktop.page, 'squat');
  await logSet(desktop.page, 1, '100', '5');

  for (const { page } of [phone, desktop]) {
    await goTo(page, 'Focus');
    await page.getByRole('button', { name: 'Finish' }).click();
    await page
      .getByRole('button', { name: 'Start focus' })
      .or(page.getByRole('button', { name: 'Start short break' }))
      .first()
      .waitFor();
  }
  expect(await phone.rows('select status from focus_sessions')).toEqual([{ status: 'completed' }]);
});

test('a tab that is killed while writing loses no saved command, and another tab continues', async () => {
  const first = desktop.page;
  const second = await desktop.newTab();
  await second.goto(`${desktop.url}/library`);
  await desktop.opened(second);
  await first.evaluate(() => {
    const saved: string[] = [];
    Object.assign(globalThis, { saved });
    const write = async (index: number): Promise<void> => {
      const id = crypto.randomUUID();
      await globalThis.cadence.dispatch('inbox.add', { id, title: `written ${index}` });
      saved.push(id);
      return write(index + 1);
    };
    void write(0);
  });
  await first.waitForFunction(() => (globalThis as unknown as { saved: string[] }).saved.length >= 50);
  const saved = await first.evaluate(() => (globalThis as unknown as { saved: string[] }).saved.slice());
  await desktop.crashTab(first);

  desktop.usePage(second);
  await expect
    .poll(
      async () => {
        const rows = await desktop.rows<{ id: string }>('select id from inbox_items');
        return saved.filter((id) => !rows.some((row) => row.id === id));
      },
      { timeout: 30_000 },
    )
    .toEqual([]);
});

test('after a restart of the server during a sync both devices converge, and the session is paid once', async () => {
  phone.goOnline();
  desktop.goOnline();
  await desktop.page.waitForFunction(() => {
    const status = globalThis.cadence.status();
    return status.kind === 'syncing' || status.kind === 'synced';
  });
  await server.kill();
  server = await startServer();

  await phone.synced();
  await desktop.synced();
  await expect.poll(async () => JSON.stringify(await sharedRows(phone))).toBe(JSON.stringify(await sharedRows(desktop)));
  expect(await phone.rows(`select status from focus_sessions`)).toEqual([{ status: 'completed' }]);
  expect(await phone.rows(`select coins > 0 as paid from points_ledger where event_type = 'focus'`)).toEqual([{ paid: true }]);
  const [ledger] = await phone.rows<{ entries: number; keys: number; coins: number | null }>(
    `select count(*)::int as entries, count(distinct idempotency_key)::int as keys, sum(coins)::int as coins from points_ledger`,
  );
  const [wallet] = await phone.rows<{ total_coins: number }>('select total_coins from user_wallet');
  expect(ledger?.entries).toBe(ledger?.keys);
  expect(wallet?.total_coins ?? 0).toBe(ledger?.coins ?? 0);
});

test('no page logged an error', () => {
  expect([...phone.noise, ...desktop.noise]).toEqual([]);
});
