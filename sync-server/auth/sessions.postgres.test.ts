// Attacks on sessions, against the whole server on a real Postgres: fixation, replay, reuse of a superseded token. And the
// life that must not look like an attack: parallel tabs, lost answers, devices that return after months.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { pruneExpired } from '../jobs/prune-expired.ts';
import { hashToken } from './tokens.ts';
import {
  capture,
  cookiesOf,
  post,
  push,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '#tests/protocol/test-server.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let server: TestServer;
let now = new Date('2026-11-22T12:00:00.000Z');
const clock = { now: () => now };
const pass = (ms: number) => (now = new Date(now.getTime() + ms));

beforeAll(async () => {
  server = await startTestServer({ clock });
});
afterAll(() => server.close());

const sessionWith = (cookie: string) => fetch(`${server.url}/v1/auth/session`, { headers: { cookie } });
const statusWith = async (cookie: string) => (await sessionWith(cookie)).status;
/** The session cookie that an answer sets; null when it sets none. */
const cookieIn = (answer: Response): string | null =>
  cookiesOf(answer)
    .split('; ')
    .find((cookie) => cookie.startsWith('cadence_session=')) ?? null;
const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  (await server.database.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).rows[0]?.n ?? -1;
const reuses = ({ id }: TestPerson) => count(`audit_log where user_id = $1 and event_type = 'session_reused'`, [id]);

/** Lets a day pass and takes the next token, without using it. */
async function rotate(cookie: string): Promise<string> {
  pass(DAY_MS + 1);
  const next = cookieIn(await sessionWith(cookie));
  if (next === null) throw new Error('no new token');
  return next;
}

describe('rotation', () => {
  test('a token is replaced after a day: 256 bits, of which only the SHA-256 is stored, in a row that names its predecessor', async () => {
    const ada = await server.signIn();
    pass(DAY_MS - MINUTE_MS);
    expect(cookieIn(await sessionWith(ada.cookie))).toBeNull();
    pass(2 * MINUTE_MS);
    const next = cookieIn(await sessionWith(ada.cookie)) ?? '';
    expect(next).not.toBe(ada.cookie);
    const tokenOf = (cookie: string) => cookie.split('=')[1] ?? '';
    expect(Buffer.from(tokenOf(next), 'base64url')).toHaveLength(32);
    const { rows } = await server.database.pool.query<{ token: string; before: string }>(
      `select s.token, b.token as before from sessions s join sessions b on b.id = s.rotated_from
        where s.user_id = $1 and s.family_id = b.family_id`,
      [ada.id],
    );
    expect(rows).toEqual([{ token: hashToken(tokenOf(next)), before: hashToken(tokenOf(ada.cookie)) }]);
  });

  test.each(['/v1/shape?scope=me&offset=-1', '/v1/shape?scope=me&offset=-1&live=false'])('reading %s rotates', async (path) => {
    const ada = await server.signIn();
    pass(DAY_MS + 1);
    const answer = await ada.fetch(path);
    await answer.text();
    expect(await statusWith(cookieIn(answer) ?? '')).toBe(200);
  });

  test('a device that only follows the feed live rotates too', async () => {
    const ada = await server.signIn();
    const start = await ada.fetch('/v1/shape?scope=me&offset=-1');
    await start.text();
    const place = `handle=${start.headers.get('electric-handle')}&offset=${start.headers.get('electric-offset')}`;
    pass(DAY_MS + 1);
    const abort = new AbortController();
    const stream = await ada.fetch(`/v1/shape?scope=me&${place}&live=true&live_sse=true`, { signal: abort.signal });
    abort.abort();
    expect(await statusWith(cookieIn(stream) ?? '')).toBe(200);
  });

  test('sending commands rotates, and answers that may be stored never do', async () => {
    const ada = await server.signIn();
    pass(DAY_MS + 1);
    expect(cookieIn(await ada.fetch(`/v1/blobs/${'0'.repeat(64)}`))).toBeNull();
    const answer = await push(ada, newId(), [capture(1)]);
    expect(answer.status).toBe(200);
    expect(await statusWith(cookieIn(answer) ?? '')).toBe(200);
  });

  test('an answer that was lost costs nothing: the old token works on, and gets another one later', async () => {
    const ada = await server.signIn();
    const lost = await rotate(ada.cookie);
    expect(cookieIn(await sessionWith(ada.cookie))).toBeNull();
    pass(40 * DAY_MS);
    const second = cookieIn(await sessionWith(ada.cookie)) ?? '';
    expect(await statusWith(second)).toBe(200);
    // The lost token never worked and is unknown now.
    expect(await statusWith(lost)).toBe(401);
    expect(await statusWith(second)).toBe(200);
    expect(await reuses(ada)).toBe(0);
  });

  test('parallel tabs and the service worker get one new token, and their requests with the old one are answered for 30 seconds', async () => {
    const ada = await server.signIn();
    pass(DAY_MS + 1);
    const answers = await Promise.all(Array.from({ length: 8 }, () => sessionWith(ada.cookie)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const cookies = answers.map(cookieIn).filter((cookie) => cookie !== null);
    expect(cookies).toHaveLength(1);
    const [next = ''] = cookies;
    // The first uses of the new token, at once.
    expect(await Promise.all([1, 2, 3, 4].map(() => statusWith(next)))).toEqual([200, 200, 200, 200]);
    pass(29_000);
    expect(await statusWith(ada.cookie)).toBe(200);
    expect(await statusWith(next)).toBe(200);
    expect(await reuses(ada)).toBe(0);
  });

  test('a stream that began with the old token goes on after the rotation', async () => {
    const ada = await server.signIn();
    const start = await ada.fetch('/v1/shape?scope=me&offset=-1');
    await start.text();
    const place = `handle=${start.headers.get('electric-handle')}&offset=${start.headers.get('electric-offset')}`;
    const stream = await ada.fetch(`/v1/shape?scope=me&${place}&live=true&live_sse=true`);
    const next = await rotate(ada.cookie);
    expect(await statusWith(next)).toBe(200);
    pass(5 * MINUTE_MS);
    const title = `after the rotation ${newId()}`;
    await push(
      { ...ada, fetch: (path, init) => fetch(`${server.url}${path}`, { ...init, headers: { ...init?.headers, cookie: next } }) },
      newId(),
      [capture(1, title)],
    );
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    let told = '';
    while (!told.includes(title)) {
      const { done, value } = await reader.read();
      if (done) break;
      told += new TextDecoder().decode(value);
    }
    await reader.cancel();
    expect(told).toContain(title);
  });
});

describe('a copied token', () => {
  test('used after its successor ends the whole family, once, and is in the audit log', async () => {
    const ada = await server.signIn();
    const elsewhere = await server.signIn(ada.email);
    const next = await rotate(ada.cookie);
    expect(await statusWith(next)).toBe(200);
    pass(31_000);
    expect(await Promise.all([1, 2, 3].map(() => statusWith(ada.cookie)))).toEqual([401, 401, 401]);
    expect(await statusWith(next)).toBe(401);
    expect(await reuses(ada)).toBe(1);
    // The person's other devices stay.
    expect(await statusWith(elsewhere.cookie)).toBe(200);
  });

  test('that the thief rotates first throws both out as soon as the owner comes', async () => {
    const ada = await server.signIn();
    const thief = await rotate(ada.cookie);
    expect(await statusWith(thief)).toBe(200);
    pass(MINUTE_MS);
    expect(await statusWith(ada.cookie)).toBe(401);
    expect(await statusWith(thief)).toBe(401);
    expect(await reuses(ada)).toBe(1);
  });

  test('cannot fork the family within the grace: only one of two tokens made from it lives on', async () => {
    const ada = await server.signIn();
    const first = await rotate(ada.cookie);
    pass(6 * MINUTE_MS);
    // The first answer was slow, and another request got a second token.
    const second = cookieIn(await sessionWith(ada.cookie)) ?? '';
    expect(await statusWith(second)).toBe(200);
    expect(await statusWith(first)).toBe(401);
    expect(cookieIn(await sessionWith(ada.cookie))).toBeNull();
    expect(await statusWith(second)).toBe(200);
  });
});

describe('fixation and replay', () => {
  test('a session cookie that somebody planted before the sign-in is replaced, and the session it belonged to ends', async () => {
    const mallory = await server.signIn();
    const asked = await post(`${server.url}/v1/auth/email`, { email: 'victim@example.test' }, { cookie: mallory.cookie });
    const token = /token=(\S+)/.exec(server.printed.at(-1) ?? '')?.[1];
    const cookie = `${mallory.cookie}; ${cookiesOf(asked)}`;
    const answer = await post(`${server.url}/v1/auth/email/verify`, { token }, { cookie });
    expect(answer.status).toBe(200);
    expect(cookieIn(answer)).not.toBe(mallory.cookie);
    expect(await statusWith(mallory.cookie)).toBe(401);
    expect(await sessionWith(cookieIn(answer) ?? '').then((session) => session.json())).toMatchObject({
      user: { email: 'victim@example.test' },
    });
  });

  test('a made-up token is never taken over', async () => {
    const made = `cadence_session=${'A'.repeat(43)}`;
    expect(await statusWith(made)).toBe(401);
    const asked = await post(`${server.url}/v1/auth/email`, { email: 'fixed@example.test' }, { cookie: made });
    const token = /token=(\S+)/.exec(server.printed.at(-1) ?? '')?.[1];
    await post(`${server.url}/v1/auth/email/verify`, { token }, { cookie: `${made}; ${cookiesOf(asked)}` });
    expect(await statusWith(made)).toBe(401);
  });

  test('a cookie that was recorded before the sign-out is worthless after it, whichever token of the family it is', async () => {
    const ada = await server.signIn();
    const next = await rotate(ada.cookie);
    const signedOut = await post(`${server.url}/v1/auth/sign-out`, {}, { cookie: next });
    expect(signedOut.headers.getSetCookie().join()).toContain('Max-Age=0');
    expect([await statusWith(ada.cookie), await statusWith(next)]).toEqual([401, 401]);
    expect(await reuses(ada)).toBe(0);
  });
});

test('a sign-out that a device could not send for long ends its own session, and none of a later sign-in', async () => {
  const ada = await server.signIn();
  const signedOutAt = now.toISOString();
  pass(DAY_MS);
  const again = await server.signIn(ada.email);
  const signOut = ({ cookie }: TestPerson) => post(`${server.url}/v1/auth/sign-out`, { signedOutAt }, { cookie });
  expect((await signOut(again)).status).toBe(200);
  expect(await statusWith(again.cookie)).toBe(200);
  expect((await signOut(ada)).headers.get('clear-site-data')).toBe('"cache"');
  expect(await statusWith(ada.cookie)).toBe(401);
});

describe('limits', () => {
  const years = async (step: number, steps: number) => {
    const ada = await server.signIn();
    let { cookie } = ada;
    for (let taken = 0; taken < steps; taken += 1) {
      pass(step * DAY_MS);
      const answer = await sessionWith(cookie);
      if (answer.status !== 200) return taken;
      cookie = cookieIn(answer) ?? cookie;
    }
    return steps;
  };

  test('a session ends 90 days after its last use', async () => {
    expect(await years(89, 3)).toBe(3);
    expect(await years(91, 1)).toBe(0);
  });

  test('a session ends a year after the sign-in, however often it is used', async () => {
    expect(await years(30, 20)).toBe(12);
  });

  test('a device that returns after months with an expired or a superseded token is signed out, not removed', async () => {
    const ada = await server.signIn();
    const next = await rotate(ada.cookie);
    await statusWith(next);
    pass(200 * DAY_MS);
    for (const cookie of [ada.cookie, next]) {
      const answer = await sessionWith(cookie);
      expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'signed_out' } }]);
    }
  });

  test('superseded tokens are removed after a month, expired sessions at once', async () => {
    const ada = await server.signIn();
    let { cookie } = ada;
    for (let day = 0; day < 40; day += 1) {
      cookie = await rotate(cookie);
      expect(await statusWith(cookie)).toBe(200);
    }
    expect(await count('sessions where user_id = $1', [ada.id])).toBe(41);
    await pruneExpired(server.database.pool, clock);
    expect(await count('sessions where user_id = $1', [ada.id])).toBeLessThan(33);
    expect(await statusWith(cookie)).toBe(200);
  });
});
