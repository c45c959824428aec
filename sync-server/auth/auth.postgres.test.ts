import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { approve } from './approve.ts';
import { askForMail, mailFrom, type SignInMail } from '#tests/protocol/sign-in-mail.ts';
import { post, startTestServer, type TestServer, type TestServerOptions } from '#tests/protocol/test-server.ts';

let server: TestServer;
let now = new Date('2026-11-22T12:00:00.000Z');
const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } });
});
afterAll(() => server.close());

const ask = (email: string, headers: Record<string, string> = {}, to = server) => askForMail(to, email, headers);
const mailTo = (email: string, headers: Record<string, string> = {}, from = server) => mailFrom(from, email, headers);
const verifying = (body: object, cookie = '', at = server) => post(`${at.url}/v1/auth/email/verify`, body, { cookie });
/** Follows the link in the browser that requested it. */
const verify = ({ token, cookie }: SignInMail, more: object = {}, at = server) => verifying({ token, ...more }, cookie, at);
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  (await server.database.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).rows[0]?.n ?? -1;

describe('signing in by a link', () => {
  test('creates the user on the first sign-in and finds the same user on the second, whatever the case of the address', async () => {
    const first = await verify(await mailTo('Ada@Example.test'), { deviceName: 'Ada’s phone' });
    expect(first.status).toBe(200);
    const { user } = (await first.json()) as { user: { id: string; email: string; name: null } };
    expect(user).toEqual({ id: user.id, email: 'ada@example.test', name: null });
    const second = await verify(await mailTo(' ada@example.TEST '));
    expect(await second.json()).toEqual({ user });
    expect(await count('users where lower(email) = $1', ['ada@example.test'])).toBe(1);
    expect(await count('sessions where user_id = $1', [user.id])).toBe(2);
    expect(await count(`audit_log where user_id = $1 and event_type = 'sign_in'`, [user.id])).toBe(2);
  });

  test('sets a cookie that scripts and other sites cannot use, and stores only its hash', async () => {
    const answer = await verify(await mailTo('bea@example.test'));
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^cadence_session=[\w-]{43};/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).not.toContain('Secure');
    expect(cookie).toContain('Path=/');
    const token = /=([\w-]{43});/.exec(cookie)?.[1];
    expect(await count('sessions where token = $1', [token])).toBe(0);
  });

  test('a link works once', async () => {
    const mail = await mailTo('cleo@example.test');
    expect((await verify(mail)).status).toBe(200);
    const again = await verify(mail);
    expect(again.status).toBe(410);
    expect(await again.json()).toMatchObject({ error: { code: 'link_expired' } });
  });

  test('two uses of one link at once give one session', async () => {
    const mail = await mailTo('dora@example.test');
    const statuses = (await Promise.all([verify(mail), verify(mail), verify(mail)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 410, 410]);
  });

  test('a link expires after ten minutes', async () => {
    const mail = await mailTo('eva@example.test');
    later(11);
    expect((await verify(mail)).status).toBe(410);
    expect(await count('users where email = $1', ['eva@example.test'])).toBe(0);
  });

  test('looking up a link does not consume it', async () => {
    const mail = await mailTo('fay@example.test');
    const { token } = mail;
    await (await fetch(`${server.url}/sign-in?token=${token}`, { headers: { accept: 'text/html' } })).text();
    expect((await fetch(`${server.url}/v1/auth/email/verify?token=${token}`)).status).toBe(404);
    // The page looks the link up before the person taps.
    const look = (cookie: string) => post(`${server.url}/v1/auth/email/link`, { token }, { cookie });
    expect(await (await look('')).json()).toEqual({ email: 'fay@example.test', needsCode: true });
    expect(await (await look(mail.cookie)).json()).toEqual({ email: 'fay@example.test', needsCode: false });
    expect((await verify(mail)).status).toBe(200);
    expect((await look(mail.cookie)).status).toBe(410);
  });

  test('requesting a link gives the same answer for a known and an unknown address', async () => {
    const known = await ask('ada@example.test');
    const unknown = await ask(`${newId()}@example.test`);
    expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
  });

  test.each(['', 'nobody', 'a@b', `${'x'.repeat(300)}@example.test`])('an address such as "%s" is refused', async (email) => {
    expect((await ask(email)).status).toBe(400);
  });

  test('one mailbox receives at most five mails in a quarter of an hour', async () => {
    const email = `${newId()}@example.test`;
    const statuses: number[] = [];
    for (let time = 0; time < 6; time += 1) statuses.push((await ask(email)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const refused = await ask(email);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: 'rate_limited' } });
  });

  test('no token, cookie or address is in the log', async () => {
    const mail = await mailTo('gwen@example.test');
    const cookie = (await verify(mail)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const log = JSON.stringify(server.logged);
    for (const secret of [mail.token, mail.code, mail.cookie.split('=')[1], cookie.split('=')[1]])
      expect(log).not.toContain(secret);
    expect(log).not.toContain('gwen');
  });
});

