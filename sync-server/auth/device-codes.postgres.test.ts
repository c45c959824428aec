// Signing in a new device by a code, and the attacks on it, against the whole server on a real Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CODE_ALPHABET } from '#schema/protocol/device-codes.ts';
import { cookiesOf, post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let server: TestServer;
let now = new Date('2026-11-22T12:00:00.000Z');
const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } });
});
afterAll(() => server.close());

const PATH = '/v1/auth/device-codes';
const at = (path: string) => `${server.url}${PATH}${path}`;
const claim = (code: string, headers: Record<string, string> = {}) =>
  post(at('/claim'), { code, deviceName: 'New phone' }, headers);
const claimState = async (secret: string) => (await post(at('/claim/state'), { claim: secret })).json();
const redeem = (secret: string, cookie = '') => post(at('/claim/redeem'), { claim: secret, deviceName: 'New phone' }, { cookie });
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { error: { code: string } }).error.code];
const show = async (person: TestPerson) => {
  const answer = await person.fetch(PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  return (await answer.json()) as { id: string; code: string; seconds: number };
};
const look = async (person: TestPerson, id: string) => (await person.fetch(`${PATH}/${id}`)).json();
const confirm = (person: TestPerson, id: string) => person.fetch(`${PATH}/${id}/confirm`, { method: 'POST' });
const refuse = (person: TestPerson, id: string) => person.fetch(`${PATH}/${id}`, { method: 'DELETE' });
const audit = async ({ id }: TestPerson) =>
  (
    await server.database.pool.query<{ event: string }>(
      `select event_type || ' ' || status as event from audit_log where user_id = $1 and event_type <> 'role_granted'
        order by created_at, id`,
      [id],
    )
  ).rows.map(({ event }) => event);
const claimed = async (code: string) => (await (await claim(code)).json()) as { claim: string; words: string[] };
/** Another code whose first half is the same. */
const wrongCodes = (code: string) =>
  [...CODE_ALPHABET].filter((letter) => letter !== code.at(-1)).map((letter) => code.slice(0, -1) + letter);

describe('a new device', () => {
  test('signs in after the same four words on both devices were confirmed on the old one', async () => {
    const ada = await server.signIn();
    const { id, code, seconds } = await show(ada);
    expect(seconds).toBe(300);
    expect(await look(ada, id)).toEqual({ state: 'shown' });
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    const { claim: secret, words } = await claimed(typed);
    expect(words).toHaveLength(4);
    expect(await look(ada, id)).toEqual({ state: 'claimed', words, device: 'New phone', address: '127.0.0.1' });
    // The account is not named before.
    expect(await claimState(secret)).toEqual({ state: 'claimed' });
    expect((await confirm(ada, id)).status).toBe(200);
    expect(await claimState(secret)).toEqual({ state: 'confirmed', email: ada.email });
    const signedIn = await redeem(secret);
    expect(await signedIn.json()).toEqual({ user: { id: ada.id, email: ada.email, name: null } });
    const session = await fetch(`${server.url}/v1/auth/session`, { headers: { cookie: cookiesOf(signedIn) } });
    expect(await session.json()).toMatchObject({ user: { id: ada.id } });
    expect(await look(ada, id)).toEqual({ state: 'gone' });
    expect(await audit(ada)).toEqual(['sign_in success', 'device_linked success', 'sign_in success']);
  });

  test('gets nothing without a confirmation, and nothing after a refusal', async () => {
    const ada = await server.signIn();
    const { id, code } = await show(ada);
    const { claim: secret } = await claimed(code);
    const early = await redeem(secret);
    expect(early.headers.getSetCookie()).toEqual([]);
    expect(await codeOf(early)).toEqual([403, 'wrong_device_code']);
    await refuse(ada, id);
    expect(await claimState(secret)).toEqual({ state: 'gone' });
    expect((await confirm(ada, id)).status).toBe(410);
    expect((await redeem(secret)).status).toBe(403);
    expect(await audit(ada)).toEqual(['sign_in success', 'device_linked denied']);
  });

  test('gets nothing when the device that confirmed was signed out meanwhile', async () => {
    const ada = await server.signIn();
    const { id, code } = await show(ada);
    const { claim: secret } = await claimed(code);
    await confirm(ada, id);
    await ada.fetch('/v1/auth/sign-out', { method: 'POST' });
    expect((await redeem(secret)).status).toBe(403);
  });

  test('signs in once per code, also when it asks many times at once', async () => {
    const ada = await server.signIn();
    const { id, code } = await show(ada);
    const claims = await Promise.all([claim(code), claim(code), claim(code)]);
    expect(claims.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    const winner = claims.find(({ status }) => status === 200) as Response;
    const { claim: secret } = (await winner.json()) as { claim: string };
    await confirm(ada, id);
    const redeemed = await Promise.all([redeem(secret), redeem(secret), redeem(secret)]);
    expect(redeemed.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
  });

  test('has five minutes for all of it', async () => {
    const ada = await server.signIn();
    const early = await show(ada);
    pass(301);
    expect((await claim(early.code)).status).toBe(403);
    const late = await show(ada);
    const { claim: secret } = await claimed(late.code);
    await confirm(ada, late.id);
    pass(301);
    expect((await redeem(secret)).status).toBe(403);
    expect(await look(ada, late.id)).toEqual({ state: 'gone' });
  });
});

describe('a code', () => {
  test('ends after five wrong attempts, however many come at once, and each is in the audit log', async () => {
    const ada = await server.signIn();
    const { id, code } = await show(ada);
    const statuses = (
      await Promise.all(
        wrongCodes(code)
          .slice(0, 20)
          .map((wrong) => claim(wrong)),
      )
    ).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([403]));
    expect(await codeOf(await claim(code))).toEqual([403, 'wrong_device_code']);
    expect(await look(ada, id)).toEqual({ state: 'gone' });
    expect((await audit(ada)).filter((event) => event === 'sign_in failure')).toHaveLength(5);
  });

  test('is answered the same whether its first half exists or not', async () => {
    const ada = await server.signIn();
    const { code } = await show(ada);
    const [near = ''] = wrongCodes(code);
    const answers = await Promise.all([near, '00000000'].map(async (wrong) => (await claim(wrong)).text()));
    expect(answers[0]).toBe(answers[1]);
  });

  test('belongs to the device that shows it: no other person or device sees, confirms or refuses it', async () => {
    const ada = await server.signIn();
    const other = await server.signIn(ada.email);
    const mallory = await server.signIn();
    const { id, code } = await show(ada);
    await claim(code);
    for (const somebody of [other, mallory]) {
      expect(await look(somebody, id)).toEqual({ state: 'gone' });
      expect((await confirm(somebody, id)).status).toBe(410);
      await refuse(somebody, id);
    }
    expect(await look(ada, id)).toMatchObject({ state: 'claimed' });
  });

  test('ends when the device shows a newer one, and is in no table as it is', async () => {
    const ada = await server.signIn();
    const first = await show(ada);
    const second = await show(ada);
    expect((await claim(first.code)).status).toBe(403);
    const { rows } = await server.database.pool.query<{ text: string }>('select d::text as text from ops.device_codes d');
    expect(rows.map(({ text }) => text).join()).not.toContain(second.code);
    expect((await claim(second.code)).status).toBe(200);
  });
});

test('one address guesses at most twenty codes in a quarter of an hour', async () => {
  const guarded = await startTestServer({ env: { isTrustedProxy: (address) => address === '127.0.0.1' } });
  try {
    const guess = (from: string) =>
      post(`${guarded.url}${PATH}/claim`, { code: '0000-0000' }, { 'x-forwarded-for': from }).then(({ status }) => status);
    const statuses: number[] = [];
    for (let time = 0; time < 25; time += 1) statuses.push(await guess('203.0.113.7'));
    expect(statuses.filter((status) => status === 403)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    expect(await guess('203.0.113.8')).toBe(403);
  } finally {
    await guarded.close();
  }
});
