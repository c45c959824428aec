// What a device does after its person removed it on another device: a whole device in Node against the whole server.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '#schema/ids.ts';
import { leavings, type Leaving } from '#schema/protocol/devices.ts';
import type { ReplicaClient } from '#src/replica/client.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { TestDevice } from '#tests/support/device.ts';

vi.setConfig({ testTimeout: 90_000 });
const WAIT = { timeout: 60_000, interval: 25 };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const synced = (replica: ReplicaClient) => vi.waitFor(() => expect(replica.status().kind).toBe('synced'), WAIT);
const deviceOf = async (person: TestPerson): Promise<string> =>
  ((await (await person.fetch('/v1/auth/session')).json()) as { device: string }).device;
const titlesOf = async ({ id }: TestPerson) => {
  const { rows } = await server.database.pool.query<{ title: string }>('select title from inbox_items where user_id = $1', [id]);
  return rows.map(({ title }) => title);
};

/** A lost device that is online, or that is offline with a change it has not sent; and the person's other device. */
async function lost(): Promise<{ device: TestDevice; replica: ReplicaClient; here: TestPerson; there: TestPerson }> {
  const there = await server.signIn();
  const here = await server.signIn(there.email);
  const device = new TestDevice(server.url, true);
  device.cookie = there.cookie;
  const replica = await device.open();
  await replica.signedIn();
  await replica.dispatch('inbox.add', { id: newId(), title: 'sent before' });
  await synced(replica);
  return { device, replica, here, there };
}

const remove = async (here: TestPerson, there: TestPerson, leaving: Leaving) =>
  here.fetch('/v1/auth/devices/remove', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ device: await deviceOf(there), leaving }),
  });

const contents = async (device: TestDevice): Promise<string> => {
  const rows = await device.database?.query('select title from inbox_items', []);
  return JSON.stringify(rows?.rows) + Buffer.from(device.store.content).toString('latin1');
};

test.each(leavings)('an online device that is removed (%s) stops within five seconds and knows why', async (leaving) => {
  const { device, replica, here, there } = await lost();
  try {
    const began = performance.now();
    expect(await (await remove(here, there, leaving)).json()).toEqual({ removed: 1 });
    await vi.waitFor(() => expect(replica.person()).toMatchObject({ removed: true }), { timeout: 5_000, interval: 25 });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(replica.person()?.kind).toBe(leaving === 'keep' ? 'signed-in' : 'local');
    await vi.waitFor(() => expect(replica.status().kind).toBe(leaving === 'keep' ? 'signed-out' : 'local'), WAIT);
    if (leaving === 'keep') expect(await contents(device)).toContain('sent before');
    else expect(await contents(device)).not.toContain('sent before');
  } finally {
    device.die();
  }
});

test.each(leavings)(
  'what a removed device (%s) had not sent is taken, discarded or kept, as the person chose',
  async (leaving) => {
    const { device, replica, here, there } = await lost();
    try {
      device.setOnline(false);
      await replica.dispatch('inbox.add', { id: newId(), title: 'made offline' });
      await remove(here, there, leaving);
      device.setOnline(true);
      await vi.waitFor(() => expect(replica.person()).toMatchObject({ removed: true }), WAIT);
      expect((await titlesOf(here)).includes('made offline')).toBe(leaving === 'send');
      await vi.waitFor(() => expect(replica.status().kind).toBe(leaving === 'keep' ? 'signed-out' : 'local'), WAIT);
      expect((await contents(device)).includes('made offline')).toBe(leaving === 'keep');
      // The server was told, so the token is worth nothing any more, not even for sending.
      await vi.waitFor(
        async () => expect(await (await there.fetch('/v1/auth/session')).json()).toMatchObject({ error: { code: 'signed_out' } }),
        WAIT,
      );
      if (leaving !== 'keep') return;
      device.cookie = (await server.signIn(there.email)).cookie;
      await replica.signedIn();
      await synced(replica);
      expect(replica.person()).not.toHaveProperty('removed');
      expect(await titlesOf(here)).toContain('made offline');
    } finally {
      device.die();
    }
  },
);

test('a device that signs out offline is erased at once, and its session ends when the server can be reached again', async () => {
  const { device, replica, here, there } = await lost();
  try {
    device.setOnline(false);
    await replica.dispatch('inbox.add', { id: newId(), title: 'made offline' });
    await expect(replica.signOut('send')).rejects.toMatchObject({ error: { code: 'unavailable' } });
    expect(replica.person()?.kind).toBe('signed-in');
    await replica.signOut('discard');
    expect(await contents(device)).not.toMatch(/sent before|made offline/);
    expect(replica.person()).toMatchObject({ kind: 'local', endsSession: expect.any(String) as string });
    expect((await there.fetch('/v1/auth/session')).status).toBe(200);
    device.setOnline(true);
    // The app is opened again: what is left to do is in its log.
    device.die();
    const reopened = await device.open();
    await vi.waitFor(async () => expect((await there.fetch('/v1/auth/session')).status).toBe(401), WAIT);
    await vi.waitFor(() => expect(reopened.person()).not.toHaveProperty('endsSession'), WAIT);
    expect((await here.fetch('/v1/auth/session')).status).toBe(200);
  } finally {
    device.die();
  }
});
