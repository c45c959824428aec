// The list of devices: what it shows, who may change it, and what is left to a device that was removed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { Leaving } from '#schema/protocol/devices.ts';
import {
  capture,
  cookiesOf,
  post,
  push,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '#tests/protocol/test-server.ts';
import { hashToken } from './tokens.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const send = (person: TestPerson, method: string, path: string, body: unknown = {}) =>
  person.fetch(`/v1/auth/devices/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const deviceOf = async (person: TestPerson): Promise<string> =>
  ((await (await person.fetch('/v1/auth/session')).json()) as { device: string }).device;
const remove = async (here: TestPerson, there: TestPerson | 'others', leaving: Leaving = 'erase') =>
  send(here, 'POST', 'remove', { device: there === 'others' ? there : await deviceOf(there), leaving });
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { error: { code: string } }).error.code];
const feedOf = async (person: TestPerson) => (await person.fetch('/v1/shape?scope=me&offset=-1')).text();
const audited = async (person: TestPerson, event: string) =>
  (
    await server.database.pool.query<{ resource_id: string; details: unknown }>(
      'select resource_id, details from audit_log where user_id = $1 and event_type = $2 order by created_at',
      [person.id, event],
    )
  ).rows;

/** A person with two devices. */
async function twoDevices(): Promise<[TestPerson, TestPerson]> {
  const here = await server.signIn();
  return [here, await server.signIn(here.email)];
}

describe('the list of devices', () => {
  test('is in the person’s own feed, without tokens or their hashes', async () => {
    const [here, there] = await twoDevices();
    const feed = await feedOf(here);
    for (const device of [here, there]) {
      expect(feed).toContain(await deviceOf(device));
      const token = device.cookie.split('=')[1] ?? '';
      expect(feed).not.toContain(token);
      expect(feed).not.toContain(hashToken(token));
    }
    expect(await feedOf(await server.signIn())).not.toContain(await deviceOf(here));
  });

  test('a device is renamed from another one, and by nobody else', async () => {
    const [here, there] = await twoDevices();
    const id = await deviceOf(there);
    expect(await (await send(here, 'PATCH', id, { name: ' Kitchen tablet ' })).json()).toEqual({ name: 'Kitchen tablet' });
    expect(await feedOf(here)).toContain('Kitchen tablet');
    const stranger = await server.signIn();
    expect(await codeOf(await send(stranger, 'PATCH', id, { name: 'Mine' }))).toEqual([404, 'not_found']);
    expect(await codeOf(await send(here, 'PATCH', id, { name: 'x'.repeat(61) }))).toEqual([400, 'bad_request']);
    expect(await audited(here, 'device_renamed')).toHaveLength(1);
  });
});

describe('removing', () => {
  test('one device ends it, in words of its own, and leaves the others', async () => {
    const [here, there] = await twoDevices();
    const third = await server.signIn(here.email);
    const id = await deviceOf(there);
    expect(await (await remove(here, there)).json()).toEqual({ removed: 1 });
    for (const path of ['/v1/auth/session', '/v1/shape?scope=me&offset=-1', '/v1/blobs/usage', '/v1/push/key']) {
      expect(await codeOf(await there.fetch(path))).toEqual([401, 'device_removed']);
    }
    expect((await third.fetch('/v1/auth/session')).status).toBe(200);
    expect(await audited(here, 'session_revoked')).toEqual([{ resource_id: id, details: { leaving: 'erase' } }]);
  });

  test('all others leaves only this one', async () => {
    const [here, there] = await twoDevices();
    const third = await server.signIn(here.email);
    expect(await (await remove(here, 'others')).json()).toEqual({ removed: 2 });
    for (const device of [there, third]) expect((await device.fetch('/v1/auth/session')).status).toBe(401);
    expect((await here.fetch('/v1/auth/session')).status).toBe(200);
    expect(await (await remove(here, 'others')).json()).toEqual({ removed: 0 });
  });

  test('is refused for somebody else’s device, for this one, and without a session', async () => {
    const [here, there] = await twoDevices();
    const stranger = await server.signIn();
    expect(await codeOf(await remove(stranger, there))).toEqual([404, 'not_found']);
    expect(await codeOf(await remove(here, here))).toEqual([400, 'bad_request']);
    const nobody = { ...here, fetch: (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init) };
    expect(await codeOf(await send(nobody, 'POST', 'remove', { device: 'others', leaving: 'keep' }))).toEqual([
      401,
      'signed_out',
    ]);
    expect((await there.fetch('/v1/auth/session')).status).toBe(200);
  });

  test('ends the streams of that device within five seconds, and no others', async () => {
    const [here, there] = await twoDevices();
    const start = await there.fetch('/v1/shape?scope=me&offset=-1');
    await start.text();
    const place = `handle=${start.headers.get('electric-handle')}&offset=${start.headers.get('electric-offset')}`;
    const live = `/v1/shape?scope=me&${place}&live=true`;
    const stream = await there.fetch(`${live}&live_sse=true`);
    const abort = new AbortController();
    const staying = await here.fetch(`${live}&live_sse=true`, { signal: abort.signal });
    const began = performance.now();
    await remove(here, there);
    // The stream of the removed device ends, and its last words contain no row.
    expect(await stream.text()).not.toContain('"value"');
    expect((await there.fetch(live)).status).toBe(401);
    expect(performance.now() - began).toBeLessThan(5_000);
    const reader = (staying.body as ReadableStream<Uint8Array>).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('data:');
    abort.abort();
  });
});

describe('a removed device', () => {
  test('learns what to do until it has done it; then its token is unknown', async () => {
    const [here, there] = await twoDevices();
    expect(await (await there.fetch('/v1/auth/devices/removal')).json()).toEqual({
      leaving: null,
    });
    await remove(here, there, 'erase');
    expect(await (await there.fetch('/v1/auth/devices/removal')).json()).toEqual({ leaving: 'erase' });
    const done = await send(there, 'POST', 'removal/done');
    expect(done.headers.getSetCookie().join()).toContain('Max-Age=0');
    expect(await (await there.fetch('/v1/auth/devices/removal')).json()).toEqual({ leaving: null });
    expect(await codeOf(await there.fetch('/v1/auth/session'))).toEqual([401, 'signed_out']);
  });

  test('may send what it had saved only where the person wants that, and read nothing', async () => {
    const [here, there] = await twoDevices();
    const lost = await server.signIn(here.email);
    await remove(here, there, 'send');
    await remove(here, lost, 'erase');
    expect((await push(there, newId(), [capture(1)])).status).toBe(200);
    expect(await codeOf(await push(lost, newId(), [capture(1)]))).toEqual([401, 'device_removed']);
    expect(await codeOf(await there.fetch('/v1/shape?scope=me&offset=-1'))).toEqual([401, 'device_removed']);
    await send(there, 'POST', 'removal/done');
    expect(await codeOf(await push(there, newId(), [capture(1)]))).toEqual([401, 'signed_out']);
  });

  test('signs in again like any other', async () => {
    const [here, there] = await twoDevices();
    await remove(here, there, 'keep');
    const again = await server.signIn(here.email);
    expect((await again.fetch('/v1/auth/session')).status).toBe(200);
  });

  test('that signs in again in the same browser is no longer told', async () => {
    const [here, there] = await twoDevices();
    await remove(here, there, 'erase');
    const asked = await post(`${server.url}/v1/auth/email`, { email: here.email }, { cookie: there.cookie });
    const token = /token=(\S+)/.exec(server.printed.at(-1) ?? '')?.[1];
    const cookie = [there.cookie, cookiesOf(asked)].filter(Boolean).join('; ');
    expect((await post(`${server.url}/v1/auth/email/verify`, { token }, { cookie })).status).toBe(200);
    expect(await codeOf(await there.fetch('/v1/auth/session'))).toEqual([401, 'signed_out']);
  });
});
