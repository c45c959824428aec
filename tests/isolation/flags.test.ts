// A flag that an admin changes, over the real feed: on a device that is connected, and on one that was away.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { installSet } from '#schema/content-set.ts';
import { flagContent } from '#schema/flags/content.ts';
import { FLAG_NAMES } from '#schema/flags/rules.ts';
import { withSession } from '#server/db/session.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { TestDevice } from '#tests/support/device.ts';

vi.setConfig({ testTimeout: 90_000 });
const WAIT = { timeout: 60_000, interval: 10 };

let server: TestServer;
let admin: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  await withSession(server.database.pool, ({ db }) => installSet(db, flagContent));
  // The first person is the admin.
  admin = await server.signIn();
});
afterAll(() => server.close());

const [flag = ''] = FLAG_NAMES;

const change = async (person: TestPerson, enabled: boolean): Promise<number> => {
  const answer = await person.fetch(`/v1/admin/flags/${flag}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enabled, share: 100, roleName: null }),
  });
  return answer.status;
};

async function openDevice(): Promise<TestDevice> {
  const person = await server.signIn();
  const device = new TestDevice(server.url, true);
  device.cookie = person.cookie;
  const replica = await device.open();
  await replica.signedIn();
  await vi.waitFor(() => expect(replica.status().kind).toBe('synced'), WAIT);
  return device;
}

const isOn = async ({ database }: TestDevice): Promise<unknown> =>
  (await database?.query('select enabled, share from feature_flags where flag_name = $1', [flag]))?.rows[0];

test('a connected device has the change within a second, and one that was away when it is back', async () => {
  const [live, away] = [await openDevice(), await openDevice()];
  try {
    for (const enabled of [false, true, false]) {
      away.setOnline(false);
      expect(await change(admin, enabled)).toBe(200);
      await vi.waitFor(async () => expect(await isOn(live)).toEqual({ enabled, share: 100 }), { timeout: 1_000, interval: 10 });
      expect(await isOn(away)).not.toEqual({ enabled, share: 100 });
      away.setOnline(true);
      await vi.waitFor(async () => expect(await isOn(away)).toEqual({ enabled, share: 100 }), WAIT);
    }
  } finally {
    live.die();
    away.die();
  }
});

test('somebody without the right changes nothing', async () => {
  const before = await server.database.pool.query('select * from feature_flags order by id');
  expect(await change(await server.signIn(), false)).toBe(403);
  expect((await server.database.pool.query('select * from feature_flags order by id')).rows).toEqual(before.rows);
});
