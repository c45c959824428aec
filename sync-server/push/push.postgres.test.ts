// Notifications of a closed app, from a command to the text that a browser decrypts: a real server and database, real
// encryption, and a local push service that decrypts. The tests set the clock.
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { CommandArgs, CommandName } from '#schema/commands.ts';
import { pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { startLocalPushService, verifiedVapid, type LocalBrowser, type LocalPushService } from '#tests/support/push-service.ts';
import { developmentMailer } from '#server/auth/mailer.ts';
import { createCommandRunner } from '../commands/run.ts';
import { runDue, type DueDeps } from '../jobs/due.ts';
import { createPushSender } from './send.ts';
import { createPushSubscriptions, MOST_PER_PERSON } from './subscriptions.ts';
import { openVapidKeys, type VapidKeys } from './vapid.ts';

const START = new Date('2026-11-26T12:00:00.000Z');
const CONTACT = 'mailto:people@example.org';
let now = START;
const clock = { now: () => now };
const log = pino({ level: 'silent' });
let server: TestServer;
let service: LocalPushService;
let keys: VapidKeys;

beforeAll(async () => {
  [server, service] = await Promise.all([startTestServer({ clock, allowsPrivatePush: true }), startLocalPushService()]);
  keys = await openVapidKeys(server.database.pool, clock);
});
afterAll(() => Promise.all([server?.close(), service?.close()]));
beforeEach(async () => {
  now = START;
  await server.database.pool.query('delete from due');
});

/** The dependencies of one server; each call simulates another server on the same database. */
function serverDeps(): DueDeps {
  const { pool } = server.database;
  const sender = createPushSender({ keys, contact: CONTACT, allowsPrivate: true });
  return {
    pool,
    clock,
    log,
    sender,
    runner: createCommandRunner({ pool, clock, log }),
    subscriptions: createPushSubscriptions({ pool, clock }),
    mailer: developmentMailer(() => undefined),
    appUrl: () => server.url,
  };
}

const at = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

interface Device {
  person: TestPerson;
  browser: LocalBrowser;
  name: string;
  run<Name extends CommandName>(name: Name, args: CommandArgs<Name>): Promise<void>;
}

async function device(timeZone = 'UTC', person?: TestPerson): Promise<Device> {
  const owner = person ?? (await server.signIn());
  const name = newId();
  const browser = service.subscribe(name);
  const answer = await subscribe(owner, { ...browser.subscription, timeZone });
  expect(answer.status).toBe(200);
  const clientId = newId();
  let id = 0;
  return {
    person: owner,
    browser,
    name,
    async run(command, args) {
      id += 1;
      const { outcomes } = await pushed(owner, clientId, [{ id, name: command, version: 1, args, at: now.toISOString() }], {
        sentAt: now.toISOString(),
      });
      expect(outcomes).toEqual([{ id, status: 'applied' }]);
    },
  };
}

const subscribe = (person: TestPerson, body: unknown, headers: Record<string, string> = {}) =>
  person.fetch('/v1/push/subscriptions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

async function startTimer({ run }: Device, title: string | null = 'Mix the chorus'): Promise<string> {
  const id = newId();
  await run('focus.start', { id, mode: 'countdown', durationSeconds: 1_500, title, day: '2026-11-26' });
  return id;
}

const statusOf = async (id: string) =>
  (await server.database.pool.query<{ status: string }>('select status from focus_sessions where id = $1', [id])).rows[0]?.status;

const endpointsOf = async ({ person }: Device) =>
  (
    await server.database.pool.query<{ endpoint: string }>('select endpoint from ops.push_subscriptions where user_id = $1', [
      person.id,
    ])
  ).rows.map(({ endpoint }) => endpoint);

describe('the end of a timer', () => {
  test('is sent once and on time to a closed browser, encrypted for it and signed by the server', async () => {
    const phone = await device();
    await startTimer(phone);
    now = at(24.9);
    await runDue(serverDeps());
    expect(phone.browser.received()).toEqual([]);
    now = at(25);
    await runDue(serverDeps());
    await runDue(serverDeps());
    expect(phone.browser.read()).toEqual([
      { title: 'Focus session complete', body: 'Mix the chorus', url: '/focus', tag: 'cadence-focus_end' },
    ]);
    const [message] = phone.browser.received();
    expect(message?.body.includes('chorus')).toBe(false);
    expect(message?.headers).toMatchObject({ ttl: '600', urgency: 'high', topic: 'focus_end', 'content-encoding': 'aes128gcm' });
    const { publicKey } = (await (await phone.person.fetch('/v1/push/key')).json()) as { publicKey: string };
    const claims = verifiedVapid(message?.headers.authorization ?? '', publicKey);
    expect(claims).toMatchObject({ aud: service.origin, sub: CONTACT });
    expect(claims.exp).toBeGreaterThan(Date.now() / 1_000);
  });

  test('is delayed by a pause and by added time, and not sent when the session was ended early', async () => {
    const phone = await device();
    const id = await startTimer(phone);
    now = at(10);
    await phone.run('focus.pause', { id });
    now = at(25);
    await runDue(serverDeps());
    now = at(30);
    await phone.run('focus.resume', { id });
    await phone.run('focus.extend', { id, seconds: 300 });
    now = at(49);
    await runDue(serverDeps());
    expect(phone.browser.received()).toEqual([]);
    now = at(50);
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(1);

    const next = await startTimer(phone);
    now = at(60);
    await phone.run('focus.complete', { id: next, day: '2026-11-26' });
    now = at(75);
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(1);
  });

  test('is sent to the other browsers when an open browser completed the session on time', async () => {
    const desktop = await device();
    const phone = await device('UTC', desktop.person);
    const id = await startTimer(desktop);
    now = at(25);
    await desktop.run('focus.expire', { id });
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(1);
  });

  test('is not sent when the server was down for too long, but the session is closed', async () => {
    const phone = await device();
    const id = await startTimer(phone);
    now = at(90);
    await runDue(serverDeps());
    expect(phone.browser.received()).toEqual([]);
    expect(await statusOf(id)).toBe('completed');
  });

  test('closes an abandoned session after a quarter of an hour, with the same command as a device', async () => {
    const phone = await device();
    const id = await startTimer(phone);
    now = at(39);
    await runDue(serverDeps());
    expect(await statusOf(id)).toBe('running');
    now = at(40);
    await runDue(serverDeps());
    const { rows } = await server.database.pool.query('select status, completed_at from focus_sessions where id = $1', [id]);
    expect(rows).toEqual([{ status: 'completed', completed_at: at(25) }]);
    expect((await server.database.pool.query('select from due')).rowCount).toBe(0);
  });
});

test('the end of a rest is sent, and that of a skipped rest is not', async () => {
  const { pool } = server.database;
  const phone = await device();
  const [exercise, workout, entry, first, second] = [newId(), newId(), newId(), newId(), newId()] as [
    string,
    string,
    string,
    string,
    string,
  ];
  await phone.run('exercise.create', { id: exercise, name: 'Front squat', measure: 'weight_reps' });
  await phone.run('workout.start', {
    id: workout,
    name: 'Legs',
    day: '2026-11-26',
    entries: [{ id: entry, exerciseId: exercise }],
  });
  const tick = (id: string, setNumber: number) =>
    phone.run('set.log', {
      id,
      sessionId: workout,
      entryId: entry,
      exerciseId: exercise,
      setNumber,
      weightKg: 80,
      reps: 5,
      completedAt: now.toISOString(),
    });
  await tick(first, 1);
  now = at(2);
  await runDue(serverDeps());
  expect(phone.browser.read()).toEqual([
    { title: 'Rest is over', body: 'Next set when you are ready.', url: '/train', tag: 'cadence-rest_end' },
  ]);
  await tick(second, 2);
  await phone.run('set.rest', { id: second, endsAt: null });
  now = at(5);
  await runDue(serverDeps());
  expect(phone.browser.received()).toHaveLength(1);
  expect((await pool.query(`select from due where kind = 'rest_end'`)).rowCount).toBe(0);
});

describe('many servers', () => {
  test('one of them executes a due entry', async () => {
    const phones: Device[] = [];
    for (let count = 0; count < 6; count += 1) phones.push(await device());
    for (const phone of phones) await startTimer(phone);
    now = at(25);
    const claimed = await Promise.all([serverDeps(), serverDeps(), serverDeps()].map(runDue));
    expect(claimed.reduce((sum, count) => sum + count, 0)).toBe(6);
    for (const { browser } of phones) expect(browser.received()).toHaveLength(1);
  });

  test('the claim of a server that died expires, and another server takes the entry', async () => {
    const phone = await device();
    await startTimer(phone);
    now = at(25);
    // This server claims the entry and dies before it sends: its sender never resolves.
    const dying = { ...serverDeps(), sender: { send: () => new Promise<never>(() => undefined) } };
    void runDue(dying);
    await expect.poll(async () => (await server.database.pool.query('select from due where claim is not null')).rowCount).toBe(1);
    await runDue(serverDeps());
    expect(phone.browser.received()).toEqual([]);
    now = at(27.1);
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(1);
  });

  test('a restarted server keeps the key that browsers subscribed with', async () => {
    const again = await Promise.all([openVapidKeys(server.database.pool, clock), openVapidKeys(server.database.pool, clock)]);
    expect(again).toEqual([keys, keys]);
  });
});

describe('the settings of a person', () => {
  test('in quiet hours of the browser’s zone the end of a timer is dropped', async () => {
    const phone = await device('Asia/Tokyo');
    // 12:25 in London is 21:25 in Tokyo.
    await phone.run('settings.set', { key: 'quietHours', value: { isOn: true, from: 21 * 60, to: 7 * 60 } });
    await startTimer(phone);
    now = at(25);
    await runDue(serverDeps());
    await phone.run('settings.set', { key: 'timeZone', value: 'Europe/London' });
    await startTimer(phone);
    now = at(50);
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(1);
  });

  test('a kind that is off is not sent, and nothing is sent when notifications are off', async () => {
    const phone = await device();
    await phone.run('settings.set', { key: 'mutedNotices', value: ['focus_end'] });
    await startTimer(phone);
    now = at(25);
    await runDue(serverDeps());
    await phone.run('settings.set', { key: 'mutedNotices', value: ['rest_end'] });
    await phone.run('settings.set', { key: 'notifications', value: false });
    await startTimer(phone);
    now = at(50);
    await runDue(serverDeps());
    expect(phone.browser.received()).toEqual([]);
  });
});

describe('a push service', () => {
  test.each([404, 410])('that answers %i ends the subscription', async (status) => {
    const phone = await device();
    service.answerWith(phone.name, status);
    await startTimer(phone);
    now = at(25);
    await runDue(serverDeps());
    expect(await endpointsOf(phone)).toEqual([]);
    expect((await server.database.pool.query(`select from due where kind = 'focus_end'`)).rowCount).toBe(0);
  });

  test('that is busy gets the message again later, and browsers that received it do not get it twice', async () => {
    const phone = await device();
    const tablet = await device('UTC', phone.person);
    service.answerWith(phone.name, 503);
    await startTimer(phone);
    now = at(25);
    await runDue(serverDeps());
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(1);
    service.answerWith(phone.name, 201);
    now = new Date(at(25).getTime() + 5_000);
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(2);
    expect(tablet.browser.received()).toHaveLength(1);
  });

  test('is not retried before its Retry-After', async () => {
    const phone = await device();
    service.answerWith(phone.name, 429, { 'retry-after': '120' });
    await startTimer(phone);
    now = at(25);
    await runDue(serverDeps());
    now = at(26.9);
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(1);
    now = at(27);
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(2);
  });

  test('that rejects a message is not retried, and the subscription stays', async () => {
    const phone = await device();
    service.answerWith(phone.name, 403);
    await startTimer(phone);
    now = at(25);
    await runDue(serverDeps());
    now = at(26);
    await runDue(serverDeps());
    expect(phone.browser.received()).toHaveLength(1);
    expect(await endpointsOf(phone)).toHaveLength(1);
  });
});

describe('subscribing', () => {
  test('requires a session and a page of our origin', async () => {
    const phone = await device();
    const body = { ...phone.browser.subscription, timeZone: 'UTC' };
    const stranger = { ...phone.person, fetch: (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init) };
    expect((await subscribe(stranger, body)).status).toBe(401);
    expect((await subscribe(phone.person, body, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await stranger.fetch('/v1/push/key')).status).toBe(401);
  });

  test('refuses invalid keys', async () => {
    const phone = await device();
    const { endpoint, keys: own } = phone.browser.subscription;
    const answers = await Promise.all([
      subscribe(phone.person, { endpoint, keys: { ...own, auth: 'abcd' }, timeZone: 'UTC' }),
      subscribe(phone.person, { endpoint, keys: { ...own, p256dh: own.auth }, timeZone: 'UTC' }),
      subscribe(phone.person, { endpoint: 'ftp://127.0.0.1/x', keys: own, timeZone: 'UTC' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  test('a browser belongs to the person who signed in there last, and to nobody after a sign-out', async () => {
    const first = await device();
    const second = await server.signIn();
    expect((await subscribe(second, { ...first.browser.subscription, timeZone: 'UTC' })).status).toBe(200);
    expect(await endpointsOf(first)).toEqual([]);
    const signedOut = await second.fetch('/v1/auth/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(signedOut.status).toBe(200);
    const { rowCount } = await server.database.pool.query('select from ops.push_subscriptions where endpoint = $1', [
      first.browser.subscription.endpoint,
    ]);
    expect(rowCount).toBe(0);
  });

  test('a person can remove their own subscription, and nobody else can', async () => {
    const phone = await device();
    const other = await server.signIn();
    const remove = (person: TestPerson) =>
      person.fetch('/v1/push/subscriptions', {
        method: 'DELETE',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ endpoint: phone.browser.subscription.endpoint }),
      });
    await remove(other);
    expect(await endpointsOf(phone)).toHaveLength(1);
    await remove(phone.person);
    expect(await endpointsOf(phone)).toEqual([]);
  });

  test('beyond the limit per person, the browser seen longest ago is removed', async () => {
    const first = await device();
    for (let count = 0; count < MOST_PER_PERSON; count += 1) {
      now = new Date(now.getTime() + 1_000);
      await device('UTC', first.person);
    }
    const endpoints = await endpointsOf(first);
    expect(endpoints).toHaveLength(MOST_PER_PERSON);
    expect(endpoints).not.toContain(first.browser.subscription.endpoint);
  });
});
