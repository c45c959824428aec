// What administrators read about a running server.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { serverAnswer, type ServerAnswer } from '#schema/protocol/admin.ts';
import { capture, pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let server: TestServer;
let admin: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  admin = await server.signIn('admin@example.test');
});
afterAll(() => server.close());

const read = async (): Promise<ServerAnswer> => {
  const answer = await admin.fetch('/v1/admin/health');
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return serverAnswer.parse(await answer.json());
};

test('an administrator reads the figures of process and database, and others do not', async () => {
  const person = await server.signIn();
  expect((await person.fetch('/v1/admin/health')).status).toBe(403);
  const answer = await read();
  const { rows } = await server.database.pool.query<{ n: number }>('select count(*)::int as n from ops.migrations');
  expect(answer).toMatchObject({
    migrations: { applied: rows[0]?.n, last: expect.stringMatching(/^\d{4}_.*\.sql$/) as string },
    feed: { state: 'ok', waiting: 0 },
    // Tests start no jobs.
    queue: { jobs: null, due: { waiting: 0, failing: 0 } },
    people: { all: 2, day: 2, week: 2, live: 0 },
    statements: { state: 'missing', slowest: [] },
  });
  expect(answer.storage.databaseBytes).toBeGreaterThan(1e6);
  expect(answer.process.connections).toBeGreaterThan(0);
  expect(answer.process.connections).toBeLessThanOrEqual(answer.process.maxConnections);
});

test('the slowest commands since the start are listed, and nothing of a person is in the answer', async () => {
  const title = `A title of ${newId()}`;
  await pushed(admin, newId(), [capture(1, title), { ...capture(2), args: {} }]);
  const { commands } = await read();
  expect(commands).toEqual([
    { name: 'inbox.add', calls: 2, meanMs: expect.any(Number) as number, longestMs: expect.any(Number) as number },
  ]);
  const text = JSON.stringify(await read());
  expect(text).not.toContain(title);
  expect(text).not.toContain(admin.id);
  expect(text).not.toContain(admin.email);
});

test('people with an open live request are counted, once each', async () => {
  const first = await admin.fetch('/v1/shape?scope=me&offset=-1');
  await first.text();
  const place = `handle=${first.headers.get('electric-handle')}&offset=${first.headers.get('electric-offset')}`;
  const abort = new AbortController();
  const streams = await Promise.all(
    [1, 2].map(() => admin.fetch(`/v1/shape?scope=me&live=true&live_sse=true&${place}`, { signal: abort.signal })),
  );
  expect(await read()).toMatchObject({ people: { live: 1 }, feed: { waiting: 2 } });
  abort.abort();
  for (const stream of streams) await stream.text().catch(() => undefined);
});

test('late and failing entries are counted', async () => {
  await server.database.pool.query(
    `insert into due (user_id, kind, key, due_at, command, args, attempts)
     values ($1, 'test', 'late', now() - interval '10 minutes', 'nothing.here', '{}', 3)`,
    [admin.id],
  );
  await expect.poll(async () => (await read()).queue.due, { timeout: 15_000 }).toMatchObject({ waiting: 1, failing: 1 });
  expect((await read()).queue.due.oldestS).toBeGreaterThan(500);
});
