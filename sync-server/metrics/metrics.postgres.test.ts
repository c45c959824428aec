// GET /metrics on a whole server: who may read it, what it counts, and that its labels stay bounded.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { capture, push, pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

const TOKEN = 'a-token-for-the-metrics';
let server: TestServer;
let person: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ env: { metricsToken: TOKEN } });
  person = await server.signIn();
});
afterAll(() => server.close());

const scrape = async (): Promise<string> => {
  const answer = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return answer.text();
};

/** The value of one series; the labels in any order. */
function valueOf(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const line = text
    .split('\n')
    .find((one) => one.startsWith(name) && Object.entries(labels).every(([key, value]) => one.includes(`${key}="${value}"`)));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

const labelValues = (text: string, label: string): Set<string> =>
  new Set([...text.matchAll(new RegExp(`${label}="([^"]*)"`, 'g'))].map(([, value]) => value ?? ''));

test('without METRICS_TOKEN there is no such page, and without the token no answer', async () => {
  const closed = await startTestServer();
  const without = await fetch(`${closed.url}/metrics`, { headers: { authorization: 'Bearer undefined' } });
  expect(without.status).toBe(404);
  await closed.close();
  for (const authorization of ['', 'Bearer ', `Bearer ${TOKEN}x`, TOKEN, `Basic ${TOKEN}`]) {
    const refused = await fetch(`${server.url}/metrics`, { headers: { authorization } });
    expect(refused.status).toBe(401);
    expect(await refused.text()).not.toContain('cadence_');
  }
});

test('commands are counted by name and result, once each', async () => {
  const client = newId();
  await pushed(person, client, [capture(1), capture(2)]);
  await pushed(
    person,
    client,
    [capture(2, 'item 2', newId())].map((command) => ({ ...command, id: 3, args: {} })),
  );
  const before = await scrape();
  expect(valueOf(before, 'cadence_commands_total', { name: 'inbox.add', result: 'applied' })).toBe(2);
  expect(valueOf(before, 'cadence_commands_total', { name: 'inbox.add', result: 'rejected' })).toBe(1);
  const sent = capture(4);
  await pushed(person, client, [sent]);
  await pushed(person, client, [sent]);
  const after = await scrape();
  expect(valueOf(after, 'cadence_commands_total', { name: 'inbox.add', result: 'applied' })).toBe(3);
  expect(valueOf(after, 'cadence_commands_total', { name: 'inbox.add', result: 'duplicate' })).toBe(1);
  expect(valueOf(after, 'cadence_command_duration_seconds_count', { name: 'inbox.add' })).toBe(4);
});

test('feed requests are counted by kind, and open live requests are visible while they wait', async () => {
  const first = await person.fetch('/v1/shape?scope=me&offset=-1');
  await first.text();
  const place = `handle=${first.headers.get('electric-handle')}&offset=${first.headers.get('electric-offset')}`;
  await (await person.fetch(`/v1/shape?scope=me&${place}`)).text();
  const abort = new AbortController();
  const live = await person.fetch(`/v1/shape?scope=me&live=true&live_sse=true&${place}`, { signal: abort.signal });
  const during = await scrape();
  expect(valueOf(during, 'cadence_feed_requests_total', { kind: 'initial', scope: 'me' })).toBe(1);
  expect(valueOf(during, 'cadence_feed_requests_total', { kind: 'live_sse', scope: 'me' })).toBe(1);
  expect(valueOf(during, 'cadence_feed_waiting_requests')).toBe(1);
  expect(valueOf(during, 'cadence_feed_listening')).toBe(1);
  abort.abort();
  await live.text().catch(() => undefined);
  await expect.poll(async () => valueOf(await scrape(), 'cadence_feed_waiting_requests'), { timeout: 10_000 }).toBe(0);
});

test('an open transaction with changes is the lag of the feed', async () => {
  const client = await server.database.pool.connect();
  await client.query('begin');
  await client.query('insert into ops.secrets (name, value, created_at) values ($1, $1, now())', [newId()]);
  await expect
    .poll(async () => valueOf(await scrape(), 'cadence_feed_lag_seconds') ?? 0, { timeout: 15_000 })
    .toBeGreaterThan(0.5);
  await client.query('rollback');
  client.release();
});

test('the figures of database, files, pools and process are there', async () => {
  const text = await scrape();
  for (const name of [
    'cadence_database_bytes',
    'cadence_blob_bytes',
    'cadence_blob_files',
    'cadence_disk_free_bytes',
    'cadence_due_oldest_seconds',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
  ]) {
    expect(valueOf(text, name), name).toBeGreaterThanOrEqual(0);
  }
  expect([...labelValues(text, 'pool')].sort()).toEqual(['background', 'copy', 'feed', 'server']);
  expect(valueOf(text, 'cadence_database_up')).toBe(1);
});

test('made-up paths, methods and commands add no series, and nothing of a person is in a label', async () => {
  await push(person, newId(), [{ ...capture(1), name: `made.up${newId()}` }]);
  await fetch(`${server.url}/nothing`);
  await fetch(`${server.url}/v1/nothing`);
  const seriesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  const before = seriesOf(await scrape());
  for (let round = 0; round < 40; round += 1) {
    const path = newId();
    await Promise.all([
      fetch(`${server.url}/${path}`),
      fetch(`${server.url}/v1/${path}/${path}`),
      fetch(`${server.url}/v1/admin/people/${path}/approve`),
      fetch(`${server.url}/v1/calendar/${path}.ics`),
      push(person, newId(), [{ ...capture(1), name: `made.up${path}` }]),
    ]);
  }
  const text = await scrape();
  // The two real patterns of the loop above, with their status.
  expect(seriesOf(text) - before).toBeLessThan(40);
  const routes = labelValues(text, 'route');
  expect(routes).toContain('unknown');
  expect(routes).toContain('pages');
  for (const route of routes) expect(route).toMatch(/^(pages|unknown|\/[a-z0-9/:{}._-]*)$/i);
  for (const name of labelValues(text, 'name')) expect(name).toMatch(/^(unknown|[a-z]+\.[a-zA-Z]+)$/);
  const [uuid, email] = [/[0-9a-f]{8}-[0-9a-f]{4}-/, person.email];
  expect(text).not.toMatch(uuid);
  expect(text).not.toContain(email);
});
