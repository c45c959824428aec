import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { post, startTestServer, type TestServer } from '#tests/protocol/test-server.ts';

let server: TestServer;
let now = new Date('2026-11-22T12:00:00.000Z');
const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } });
});
afterAll(() => server.close());

const ask = (email: string) => post(`${server.url}/v1/auth/email`, { email });
const verify = (token: string, more: object = {}) => post(`${server.url}/v1/auth/email/verify`, { token, ...more });
async function linkToken(email: string): Promise<string> {
  await ask(email);
  return /token=(\S+)/.exec(server.printed.at(-1) ?? '')?.[1] ?? '';
}
const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  (await server.database.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).rows[0]?.n ?? -1;

describe('signing in by a link', () => {
  test('makes the person at the first time and knows them the second, whatever the case of the address', async () => {
    const first = await verify(await linkToken('Ada@Example.test'), { deviceName: 'Ada’s phone' });
    expect(first.status).toBe(200);
    const { user } = (await first.json()) as { user: { id: string; email: string; name: null } };
    expect(user).toEqual({ id: user.id, email: 'ada@example.test', name: null });
    const second = await verify(await linkToken(' ada@example.TEST '));
    expect(await second.json()).toEqual({ user });
    expect(await count('users where lower(email) = $1', ['ada@example.test'])).toBe(1);
    expect(await count('sessions where user_id = $1', [user.id])).toBe(2);
    expect(await count(`audit_log where user_id = $1 and event_type = 'sign_in'`, [user.id])).toBe(2);
  });

  test('sets a cookie that scripts and other sites cannot use, and stores only its hash', async () => {
    const answer = await verify(await linkToken('bea@example.test'));
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^cadence_session=[\w-]{43};/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).not.toContain('Secure');
    const token = /=([\w-]{43});/.exec(cookie)?.[1];
    expect(await count('sessions where token = $1', [token])).toBe(0);
  });

  test('a link works once', async () => {
    const token = await linkToken('cleo@example.test');
    expect((await verify(token)).status).toBe(200);
    const again = await verify(token);
    expect(again.status).toBe(410);
    expect(await again.json()).toMatchObject({ error: { code: 'link_expired' } });
  });

  test('two uses of one link at once give one session', async () => {
    const token = await linkToken('dora@example.test');
    const statuses = (await Promise.all([verify(token), verify(token), verify(token)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 410, 410]);
  });

  test('a link ends after 15 minutes', async () => {
    const token = await linkToken('eva@example.test');
    later(16);
    expect((await verify(token)).status).toBe(410);
    expect(await count('users where email = $1', ['eva@example.test'])).toBe(0);
  });

  test('looking at the link does not use it up', async () => {
    const token = await linkToken('fay@example.test');
    await (await fetch(`${server.url}/sign-in?token=${token}`, { headers: { accept: 'text/html' } })).text();
    expect((await fetch(`${server.url}/v1/auth/email/verify?token=${token}`)).status).toBe(404);
    expect((await verify(token)).status).toBe(200);
  });

  test('asking gives the same answer for a known and an unknown address', async () => {
    const known = await ask('ada@example.test');
    const unknown = await ask(`${newId()}@example.test`);
    expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
  });

  test.each(['', 'nobody', 'a@b', `${'x'.repeat(300)}@example.test`])('an address such as "%s" is refused', async (email) => {
    expect((await ask(email)).status).toBe(400);
  });

  test('one mailbox is asked for at most five times in a quarter of an hour', async () => {
    const email = `${newId()}@example.test`;
    const statuses: number[] = [];
    for (let time = 0; time < 6; time += 1) statuses.push((await ask(email)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const refused = await ask(email);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: 'rate_limited' } });
  });

  test('no token, cookie or address is in the log', async () => {
    const token = await linkToken('gwen@example.test');
    const cookie = (await verify(token)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const log = JSON.stringify(server.logged);
    expect(log).not.toContain(token);
    expect(log).not.toContain(cookie.split('=')[1]);
    expect(log).not.toContain('gwen');
  });
});

