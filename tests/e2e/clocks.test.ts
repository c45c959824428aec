// Devices with wrong clocks: their timers show the server's time, end on it, and do not end a session of another device.
import { afterEach, expect, test } from 'vitest';
import { goTo, startFocus } from './actions.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';
import { moveWallClock, setWallClock } from './wrong-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;

const app = servedApp();
let devices: Device[] = [];

afterEach(async () => {
  for (const device of devices) await device.close();
  devices = [];
});

async function open(email: string, offsetMs: number): Promise<Device> {
  const device = await app.open();
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
    await app.database.pool.query<{ status: string; age: number; xp: number; days_off: number }>(
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
  app.database.pool.query(
    `update focus_sessions
        set started_at = now() - interval '24 minutes 50 seconds', expires_at = now() + interval '15 minutes 10 seconds'
      where user_id = (select id from users where email = $1)`,
    [email],
  );

/** The number of commands that the server took from this person's devices. */
const taken = async (email: string): Promise<number> =>
  (
    await app.database.pool.query<{ count: number }>(
      `select count(*)::int as count from replica.command_log join replica.clients using (client_id) join users on users.id = user_id
        where email = $1`,
      [email],
    )
  ).rows[0]?.count ?? 0;

// Each direction once on each side; the simulation covers all sizes of error.
test.each([
  { first: 'five minutes ahead', firstMs: 5 * MINUTE, second: 'an hour behind', secondMs: -HOUR },
  { first: 'two years behind', firstMs: -2 * YEAR, second: 'an hour ahead', secondMs: HOUR },
])(
  'a timer counts and ends on time on a device whose clock is $first, and on another that is $second',
  async ({ first, firstMs, secondMs }) => {
    const email = `${first.replaceAll(' ', '-')}@example.org`;
    const phone = await open(email, firstMs);
    await startFocus(phone.page);
    await expect.poll(async () => (await stored(email))?.status, SOON).toBe('running');
    expect(Math.abs(await errorSeconds(phone, email))).toBeLessThanOrEqual(READING_SECONDS);
    const before = await taken(email);

    const desktop = await open(email, secondMs);
    await goTo(desktop.page, 'Focus');
    await desktop.page.getByRole('button', { name: 'Pause' }).waitFor();
    await pass(email, 6);
    expect(Math.abs(await errorSeconds(phone, email))).toBeLessThanOrEqual(READING_SECONDS);
    expect(Math.abs(await errorSeconds(desktop, email))).toBeLessThanOrEqual(READING_SECONDS);
    expect(await taken(email)).toBe(before);
    expect(await stored(email)).toMatchObject({ status: 'running' });
    expect((await stored(email))?.days_off).toBeLessThanOrEqual(1);

    await bringEndNear(email);
    await expect.poll(async () => (await stored(email))?.status, { timeout: 60_000 }).toBe('completed');
    expect((await stored(email))?.xp).toBe(30);
    // Each device proposes the end at most once.
    expect(await taken(email)).toBeLessThanOrEqual(before + 2);
    expect([...phone.noise, ...desktop.noise]).toEqual([]);
  },
);

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
