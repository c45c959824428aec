// Changes of how one signs in: they need a recent proof of who is signed in, and each is mailed. Attacks with a session that lies open,
// with another person's proof, and with addresses that belong to somebody.
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AUDIT_EVENTS } from '#schema/access/audit-events.ts';
import { createCommandRunner } from '#server/commands/run.ts';
import { runDue } from '#server/jobs/due.ts';
import { createPushSender } from '#server/push/send.ts';
import { createPushSubscriptions } from '#server/push/subscriptions.ts';
import { openVapidKeys } from '#server/push/vapid.ts';
import { newId } from '#schema/ids.ts';
import { post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { isMailed } from './account-mails.ts';
import { CONFIRMED_FOR_MS } from './confirmations.ts';
import type { NoticeMail } from './mailer.ts';

const START = new Date('2026-11-28T09:00:00.000Z');
let now = START;
const clock = { now: () => now };
let server: TestServer;
let person: TestPerson;
/** The cookies of this browser besides the session's. */
let browser = '';

beforeAll(async () => {
  server = await startTestServer({ clock });
});
afterAll(() => server?.close());
beforeEach(async () => {
  now = START;
  await server.database.pool.query('delete from due');
  person = await server.signIn();
  browser = '';
});

const later = (ms = CONFIRMED_FOR_MS + 1_000) => {
  now = new Date(now.getTime() + ms);
};
async function send(path: string, body: unknown, of = person): Promise<Response> {
  const answer = await post(`${server.url}/v1/auth/${path}`, body, { cookie: [of.cookie, browser].filter(Boolean).join('; ') });
  const secret = answer.headers.getSetCookie().find((line) => line.includes('browser'));
  if (secret) browser = secret.split(';')[0] ?? '';
  return answer;
}
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const mailedCode = () => /code ([\d ]+)$/.exec(server.printed.at(-1) ?? '')?.[1] ?? '';
const addressCode = () => /: ([\d ]+) is the code/.exec(server.printed.at(-1) ?? '')?.[1] ?? '';
const emailOf = async (id: string) =>
  (await server.database.pool.query<{ email: string }>('select email from users where id = $1', [id])).rows[0]?.email;

/** Sends what is due, as the server's job does. */
async function sentMails(mailer?: (mail: NoticeMail) => Promise<void>): Promise<NoticeMail[]> {
  const { pool } = server.database;
  const sent: NoticeMail[] = [];
  const log = pino({ level: 'silent' });
  const sender = createPushSender({ keys: await openVapidKeys(pool, clock), contact: 'mailto:people@example.org' });
  const collect = async (mail: NoticeMail) => {
    await mailer?.(mail);
    sent.push(mail);
  };
  await runDue({
    ...{ pool, clock, log, sender, runner: createCommandRunner({ pool, clock, log }), appUrl: () => 'https://cadence.example' },
    ...{ subscriptions: createPushSubscriptions({ pool, clock }), mailer: { sendNotice: collect } },
  });
  return sent;
}

describe('a change of how one signs in', () => {
  const changes: [string, (of: TestPerson) => Promise<Response>][] = [
    ['recovery codes', (of) => send('recovery-codes', {}, of)],
    ['a new passkey', (of) => send('passkeys/options', {}, of)],
    ['the address', (of) => send('address', { email: 'new@example.test' }, of)],
    ['the use of a code for the address', (of) => send('address/change', { email: 'new@example.test', code: '12345678' }, of)],
    ['removing a passkey', (of) => of.fetch(`/v1/auth/passkeys/${newId()}`, { method: 'DELETE' })],
    ['unlinking a service', (of) => of.fetch(`/v1/auth/providers/linked/${newId()}`, { method: 'DELETE' })],
    ['deleting the account', (of) => post(`${server.url}/v1/account/deletion`, { email: of.email }, { cookie: of.cookie })],
  ];

  test.each(changes)('%s: not long after the sign-in', async (_name, change) => {
    expect((await change(person)).status).not.toBe(401);
    later();
    const answer = await change(person);
    expect(answer.status).toBe(403);
    expect(await codeOf(answer)).toBe('confirm_first');
  });

  test('goes on after the code of a mail, for a while, in the same session', async () => {
    later();
    expect((await send('confirm/mail', {})).status).toBe(200);
    const code = mailedCode();
    expect(await codeOf(await send('confirm/code', { code: '00000000' }))).toBe('wrong_code');
    expect((await send('confirm/code', { code })).status).toBe(200);
    expect((await send('recovery-codes', {})).status).toBe(200);
    later();
    expect((await send('recovery-codes', {})).status).toBe(403);
    expect((await person.fetch('/v1/auth/session')).status).toBe(200);
  });

  test('is not unlocked by the proof of somebody else, nor in another session of the same person', async () => {
    const other = await server.signIn();
    const elsewhere = await server.signIn(person.email);
    later();
    await send('confirm/mail', {}, other);
    const code = mailedCode();
    expect(await codeOf(await send('confirm/code', { code }))).toBe('wrong_code');
    await send('confirm/mail', {});
    expect((await send('confirm/code', { code: mailedCode() })).status).toBe(200);
    expect((await send('recovery-codes', {}, elsewhere)).status).toBe(403);
  });

  test('asks strangers for a session first, and codes cannot be guessed', async () => {
    for (const path of ['confirm/mail', 'confirm/code', 'confirm/passkey', 'address', 'address/change']) {
      expect((await post(`${server.url}/v1/auth/${path}`, {})).status, path).toBe(401);
    }
    later();
    await send('confirm/mail', {});
    const code = mailedCode();
    for (let tried = 0; tried < 5; tried += 1) await send('confirm/code', { code: '00000000' });
    expect(await codeOf(await send('confirm/code', { code }))).toBe('wrong_code');
  });
});

describe('the address of an account', () => {
  const email = () => `${newId()}@new.test`;

  test('is changed by the code that its mail has; both know, and a mail under way to the old one signs in nobody', async () => {
    const wanted = email();
    expect(await (await send('address', { email: ` ${wanted.toUpperCase()} ` })).json()).toEqual({ sent: true });
    expect(server.printed.at(-1)).toContain(wanted);
    const code = addressCode();
    await post(`${server.url}/v1/auth/email`, { email: person.email });
    expect(await codeOf(await send('address/change', { email: wanted, code: '00000000' }))).toBe('wrong_code');
    expect(await (await send('address/change', { email: wanted, code })).json()).toEqual({ email: wanted });
    expect(await emailOf(person.id)).toBe(wanted);
    const { rows } = await server.database.pool.query('select from verification_tokens where identifier = $1', [person.email]);
    expect(rows).toEqual([]);
    expect((await server.signIn(wanted)).id).toBe(person.id);
    const [mail] = await sentMails();
    expect(mail).toMatchObject({ to: person.email, subject: 'The address of your Cadence account was changed' });
    expect(await codeOf(await send('address/change', { email: wanted, code }))).toBe('wrong_code');
  });

  test('that belongs to somebody gets the same answer; its owner is told, and no code works', async () => {
    const other = await server.signIn();
    expect(await (await send('address', { email: other.email })).json()).toEqual({ sent: true });
    expect(server.printed.at(-1)).toBe(`mail for ${other.email}: Your address is used by an account of Cadence already`);
    expect(await codeOf(await send('address/change', { email: other.email, code: '12345678' }))).toBe('wrong_code');
  });

  test('that somebody takes in the meantime is refused', async () => {
    const wanted = email();
    await send('address', { email: wanted });
    const code = addressCode();
    await server.signIn(wanted);
    expect(await codeOf(await send('address/change', { email: wanted, code }))).toBe('wrong_code');
    expect(await emailOf(person.id)).toBe(person.email);
  });

  test('needs the code of this person, this address and this browser', async () => {
    const [wanted, another] = [email(), email()];
    await send('address', { email: wanted });
    const code = addressCode();
    expect(await codeOf(await send('address/change', { email: another, code }))).toBe('wrong_code');
    const other = await server.signIn();
    expect(await codeOf(await send('address/change', { email: wanted, code }, other))).toBe('wrong_code');
    browser = '';
    expect(await codeOf(await send('address/change', { email: wanted, code }))).toBe('wrong_code');
  });
});

describe('the mails about changes', () => {
  test('go to the account’s address, once, and say what, when and from where', async () => {
    await send('recovery-codes', {});
    const failing = sentMails(() => Promise.reject(new Error('the mail server is away')));
    expect(await failing).toEqual([]);
    later(10 * 60_000);
    const [mail, ...others] = await sentMails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: person.email, subject: 'New recovery codes of your Cadence account were made' });
    expect(mail?.text).toContain('When: 2026-11-28 09:00 UTC');
    expect(mail?.text).toContain('127.0.0.1');
    expect(mail?.text).toContain('https://cadence.example/account');
    later();
    expect(await sentMails()).toEqual([]);
  });

  test('follow every event of ways in and sessions, except those that need none', () => {
    const without = [...AUDIT_EVENTS.ways, ...AUDIT_EVENTS.sessions].filter((event) => !isMailed(event, 'success'));
    expect(without).toEqual(['passkey_renamed', 'session_revoked', 'device_renamed', 'session_confirmed']);
    expect(isMailed('passkey_alarm', 'denied')).toBe(true);
    expect(isMailed('passkey_added', 'failure')).toBe(false);
    expect(isMailed('sign_in', 'success')).toBe(false);
  });
});