describe('a session', () => {
  test('says who is signed in, slides at most once a day and ends after 90 days away', async () => {
    const person = await server.signIn();
    const session = async () => person.fetch('/v1/auth/session');
    expect(await (await session()).json()).toEqual({ user: { id: person.id, email: person.email, name: null } });
    expect((await session()).headers.getSetCookie()).toEqual([]);
    later(25 * 60);
    expect((await session()).headers.getSetCookie()).toHaveLength(1);
    expect((await session()).headers.getSetCookie()).toEqual([]);
    later(89 * 24 * 60);
    expect((await session()).status).toBe(200);
    later(91 * 24 * 60);
    expect((await session()).status).toBe(401);
  });

  test('ends when signed out', async () => {
    const person = await server.signIn();
    const out = await person.fetch('/v1/auth/sign-out', { method: 'POST' });
    expect(out.status).toBe(200);
    expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await person.fetch('/v1/auth/session')).status).toBe(401);
    expect((await person.fetch('/v1/auth/sign-out', { method: 'POST' })).status).toBe(200);
  });

  test('an unsafe request from another site is refused, from our own page or no page it is taken', async () => {
    const person = await server.signIn();
    const host = new URL(server.url).host;
    const outFrom = async (headers: Record<string, string>) =>
      (await person.fetch('/v1/auth/sign-out', { method: 'POST', headers })).status;
    expect(await outFrom({ origin: 'https://evil.example' })).toBe(403);
    expect(await outFrom({ origin: 'null' })).toBe(403);
    expect(await outFrom({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect((await person.fetch('/v1/auth/session')).status).toBe(200);
    expect(await outFrom({ origin: `http://${host}` })).toBe(200);
  });
});

describe('the mail', () => {
  test('lies in the development mailbox of this machine, asked for under its own name only', async () => {
    await ask('hedy@example.test');
    const mailbox = await fetch(`${server.url}/dev/mailbox`, { headers: { accept: 'application/json' } });
    const { mails } = (await mailbox.json()) as { mails: { to: string; link: string }[] };
    expect(mails[0]).toMatchObject({ to: 'hedy@example.test' });
    expect(mails[0]?.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\?token=[\w-]{43}$/);
    const page = await fetch(`${server.url}/dev/mailbox`);
    expect(await page.text()).toContain('hedy@example.test');
    expect((await fetch(`${server.url}/dev/mailbox`, { headers: { 'x-forwarded-for': '203.0.113.5' } })).status).toBe(403);
  });

  test('goes out by SMTP when there is one, with a link to PUBLIC_URL, and there is no mailbox', async () => {
    const received: string[] = [];
    const smtp = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          received.push(Buffer.concat(chunks).toString());
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    const address = smtp.server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const mailing = await startTestServer({
      env: { smtpUrl: `smtp://127.0.0.1:${port}`, publicUrl: 'https://cadence.example', isHttps: true },
    });
    try {
      const answer = await post(`${mailing.url}/v1/auth/email`, { email: 'ida@example.test' });
      expect(answer.status).toBe(200);
      await expect.poll(() => received.length).toBe(1);
      // Quoted-printable writes = as =3D and breaks lines.
      const text = (received[0] ?? '').replace(/=\r\n/g, '').replaceAll('=3D', '=');
      const token = /https:\/\/cadence\.example\/sign-in\?token=([\w-]{43})/.exec(text)?.[1] ?? '';
      expect(text).toContain('To: ida@example.test');
      expect((await fetch(`${mailing.url}/dev/mailbox`)).status).toBe(404);
      expect(mailing.printed).toEqual([]);
      const verified = await post(`${mailing.url}/v1/auth/email/verify`, { token }, { origin: 'https://cadence.example' });
      expect(verified.headers.getSetCookie()[0]).toContain('Secure');
      expect(verified.headers.get('strict-transport-security')).toContain('max-age');
    } finally {
      await mailing.close();
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    }
  });
});