describe('a browser other than the one that requested the link', () => {
  test('cannot sign in with the link alone, and the link stays valid for the browser that requested it', async () => {
    const mail = await mailTo('ivy@example.test');
    const other = await mailTo('mallory@example.test');
    for (const cookie of ['', other.cookie]) {
      const answer = await verifying({ token: mail.token }, cookie);
      expect([answer.status, await codeOf(answer)]).toEqual([403, 'wrong_code']);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect((await verify(mail)).status).toBe(200);
  });

  test('signs in with the link and the code of the same mail, typed with a space', async () => {
    const { token, code } = await mailTo('jill@example.test');
    const typed = `${code.slice(0, 4)} ${code.slice(4)}`;
    expect((await verifying({ token, code: typed })).status).toBe(200);
    expect((await verifying({ token, code: typed })).status).toBe(410);
  });

  test('cannot sign in with the code and the address without the link', async () => {
    const email = 'kate@example.test';
    const { code } = await mailTo(email);
    const other = await mailTo('mallory@example.test');
    for (const cookie of ['', other.cookie]) expect(await codeOf(await verifying({ email, code }, cookie))).toBe('wrong_code');
  });
});

describe('a code', () => {
  const wrong = (code: string) => String((Number(code) + 1) % 1e8).padStart(8, '0');

  test('signs in once in the browser that requested it, even if it comes from the older of two mails', async () => {
    const email = 'lena@example.test';
    const first = await mailTo(email);
    await mailTo(email, { cookie: first.cookie });
    expect((await verifying({ email: ' LENA@example.test', code: first.code }, first.cookie)).status).toBe(200);
    expect(await codeOf(await verifying({ email, code: first.code }, first.cookie))).toBe('wrong_code');
  });

  test('expires after five wrong attempts, together with its link', async () => {
    const email = 'mona@example.test';
    const mail = await mailTo(email);
    for (let time = 0; time < 5; time += 1) {
      expect(await codeOf(await verifying({ email, code: wrong(mail.code) }, mail.cookie))).toBe('wrong_code');
    }
    expect(await codeOf(await verifying({ email, code: mail.code }, mail.cookie))).toBe('wrong_code');
    expect((await verify(mail)).status).toBe(410);
    const link = await mailTo(email);
    for (let time = 0; time < 5; time += 1) await verifying({ token: link.token, code: wrong(link.code) });
    expect((await verify(link)).status).toBe(410);
  });

  test('is checked five times when a hundred attempts arrive at once', async () => {
    const email = 'nina@example.test';
    const mail = await mailTo(email);
    const tries = Array.from({ length: 59 }, () => verifying({ email, code: wrong(mail.code) }, mail.cookie));
    await Promise.all(tries);
    expect(await codeOf(await verifying({ email, code: mail.code }, mail.cookie))).toBe('wrong_code');
  });

  test('gets the same answer for an address that never requested one', async () => {
    const { cookie, code } = await mailTo('olga@example.test');
    const unknown = await verifying({ email: `${newId()}@example.test`, code }, cookie);
    const known = await verifying({ email: 'ada@example.test', code }, cookie);
    expect([unknown.status, await unknown.text()]).toEqual([known.status, await known.text()]);
  });

  test('is not in the database, and no stored hash can be brute-forced over eight digits', async () => {
    const { code, cookie, token } = await mailTo('pia@example.test');
    const { rows } = await server.database.pool.query(`select * from verification_tokens where identifier = 'pia@example.test'`);
    const stored = JSON.stringify(rows);
    for (const secret of [code, token, cookie.split('=')[1]]) expect(stored).not.toContain(secret);
  });
});

describe('limits', () => {
  const behindProxy: TestServerOptions = { env: { isTrustedProxy: (address) => address === '127.0.0.1' } };
  const from = (address: string) => ({ 'x-forwarded-for': address });

  test('count each address behind a trusted proxy separately, in any notation, and IPv6 by its /64', async () => {
    const proxied = await startTestServer(behindProxy);
    try {
      const statusOf = async (address: string) => (await ask(`${newId()}@example.test`, from(address), proxied)).status;
      const forms = [
        '198.51.100.7',
        '198.51.100.7:1234',
        '::ffff:198.51.100.7',
        '6.6.6.6, 198.51.100.7',
        '127.0.0.1, [::ffff:198.51.100.7]:9',
      ];
      for (let time = 0; time < 60; time += 1) expect(await statusOf(forms[time % forms.length] ?? '')).toBe(200);
      for (const form of forms) expect(await statusOf(form)).toBe(429);
      expect(await statusOf('198.51.100.8')).toBe(200);
      for (let time = 0; time < 60; time += 1) expect(await statusOf(`2001:db8:0:1::${time.toString(16)}`)).toBe(200);
      expect(await statusOf('2001:db8:0:1:ffff::1')).toBe(429);
      expect(await statusOf('2001:db8:0:2::1')).toBe(200);
    } finally {
      await proxied.close();
    }
  });

  test('do not let strangers lock a person out, neither through a shared address nor by requesting the person’s mail', async () => {
    const proxied = await startTestServer(behindProxy);
    try {
      const email = 'quinn@example.test';
      const mail = await mailTo(email, from('198.51.100.1'), proxied);
      expect((await verify(mail, {}, proxied)).status).toBe(200);
      const statuses = new Set<number>();
      for (let time = 0; time < 90; time += 1) {
        statuses.add((await ask(`${newId()}@example.test`, from('198.51.100.1'), proxied)).status);
        statuses.add((await ask(email, from(`203.0.113.${time}`), proxied)).status);
      }
      expect(statuses).toEqual(new Set([200, 429]));
      const known = { cookie: mail.cookie, ...from('198.51.100.1') };
      for (let time = 0; time < 130; time += 1) {
        await post(`${proxied.url}/v1/auth/email/verify`, { token: 'x'.repeat(43) }, from('198.51.100.1'));
      }
      const again = await mailTo(email, known, proxied);
      expect((await post(`${proxied.url}/v1/auth/email/verify`, { token: again.token }, known)).status).toBe(200);
    } finally {
      await proxied.close();
    }
  });

  test('are the shared-address limits behind a proxy missing from TRUSTED_PROXIES, and the log names the setting', async () => {
    const crowded = await startTestServer();
    try {
      for (let time = 0; time < 100; time += 1) {
        expect((await ask(`${newId()}@example.test`, from(`198.51.100.${time}`), crowded)).status).toBe(200);
      }
      const warnings = crowded.logged.filter(({ msg }) => String(msg).includes('TRUSTED_PROXIES'));
      expect(warnings).toHaveLength(1);
    } finally {
      await crowded.close();
    }
  });
});

describe('SIGN_UP', () => {
  test('closed: a stranger gets the same answer but no mail and no account; an existing account signs in', async () => {
    const closed = await startTestServer({ env: { signUp: 'closed' } });
    try {
      const { rows } = await closed.database.pool.query<{ id: string }>(
        `insert into users (email, approved) values ('rosa@example.test', true) returning id`,
      );
      const stranger = await ask('stranger@example.test', {}, closed);
      expect(closed.printed).toEqual([]);
      const mail = await mailTo('rosa@example.test', {}, closed);
      const member = await ask('rosa@example.test', { cookie: mail.cookie }, closed);
      expect([stranger.status, await stranger.text()]).toEqual([member.status, await member.text()]);
      expect(await (await verify(mail, {}, closed)).json()).toMatchObject({ user: { id: rows[0]?.id } });
      const users = await closed.database.pool.query('select from users');
      expect(users.rowCount).toBe(1);
    } finally {
      await closed.close();
    }
  });

  test('approval: a new account cannot sign in until it is approved', async () => {
    const gated = await startTestServer({ env: { signUp: 'approval' } });
    try {
      // The first person of a server needs nobody's approval.
      await gated.signIn('operator@example.test');
      const email = 'sara@example.test';
      const waits = await verify(await mailTo(email, {}, gated), {}, gated);
      expect([waits.status, waits.headers.getSetCookie(), await codeOf(waits)]).toEqual([403, [], 'awaiting_approval']);
      const { rows } = await gated.database.pool.query(`select event_type from audit_log where status = 'denied'`);
      expect(rows).toEqual([{ event_type: 'sign_in' }]);
      expect(await approve(gated.database.pool, 'SARA@example.test')).toBe('approved');
      expect(await approve(gated.database.pool, email)).toBe('known');
      expect(await approve(gated.database.pool, 'nobody@example.test')).toBe('unknown');
      expect((await verify(await mailTo(email, {}, gated), {}, gated)).status).toBe(200);
    } finally {
      await gated.close();
    }
  });
});

describe('a session', () => {
  test('returns the signed-in user', async () => {
    const person = await server.signIn();
    const session = await person.fetch('/v1/auth/session');
    expect(await session.json()).toMatchObject({ user: { id: person.id, email: person.email, name: null } });
    expect(session.headers.getSetCookie()).toEqual([]);
  });

  test('ends on sign-out', async () => {
    const person = await server.signIn();
    const out = await person.fetch('/v1/auth/sign-out', { method: 'POST' });
    expect(out.status).toBe(200);
    expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await person.fetch('/v1/auth/session')).status).toBe(401);
    expect((await person.fetch('/v1/auth/sign-out', { method: 'POST' })).status).toBe(200);
  });

  test('an unsafe request from another site is refused; from our own page or from no page it is accepted', async () => {
    const person = await server.signIn();
    const host = new URL(server.url).host;
    const outFrom = async (headers: Record<string, string>) =>
      (await person.fetch('/v1/auth/sign-out', { method: 'POST', headers })).status;
    expect(await outFrom({ origin: 'https://evil.example' })).toBe(403);
    expect(await outFrom({ origin: 'null' })).toBe(403);
    expect(await outFrom({ origin: `https://${host}` })).toBe(403);
    expect(await outFrom({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect((await person.fetch('/v1/auth/session')).status).toBe(200);
    expect(await outFrom({ origin: `http://${host}` })).toBe(200);
  });
});
