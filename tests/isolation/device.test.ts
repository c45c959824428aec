// I6 on the device: after another person signs in, a browser profile has no data of the first person, neither in the replica's
// tables nor in the outbox.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '#schema/ids.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { TestDevice } from '#tests/support/device.ts';
import type { ReplicaClient } from '#src/replica/client.ts';
import { insertMarkedRows, needlesOf, secretNeedlesOf } from './marked-rows.ts';

vi.setConfig({ testTimeout: 90_000 });
const WAIT = { timeout: 60_000, interval: 25 };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const synced = (replica: ReplicaClient) => vi.waitFor(() => expect(replica.status().kind).toBe('synced'), WAIT);

/** All text of all tables of the replica's database, including its bookkeeping. */
async function wholeReplica({ database }: TestDevice): Promise<string> {
  if (!database) throw new Error('the device has no replica');
  const tables = await database.query(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'replica') order by 1`,
    [],
  );
  const texts: string[] = [];
  for (const { name } of tables.rows as { name: string }[]) {
    const { rows } = await database.query(`select string_agg(t::text, ' ') as text from ${name} t`, []);
    texts.push(`${name}: ${(rows as { text: string | null }[])[0]?.text ?? ''}`);
  }
  return texts.join('\n');
}

const expectNone = (text: string, needles: readonly string[]) =>
  expect(needles.filter((needle) => text.includes(needle))).toEqual([]);

async function signIn(device: TestDevice, replica: ReplicaClient, person: TestPerson): Promise<void> {
  device.cookie = person.cookie;
  await replica.signedIn();
  await synced(replica);
}

test.each(['send', 'discard'] as const)(
  'after a sign-out (%s) and a sign-in as another person, the device has no data of the first person',
  async (waiting) => {
    const [name, other] = waiting === 'send' ? (['firstsend', 'nextsend'] as const) : (['firstdrop', 'nextdrop'] as const);
    const alice = { ...(await server.signIn(`${name}@example.test`)), name, number: waiting === 'send' ? 1 : 3 };
    const bob = { ...(await server.signIn(`${other}@example.test`)), name: other, number: waiting === 'send' ? 2 : 4 };
    const run = (sql: string, params: unknown[] = []) => server.database.pool.query(sql, params);
    const needles = [...needlesOf(alice, await insertMarkedRows(run, alice)), `${name}@example.test`, 'unsent words'];
    await insertMarkedRows(run, bob);

    const device = new TestDevice(server.url, true);
    const replica = await device.open();
    try {
      await signIn(device, replica, alice);
      await vi.waitFor(async () => expect(await wholeReplica(device)).toContain(`rowof${name}.inbox_items.title`), WAIT);
      expectNone(await wholeReplica(device), secretNeedlesOf(alice));
      await replica.dispatch('inbox.add', { id: newId(), title: 'unsent words' });
      await replica.signOut(waiting);
      device.cookie = undefined;
      expectNone(await wholeReplica(device), needles);

      await signIn(device, replica, bob);
      await vi.waitFor(async () => expect(await wholeReplica(device)).toContain(`rowof${other}.inbox_items.title`), WAIT);
      expectNone(await wholeReplica(device), needles);
      expectNone(Buffer.from(device.store.content).toString('latin1'), needles);
      expect(JSON.stringify(await device.marks.read())).not.toContain(alice.id);
    } finally {
      device.die();
    }
  },
);
