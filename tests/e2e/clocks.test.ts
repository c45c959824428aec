// Devices with wrong clocks: their timers show the server's time, end on it, and do not end a session of another device.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { goTo, startFocus } from './actions.ts';
import { Device } from './device.ts';
import { moveWallClock, setWallClock } from './wrong-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;

let dataDir: string;
let port: number;
let database: TestDatabase;
let server: AppServer;
let devices: Device[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-e2e-'));
  port = await freePort();
  database = await testDatabase();
  server = await startAppServer({ dataDir, port, env: { DATABASE_URL: database.url } });
});

afterEach(async () => {
  for (const device of devices) await device.close();
  devices = [];
});

afterAll(async () => {
  await server.stop();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function open(email: string, offsetMs: number): Promise<Device> {
  const device = await Device.open({ serverPort: port });
  devices.push(device);
  await setWallClock(device.context, offsetMs);
  await device.signIn(email);
  await device.synced();
  return device;
}

/** Generous, because a loaded machine is slow: a timeout ends every wait, but no assertion depends on the speed. */
const SOON = { timeout: 30_000 };
/** The page shows whole seconds, and reading the page and the database takes time. */
const READING_SECONDS = 4;

const digits = async (device: Device): Promise<string> => (await device.page.getByRole('timer').first().textContent()) ?? '';
const seconds = async (device: Device): Promise<number> => {
  const [minutes = 0, rest = 0] = (await digits(device)).split(':').map(Number);
  return minutes * 60 + rest;
};

const stored = async (email: string) =>
  (
    await database.pool.query<{ status: string; age: number; xp: number; days_off: number }>(
      `select status, extract(epoch from now() - started_at)::float8 as age, xp_awarded as xp,
              abs(day - (now() at time zone 'UTC')::date) as days_off
         from focus_sessions join users on users.id = user_id where email = $1`,
      [email],
    )
  ).rows[0];

/** The seconds that remain of 25 minutes by the server's clock. */
const trueSeconds = async (email: string): Promise<number> => 25 * 60 - ((await stored(email))?.age ?? 0);

/** The displayed minus the true remaining time. Constant while the timer counts, and growing when it stands still. */
const errorSeconds = async (device: Device, email: string): Promise<number> =>
  (await seconds(device)) - (await trueSeconds(email));

/** Waits until `lengthSeconds` of the session have passed by the server's clock. */
const pass = async (email: string, lengthSeconds: number): Promise<void> => {
  const endsAt = (await trueSeconds(email)) - lengthSeconds;
  await expect.poll(() => trueSeconds(email), SOON).toBeLessThan(endsAt);
};

/** Moves the session's start so that ten seconds remain. */
const bringEndNear = (email: string) =>
  database.pool.query(
    `update focus_sessions
        set started_at = now() - interval '24 minutes 50 seconds', expires_at = now() + interval '15 minutes 10 seconds'
      where user_id = (select id from users where email = $1)`,
    [email],
  );

/** The number of commands that the server took from this person's devices. */
const taken = async (email: string): Promise<number> =>
  (
    await database.pool.query<{ count: number }>(
      `select count(*)::int as count from replica.command_log join replica.clients using (client_id) join users on users.id = user_id
        where email = $1`,
      [email],
    )
  ).rows[0]?.count ?? 0;

// Each direction once; the simulation covers all sizes of error.
test.each([
  ['five minutes ahead', 5 * MINUTE],
  ['two years behind', -2 * YEAR],
])('a timer starts at its length, counts and ends on time on a device whose clock is %s', async (title, offsetMs) => {
  const email = `${title.replaceAll(' ', '-')}@example.org`;
  const device = await open(email, offsetMs);
  await startFocus(device.page);
  await expect.poll(async () => (await stored(email))?.status, SOON).toBe('running');
  expect(Math.abs(await errorSeconds(device, email))).toBeLessThanOrEqual(READING_SECONDS);
  await pass(email, 6);
  expect(Math.abs(await errorSeconds(device, email))).toBeLessThanOrEqual(READING_SECONDS);
  expect((await stored(email))?.days_off).toBeLessThanOrEqual(1);

  const before = await taken(email);
  await bringEndNear(email);
  await expect.poll(async () => (await stored(email))?.status, { timeout: 60_000 }).toBe('completed');
  expect((await stored(email))?.xp).toBe(30);
  expect(await taken(email)).toBe(before + 1);
  expect(device.noise).toEqual([]);
});

test.each([
  ['an hour ahead', HOUR],
  ['an hour behind', -HOUR],
])('a second device with a clock %s shows the session and does not end it early', async (title, offsetMs) => {
  const email = `second-${title.replaceAll(' ', '-')}@example.org`;
  const phone = await open(email, 0);
  await startFocus(phone.page);
  await expect.poll(async () => (await stored(email))?.status, SOON).toBe('running');
  const before = await taken(email);
  const desktop = await open(email, offsetMs);
  await goTo(desktop.page, 'Focus');
  await desktop.page.getByRole('button', { name: 'Pause' }).waitFor();
  await pass(email, 6);
  expect(Math.abs(await errorSeconds(desktop, email))).toBeLessThanOrEqual(READING_SECONDS);
  expect(await taken(email)).toBe(before);
  expect(await stored(email)).toMatchObject({ status: 'running' });

  await bringEndNear(email);
  await expect.poll(async () => (await stored(email))?.status, { timeout: 60_000 }).toBe('completed');
  expect((await stored(email))?.xp).toBe(30);
  // Each device proposes the end at most once.
  expect(await taken(email)).toBeLessThanOrEqual(before + 2);
});

test('setting the clock back three hours and then ahead does not change a running timer', async () => {
  const email = 'moved@example.org';
  const device = await open(email, 0);
  await startFocus(device.page);
  await expect.poll(async () => (await stored(email))?.status, SOON).toBe('running');
  const before = await taken(email);
  await moveWallClock(device.page, -3 * HOUR);
  await pass(email, 6);
  expect(Math.abs(await errorSeconds(device, email))).toBeLessThanOrEqual(READING_SECONDS);
  await moveWallClock(device.page, 3 * HOUR);
  // A step ahead may be sleep, so the page follows it until the server's time shows otherwise.
  await expect.poll(async () => Math.abs(await errorSeconds(device, email)), SOON).toBeLessThanOrEqual(READING_SECONDS);
  await pass(email, 6);
  expect(Math.abs(await errorSeconds(device, email))).toBeLessThanOrEqual(READING_SECONDS);
  expect(await taken(email)).toBe(before);
  expect(await stored(email)).toMatchObject({ status: 'running' });
});

test('an end that passes while the page is frozen is shown when the page resumes', async () => {
  const email = 'asleep@example.org';
  const device = await open(email, 0);
  await startFocus(device.page);
  await expect.poll(async () => (await stored(email))?.status, SOON).toBe('running');
  await bringEndNear(email);
  await expect.poll(() => seconds(device), SOON).toBeLessThanOrEqual(10);
  const session = await device.context.newCDPSession(device.page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await expect.poll(() => trueSeconds(email), SOON).toBeLessThan(-3);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await expect.poll(async () => (await stored(email))?.status, SOON).toBe('completed');
  await device.page.getByRole('timer').first().waitFor({ state: 'detached' });
  expect((await stored(email))?.xp).toBe(30);
});
