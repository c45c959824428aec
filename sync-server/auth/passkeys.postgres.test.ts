import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { cookiesOf, post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { SoftwareAuthenticator, type AnswerAs } from '#tests/support/software-authenticator.ts';
import { relyingPartyOf } from './passkeys.ts';

const APP = 'https://cadence.example';
const SITE = { origin: APP, rpId: 'cadence.example' };

let server: TestServer;
let now = new Date('2026-11-22T12:00:00.000Z');
const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now }, env: { publicUrl: APP } });
});
afterAll(() => server.close());

const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const auth = (path: string) => `${server.url}/v1/auth/passkeys${path}`;
interface Options {
  challenge: string;
  userVerification?: string;
  rp?: { id: string };
  rpId?: string;
  excludeCredentials?: { id: string }[];
  authenticatorSelection?: object;
}

/** A browser that is signed in as the person: its cookies are those of the session and of the browser. */
class Browser {
  cookie: string;
  constructor(person?: TestPerson) {
    this.cookie = person?.cookie ?? '';
  }
  async post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Response> {
    const answer = await post(auth(path), body, { cookie: this.cookie, ...headers });
    const set = cookiesOf(answer);
    if (set !== '') this.cookie = this.cookie === '' ? set : `${this.cookie}; ${set}`;
    return answer;
  }
  async options(path: string): Promise<Options> {
    const answer = await this.post(path);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Options;
  }
  async add(key: SoftwareAuthenticator, as: Partial<AnswerAs> = {}, name = 'Laptop'): Promise<Response> {
    const { challenge } = await this.options('/options');
    return this.post('', { name, response: key.create({ ...SITE, challenge, ...as }) });
  }
  async signIn(key: SoftwareAuthenticator, as: Partial<AnswerAs & { userHandle: string }> = {}): Promise<Response> {
    const { challenge } = await this.options('/sign-in/options');
    return this.post('/sign-in', { response: key.get({ ...SITE, challenge, ...as }), deviceName: 'A test' });
  }
}

let person: TestPerson;
let key: SoftwareAuthenticator;
let home: Browser;
let passkeyId: string;
beforeEach(async () => {
  person = await server.signIn();
  key = new SoftwareAuthenticator();
  home = new Browser(person);
  const added = await home.add(key);
  expect(added.status).toBe(200);
  ({ id: passkeyId } = (await added.json()) as { id: string });
});

const audited = async (event: string, userId = person.id) =>
  (
    await server.database.pool.query<{ status: string; details: Record<string, unknown> }>(
      'select status, details from audit_log where event_type = $1 and user_id = $2 order by created_at, id',
      [event, userId],
    )
  ).rows;
const counterOf = async () =>
  Number(
    (await server.database.pool.query<{ counter: string }>('select counter from authenticators where id = $1', [passkeyId]))
      .rows[0]?.counter,
  );

