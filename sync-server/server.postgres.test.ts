// The server as a process: what it prints, how it stops, and its health.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, launchAppServer, startAppServer } from '#tests/support/app-server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { createClient } from './db/pool.ts';
import { startTestServer } from '#tests/protocol/test-server.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const start = async () => {
  const port = await freePort();
  return startAppServer({ dataDir: '.data/unused', port, env: { DATABASE_URL: database.url } });
};

test('the server is ready at localhost, healthy, and reports the number of its migrations', async () => {
  const server = await start();
  expect(server.url).toMatch(/^http:\/\/localhost:\d+$/);
  const health = await fetch(`${server.url}/health`);
  expect(await health.json()).toMatchObject({ status: 'ok', database: 'ok', migrations: expect.any(Number) as number });
  const loopback = await fetch(`${server.url.replace('localhost', '127.0.0.1')}/health`);
  expect(loopback.status).toBe(200);
  await server.stop();
  expect(server.process.exitCode).toBe(0);
});

test('on SIGTERM the server answers waiting requests at once and exits in order', async () => {
  const server = await start();
  const now = await fetch(`${server.url}/v1/shape?scope=public&offset=now`);
  await now.text();
  const place = `handle=${now.headers.get('electric-handle')}&offset=${now.headers.get('electric-offset')}`;
  const live = (more: string) => fetch(`${server.url}/v1/shape?scope=public&live=true&${place}${more}`);
  const streams = await Promise.all([1, 2, 3].map(() => live('&live_sse=true')));
  const polls = [1, 2, 3].map(() => live(''));
  // This request is answered after the polls, which arrived earlier on their own connections, are being held.
  await (await fetch(`${server.url}/health`)).text();
  const startedMs = performance.now();
  const stopped = server.stop();
  for (const poll of await Promise.all(polls)) expect(await poll.text()).toContain('up-to-date');
  for (const stream of streams) await stream.text();
  await stopped;
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(server.process.exitCode).toBe(0);
});

test('invalid settings are printed, and the server does not start', async () => {
  await expect(
    startAppServer({ dataDir: '.data/unused', port: 1, env: { DATABASE_URL: 'mysql://x', PORT: 'x' } }),
  ).rejects.toThrow(/PORT: .*\n.*DATABASE_URL: must be a URL that begins with postgres/s);
});

test.each([
  [
    'a database that cannot be reached',
    { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' },
    /^Cadence could not start\. DATABASE_URL: .*cannot be reached/m,
  ],
  ['a port in use', {}, /^Cadence could not start\. PORT: \d+ is used by another program/m],
])('%s is reported in one line without a stack, and the server does not start', async (_what, env, words) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const launched = launchAppServer({
    dataDir: '.data/unused',
    port,
    env: { DATABASE_URL: database.url, HOST: '127.0.0.1', ...env },
  });
  const exited = once(launched.process, 'exit');
  const said: unknown = await launched.ready.catch((error: unknown) => error);
  expect(await exited).toEqual([1, null]);
  expect(String(said)).toMatch(words);
  expect(String(said)).not.toMatch(/"stack"|"fatal"|\n +at /);
  taken.close();
});

test('without its database the server is unhealthy and does not reveal why', async () => {
  const server = await startTestServer();
  const person = await server.signIn();
  const url = new URL(server.database.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const admin = createClient(url.href);
  await admin.connect();
  await admin.query(`alter database ${name} with allow_connections false`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  const health = await fetch(`${server.url}/health`);
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({ database: 'down' });
  const shape = await person.fetch('/v1/shape?scope=me&offset=-1');
  expect([500, 503]).toContain(shape.status);
  expect(await shape.text()).not.toContain(name);
  await admin.end();
  await server.close();
});

test('every answer carries the security headers', async () => {
  const server = await startTestServer();
  for (const path of ['/health', '/v1/shape?scope=public&offset=-1', '/v1/nothing', '/assets/none.js', '/v1/auth/session']) {
    const { headers } = await fetch(`${server.url}${path}`);
    expect(headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
  await server.close();
});
