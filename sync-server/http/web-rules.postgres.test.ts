// The rules of the web that hold for every route: headers, who may send a change, in which form, how much, and that no link is made of
// what a client says the server is called.
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let plain: TestServer;
let secure: TestServer;
let person: TestPerson;

beforeAll(async () => {
  plain = await startTestServer();
  secure = await startTestServer({ env: { publicUrl: 'https://cadence.example', isHttps: true } });
  person = await plain.signIn();
});
afterAll(async () => {
  await plain.close();
  await secure.close();
});

const PATHS = [
  '/',
  '/health',
  '/v1/nothing',
  '/v1/auth/session',
  '/v1/account/export',
  '/v1/admin/people',
  '/v1/admin/audit/export',
];

describe('every answer', () => {
  test.each(PATHS)(
    '%s has a strict policy for content and cannot be framed, sniffed or shared with another site',
    async (path) => {
      for (const as of [{}, { cookie: person.cookie }]) {
        const answer = await fetch(`${plain.url}${path}`, { headers: as });
        await answer.arrayBuffer();
        const policy = answer.headers.get('content-security-policy') ?? '';
        for (const rule of [
          `default-src 'self'`,
          `object-src 'none'`,
          `base-uri 'none'`,
          `form-action 'self'`,
          `frame-ancestors 'none'`,
        ]) {
          expect(policy.split('; ')).toContain(rule);
        }
        expect(/script-src[^;]*/.exec(policy)?.[0]).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*|https?:/);
        expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
        expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    },
  );

  test.each(PATHS)('%s asks for https for a year behind TLS, and never without it', async (path) => {
    const behindTls = await fetch(`${secure.url}${path}`);
    expect(behindTls.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect((await fetch(`${plain.url}${path}`)).headers.get('strict-transport-security')).toBeNull();
  });

  test('about a person is not stored by caches, and names its type', async () => {
    for (const path of ['/v1/auth/session', '/v1/account/events', '/v1/account/export', '/v1/admin/people', '/v1/admin/audit']) {
      const answer = await person.fetch(path);
      await answer.arrayBuffer();
      expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store']);
      expect(answer.headers.get('content-type')).toMatch(/^application\/(json|zip)/);
    }
  });
});

describe('a change', () => {
  const signOut = (headers: Record<string, string>, body: string | null = '{}') =>
    fetch(`${plain.url}/v1/auth/sign-out`, { method: 'POST', headers: { cookie: person.cookie, ...headers }, body });

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; x=application/json',
  ])('of the type %s, which a form of any site can send, is refused', async (type) => {
    expect((await signOut({ 'content-type': type })).status).toBe(400);
    expect((await person.fetch('/v1/auth/session')).status).toBe(200);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['another site, by its own word', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the domain', { 'sec-fetch-site': 'same-site' }],
  ])('from %s is refused on every route', async (_from, headers: Record<string, string>) => {
    const routes = ['/v1/auth/sign-out', '/v1/commands', '/v1/account/deletion', '/v1/admin/roles', '/v1/blobs/missing'];
    for (const path of routes) {
      const answer = await person.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      });
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  test('larger than its route takes is refused before it is read', async () => {
    const answer = await person.fetch('/v1/account/deletion', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'x'.repeat(10_000) }),
    });
    expect(answer.status).toBe(413);
  });
});

/** `fetch` does not let a caller choose the Host header. */
const withHost = (url: string, path: string, host: string, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const headers = {
      host,
      'content-type': 'application/json',
      'x-forwarded-host': host,
      'content-length': Buffer.byteLength(body),
    };
    request({ hostname, port, path, method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end(body);
  });

test('the link of a mail has the address of the settings, whatever host a request names', async () => {
  expect(await withHost(plain.url, '/v1/auth/email', 'evil.example', JSON.stringify({ email: 'host@example.test' }))).toBe(200);
  await expect
    .poll(() => plain.printed.at(-1))
    .toMatch(/^sign-in link for host@example.test: http:\/\/127\.0\.0\.1:\d+\/sign-in\?token=/);
  expect(await withHost(secure.url, '/v1/auth/email', 'evil.example', JSON.stringify({ email: 'host@example.test' }))).toBe(200);
  await expect
    .poll(() => secure.printed.at(-1))
    .toMatch(/^sign-in link for host@example.test: https:\/\/cadence\.example\/sign-in\?token=/);
});