describe('a passkey', () => {
  test('signs its person in from a browser that was never seen before, and both steps are in the audit log', async () => {
    const answer = await new Browser().signIn(key);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ user: { id: person.id, email: person.email, name: null } });
    expect(answer.headers.getSetCookie().join()).toMatch(/cadence_session=[\w-]{43};/);
    expect((await audited('passkey_added'))[0]).toMatchObject({ status: 'success', details: { name: 'Laptop' } });
    expect((await audited('sign_in')).at(-1)).toMatchObject({ status: 'success', details: { way: 'passkey', id: passkeyId } });
  });

  test('is asked for with user verification, for the site of the settings, whatever the host header', async () => {
    const answer = await post(auth('/sign-in/options'), {}, { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
    expect((await answer.json()) as Options).toMatchObject({ userVerification: 'required', rpId: 'cadence.example' });
    const options = await home.options('/options');
    expect(options).toMatchObject({
      rp: { id: 'cadence.example' },
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
      excludeCredentials: [{ id: key.id }],
    });
  });

  test('can be one of several, be renamed, and be removed; a removed one no longer signs in', async () => {
    const second = new SoftwareAuthenticator();
    expect((await home.add(second, {}, 'Phone')).status).toBe(200);
    const rename = (by: TestPerson, name: string) =>
      by.fetch(`/v1/auth/passkeys/${passkeyId}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      });
    expect((await rename(person, ' Old laptop ')).status).toBe(200);
    const { rows } = await server.database.pool.query('select name from authenticators where user_id = $1 order by created_at', [
      person.id,
    ]);
    expect(rows).toEqual([{ name: 'Old laptop' }, { name: 'Phone' }]);
    expect((await rename(person, '')).status).toBe(400);
    expect((await person.fetch(`/v1/auth/passkeys/${passkeyId}`, { method: 'DELETE' })).status).toBe(200);
    expect(await codeOf(await new Browser().signIn(key))).toBe('wrong_passkey');
    expect((await new Browser().signIn(second)).status).toBe(200);
    expect((await audited('passkey_removed'))[0]).toMatchObject({ details: { name: 'Old laptop' } });
  });

  test('of somebody else can be neither renamed nor removed', async () => {
    const other = await server.signIn();
    const path = `/v1/auth/passkeys/${passkeyId}`;
    expect(
      (
        await other.fetch(path, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'Mine' }),
        })
      ).status,
    ).toBe(404);
    expect((await other.fetch(path, { method: 'DELETE' })).status).toBe(404);
    expect((await other.fetch('/v1/auth/passkeys/nonsense', { method: 'DELETE' })).status).toBe(404);
    expect((await new Browser().signIn(key)).status).toBe(200);
  });

  test('cannot be added without a session, and not twice', async () => {
    expect((await new Browser().post('/options')).status).toBe(401);
    const { challenge } = await home.options('/options');
    const stranger = await new Browser().post('', { name: 'x', response: key.create({ ...SITE, challenge }) });
    expect(stranger.status).toBe(401);
    expect(await codeOf(await home.add(key))).toBe('known_passkey');
  });

  test('is not removed while it is the only way in', async () => {
    await server.database.pool.query('update users set email_verified = null where id = $1', [person.id]);
    const removed = await person.fetch(`/v1/auth/passkeys/${passkeyId}`, { method: 'DELETE' });
    expect([removed.status, await codeOf(removed)]).toEqual([409, 'last_way_in']);
    // Of two removals at once one is the last.
    const second = new SoftwareAuthenticator();
    const { id } = (await (await home.add(second)).json()) as { id: string };
    const both = [passkeyId, id].map((one) => person.fetch(`/v1/auth/passkeys/${one}`, { method: 'DELETE' }));
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('whose public key or counter somebody reads in the feed does not exist: the feed has no public key', async () => {
    const shape = await person.fetch('/v1/shape?scope=me&offset=-1');
    const text = await shape.text();
    expect(text).toContain(key.id);
    expect(text).not.toContain('credential_public_key');
  });
});

describe('an answer is refused', () => {
  const refused: [string, Partial<AnswerAs & { userHandle: string }>][] = [
    ['for another origin', { origin: 'https://evil.example' }],
    ['for a subdomain', { origin: 'https://sub.cadence.example' }],
    ['for plain http', { origin: 'http://cadence.example' }],
    ['for another site’s rpId', { rpId: 'evil.example' }],
    ['without user verification', { isUserVerified: false }],
    ['with another person’s handle', { userHandle: Buffer.from(newId().replaceAll('-', ''), 'hex').toString('base64url') }],
  ];
  test.each(refused)('%s, to sign in', async (_case, as) => {
    const answer = await new Browser().signIn(key, as);
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'wrong_passkey']);
    expect(answer.headers.getSetCookie().join()).not.toContain('session');
    expect((await audited('sign_in')).at(-1)).toMatchObject({ status: 'failure', details: { reason: 'wrong' } });
  });
  test.each(refused.slice(0, 5))('%s, to be added', async (_case, as) => {
    const answer = await home.add(new SoftwareAuthenticator(), as);
    expect([answer.status, await codeOf(answer)]).toEqual([400, 'bad_request']);
  });

  test('signed by another key, with the same words as for an unknown passkey', async () => {
    const imitation = new SoftwareAuthenticator();
    const browser = new Browser();
    const { challenge } = await browser.options('/sign-in/options');
    const response = { ...imitation.get({ ...SITE, challenge }), id: key.id, rawId: key.id };
    const wrong = await browser.post('/sign-in', { response });
    const unknown = await new Browser().signIn(imitation);
    expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()]);
  });

  test.each([{}, { response: {} }, { response: { id: 1 } }, { response: null }])('that is no passkey’s: %j', async (body) => {
    expect((await new Browser().post('/sign-in', body)).status).toBe(400);
  });

  test('whose parts are not what they should be, without an error of the server', async () => {
    const browser = new Browser();
    const { challenge } = await browser.options('/sign-in/options');
    const response = key.get({ ...SITE, challenge });
    for (const part of ['clientDataJSON', 'authenticatorData', 'signature'] as const) {
      const broken = { ...response, response: { ...response.response, [part]: 'bm9uc2Vuc2U' } };
      expect((await browser.post('/sign-in', { response: broken })).status).toBeLessThan(500);
    }
  });
});

describe('a challenge', () => {
  test('works once', async () => {
    const browser = new Browser();
    const { challenge } = await browser.options('/sign-in/options');
    const body = { response: key.get({ ...SITE, challenge }) };
    expect((await browser.post('/sign-in', body)).status).toBe(200);
    const replayed = await browser.post('/sign-in', body);
    expect([replayed.status, await codeOf(replayed)]).toEqual([410, 'attempt_expired']);
    const fresh = { response: key.get({ ...SITE, challenge }) };
    expect(await codeOf(await browser.post('/sign-in', fresh))).toBe('attempt_expired');
  });

  test('works once for many answers at the same time', async () => {
    const browser = new Browser();
    const { challenge } = await browser.options('/sign-in/options');
    const tries = [1, 2, 3, 4].map(() => browser.post('/sign-in', { response: key.get({ ...SITE, challenge }) }));
    expect((await Promise.all(tries)).map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
  });

  test('is used up by a wrong answer too', async () => {
    const browser = new Browser();
    const { challenge } = await browser.options('/sign-in/options');
    const wrong = { response: key.get({ ...SITE, challenge, origin: 'https://evil.example' }) };
    expect((await browser.post('/sign-in', wrong)).status).toBe(403);
    const right = { response: key.get({ ...SITE, challenge }) };
    expect(await codeOf(await browser.post('/sign-in', right))).toBe('attempt_expired');
  });

  test('of another browser is refused, and stays good in its own', async () => {
    const victim = new Browser();
    const { challenge } = await victim.options('/sign-in/options');
    const thief = new Browser();
    await thief.options('/sign-in/options');
    const body = { response: key.get({ ...SITE, challenge }) };
    for (const browser of [thief, new Browser()])
      expect(await codeOf(await browser.post('/sign-in', body))).toBe('attempt_expired');
    expect((await victim.post('/sign-in', body)).status).toBe(200);
  });

  test('expires after five minutes', async () => {
    const browser = new Browser();
    const { challenge } = await browser.options('/sign-in/options');
    later(6);
    expect(await codeOf(await browser.post('/sign-in', { response: key.get({ ...SITE, challenge }) }))).toBe('attempt_expired');
  });

  test('to add a passkey is good for nobody else and for nothing else', async () => {
    const other = new Browser(await server.signIn());
    await other.options('/options');
    const { challenge } = await home.options('/options');
    const made = new SoftwareAuthenticator().create({ ...SITE, challenge });
    expect(await codeOf(await other.post('', { name: 'x', response: made }))).toBe('attempt_expired');
    expect(await codeOf(await home.post('/sign-in', { response: key.get({ ...SITE, challenge }) }))).toBe('attempt_expired');
    const { challenge: signIn } = await home.options('/sign-in/options');
    const sneaked = new SoftwareAuthenticator().create({ ...SITE, challenge: signIn });
    expect(await codeOf(await home.post('', { name: 'x', response: sneaked }))).toBe('attempt_expired');
  });

  test('is no link of a mail', async () => {
    const browser = new Browser();
    const { challenge } = await browser.options('/sign-in/options');
    const looked = await post(`${server.url}/v1/auth/email/link`, { token: challenge }, { cookie: browser.cookie });
    expect(await codeOf(looked)).toBe('link_expired');
    const redeemed = await post(`${server.url}/v1/auth/email/verify`, { token: challenge }, { cookie: browser.cookie });
    expect(await codeOf(redeemed)).toBe('link_expired');
  });
});

describe('a counter', () => {
  test('that goes back or stays is refused as a copy, recorded, and does not lower the stored one', async () => {
    expect((await new Browser().signIn(key, { counter: 10 })).status).toBe(200);
    for (const counter of [10, 9, 0]) {
      const answer = await new Browser().signIn(key, { counter });
      expect([answer.status, await codeOf(answer)]).toEqual([403, 'copied_passkey']);
    }
    expect(await counterOf()).toBe(10);
    expect(await audited('passkey_alarm')).toEqual(
      [10, 9, 0].map((received) => ({ status: 'denied', details: { stored: 10, received } })),
    );
    expect((await new Browser().signIn(key, { counter: 11 })).status).toBe(200);
  });

  test('that always is zero, as synced passkeys have it, is no alarm', async () => {
    const synced = new SoftwareAuthenticator();
    await home.add(synced, { counter: 0 });
    for (let time = 0; time < 2; time += 1) expect((await new Browser().signIn(synced, { counter: 0 })).status).toBe(200);
  });

  test('in an answer that the key did not sign raises no alarm', async () => {
    await new Browser().signIn(key, { counter: 10 });
    const browser = new Browser();
    const { challenge } = await browser.options('/sign-in/options');
    const forged = { ...new SoftwareAuthenticator().get({ ...SITE, challenge, counter: 1 }), id: key.id, rawId: key.id };
    expect(await codeOf(await browser.post('/sign-in', { response: forged }))).toBe('wrong_passkey');
    expect(await audited('passkey_alarm')).toEqual([]);
  });

  test('of two sign-ins at once with the same value lets one in', async () => {
    const answers = await Promise.all([1, 2].map(() => new Browser().signIn(key, { counter: 5 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });
});

describe('where passkeys are offered', () => {
  test.each([
    ['https://cadence.example', { id: 'cadence.example', origin: 'https://cadence.example' }],
    ['http://localhost:8787', { id: 'localhost', origin: 'http://localhost:8787' }],
    ['http://127.0.0.1:8787', null],
    ['https://[::1]:8787', null],
    ['http://cadence.example', null],
  ])('%s', (url, party) => {
    expect(relyingPartyOf(url)).toEqual(party);
  });
});

test('a person who waits for approval gets no session by a passkey', async () => {
  const gated = await startTestServer({ env: { publicUrl: APP, signUp: 'approval' } });
  try {
    await gated.database.pool.query(`insert into users (email, approved) values ('let-in@example.test', true)`);
    const waiting = await gated.signIn('let-in@example.test');
    const url = gated.url;
    const options = await post(`${url}/v1/auth/passkeys/options`, {}, { cookie: waiting.cookie });
    const { challenge } = (await options.json()) as Options;
    const cookie = `${waiting.cookie}; ${cookiesOf(options)}`;
    const mine = new SoftwareAuthenticator();
    const body = { name: 'Key', response: mine.create({ ...SITE, challenge }) };
    expect((await post(`${url}/v1/auth/passkeys`, body, { cookie })).status).toBe(200);
    await gated.database.pool.query('update users set approved = false');
    const again = (await (await post(`${url}/v1/auth/passkeys/sign-in/options`, {}, { cookie })).json()) as Options;
    const response = mine.get({ ...SITE, challenge: again.challenge });
    const answer = await post(`${url}/v1/auth/passkeys/sign-in`, { response }, { cookie });
    expect(await codeOf(answer)).toBe('awaiting_approval');
    expect(answer.headers.getSetCookie()).toEqual([]);
  } finally {
    await gated.close();
  }
});
