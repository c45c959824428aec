// The close of a day by the server, end to end: a person holds a streak freeze and forgets a habit, no device is opened, and the due
// entry that a command planned keeps the streak. Real server, real database, several servers at once; the test sets the clock.
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandArgs, CommandName } from '#schema/commands.ts';
import { addDays } from '#schema/day.ts';
import { newId } from '#schema/ids.ts';
import { pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { developmentMailer } from '#server/auth/mailer.ts';
import { createCommandRunner } from '../commands/run.ts';
import { createPushSender } from '../push/send.ts';
import { createPushSubscriptions } from '../push/subscriptions.ts';
import { openVapidKeys, type VapidKeys } from '../push/vapid.ts';
import { runDue, type DueDeps } from './due.ts';

const LAST_TICK = '2026-11-25';
const FORGOTTEN = '2026-11-26';
const START = new Date(`${LAST_TICK}T12:00:00.000Z`);
/** When a day is over in every zone. */
const CLOSE = new Date('2026-11-27T18:00:00.000Z');
let now = START;
const clock = { now: () => now };
const log = pino({ level: 'silent' });
let server: TestServer;
let keys: VapidKeys;

beforeAll(async () => {
  server = await startTestServer({ clock });
  keys = await openVapidKeys(server.database.pool, clock);
});
afterAll(() => server?.close());

/** The dependencies of one server; each call is another server on the same database. */
function serverDeps(): DueDeps {
  const { pool } = server.database;
  return {
    pool,
    clock,
    log,
    sender: createPushSender({ keys, contact: 'mailto:people@example.org', allowsPrivate: true }),
    runner: createCommandRunner({ pool, clock, log }),
    subscriptions: createPushSubscriptions({ pool, clock }),
    mailer: developmentMailer(() => undefined),
    appUrl: () => server.url,
  };
}

function deviceOf(person: TestPerson) {
  const clientId = newId();
  let id = 0;
  return async <Name extends CommandName>(name: Name, args: CommandArgs<Name>): Promise<void> => {
    id += 1;
    const { outcomes } = await pushed(person, clientId, [{ id, name, version: 1, args, at: now.toISOString() }], {
      sentAt: now.toISOString(),
    });
    expect(outcomes).toEqual([{ id, status: 'applied' }]);
  };
}

const rowsOf = async (sql: string, ...parameters: string[]) =>
  (await server.database.pool.query<Record<string, unknown>>(sql, parameters)).rows;

/** A person with a habit kept for five days and with one freeze, bought on the last of them. */
async function freezeHolder() {
  now = START;
  const person = await server.signIn();
  const run = deviceOf(person);
  const [habitId, thingId, itemId] = [newId(), newId(), newId()];
  await server.database.pool.query(
    `insert into market_items (id, key, name, cost_coins, effect) values ($1, $2, 'Freeze', 60, '{"kind":"streak_freeze"}')`,
    [itemId, `freeze ${itemId}`],
  );
  await server.database.pool.query(
    'insert into user_wallet (id, user_id, total_coins, earned_coins, spent_coins) values ($1, $2, 100, 100, 0)',
    [newId(), person.id],
  );
  await run('habit.add', { id: habitId, name: 'Stretch' });
  for (const back of [4, 3, 2, 1, 0]) await run('habit.mark', { habitId, day: addDays(LAST_TICK, -back), mark: 'done' });
  await run('market.buy', { id: thingId, itemId, day: LAST_TICK });
  return { person, run, habitId, thingId };
}

const pausesOf = (habitId: string) =>
  rowsOf('select from_day::text, to_day::text, reason from habit_pauses where habit_id = $1', habitId);
const thingOf = async (id: string) =>
  (await rowsOf('select status, used_on::text, used_for from user_market_purchases where id = $1', id))[0];
const usesOf = (userId: string) =>
  rowsOf(`select reason from market_transactions where user_id = $1 and transaction_type = 'redeem'`, userId);
const streakOf = async (id: string) =>
  (await rowsOf('select current_streak from habits where id = $1', id))[0]?.['current_streak'];

/** Runs what is due on two servers at once until nothing is left. */
async function runAllDue(): Promise<void> {
  let claimed: number[];
  do claimed = await Promise.all([runDue(serverDeps()), runDue(serverDeps())]);
  while (claimed.some((count) => count > 0));
}

test('a freeze keeps the streak of a forgotten day once, although two servers run and no device is opened', async () => {
  const { person, habitId, thingId } = await freezeHolder();
  now = new Date(CLOSE.getTime() - 60_000);
  await runAllDue();
  expect(await pausesOf(habitId)).toEqual([]);
  now = CLOSE;
  await runAllDue();
  expect(await pausesOf(habitId)).toEqual([{ from_day: FORGOTTEN, to_day: FORGOTTEN, reason: 'Streak freeze' }]);
  expect(await thingOf(thingId)).toEqual({ status: 'redeemed', used_on: FORGOTTEN, used_for: habitId });
  expect(await usesOf(person.id)).toEqual([{ reason: `Streak freeze used for “Stretch” on ${FORGOTTEN}` }]);
  expect(await streakOf(habitId)).toBe(5);
  expect(await rowsOf(`select key from due where user_id = $1 and kind = 'market_close'`, person.id)).toEqual([]);
});

test('a device that closes the day after the server changes nothing, and a late tick gives the freeze back', async () => {
  const { person, run, habitId, thingId } = await freezeHolder();
  now = CLOSE;
  await runAllDue();
  now = new Date(CLOSE.getTime() + 3_600_000);
  await run('market.closeDay', { day: FORGOTTEN });
  expect(await pausesOf(habitId)).toHaveLength(1);
  expect(await usesOf(person.id)).toHaveLength(1);
  await run('habit.mark', { habitId, day: FORGOTTEN, mark: 'done' });
  expect(await pausesOf(habitId)).toEqual([]);
  expect(await thingOf(thingId)).toEqual({ status: 'active', used_on: null, used_for: null });
  expect(await streakOf(habitId)).toBe(6);
});

test('the server spends nothing for a day that a device has closed, and a kept day costs no freeze', async () => {
  const { run, habitId, thingId } = await freezeHolder();
  now = new Date(`${FORGOTTEN}T12:00:00.000Z`);
  await run('habit.mark', { habitId, day: FORGOTTEN, mark: 'done' });
  now = CLOSE;
  await runAllDue();
  expect(await thingOf(thingId)).toMatchObject({ status: 'active' });
  expect(await pausesOf(habitId)).toEqual([]);
  // Still held: the next day is planned, and a device closes it before the server does.
  now = new Date('2026-11-28T09:00:00.000Z');
  await run('market.closeDay', { day: '2026-11-27' });
  const before = await thingOf(thingId);
  expect(before).toMatchObject({ status: 'redeemed', used_on: '2026-11-27' });
  now = new Date('2026-11-28T18:00:00.000Z');
  await runAllDue();
  expect(await thingOf(thingId)).toEqual(before);
  expect(await pausesOf(habitId)).toHaveLength(1);
});
