// The official client reads our feed: long polls, event streams, pages, restarts, 409s. The rows that it receives are compared
// with the database.
import { isChangeMessage, isControlMessage, ShapeStream, type ChangeMessage, type Row } from '@electric-sql/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { untilWaiting } from '#tests/support/postgres.ts';
import { capture, push, pushed, startTestServer, type TestPerson, type TestServer } from './test-server.ts';

interface Follower {
  /** Live rows by table and key. */
  rows: Map<string, string>;
  changes: ChangeMessage<Row>[];
  refetches: number;
  requests: string[];
  errors: Error[];
  until(what: (follower: Follower) => boolean): Promise<void>;
  stop(): void;
}

/** Follows `me` as our replica does: every change is the row's current state. */
function follow(server: TestServer, person: TestPerson, options: { liveSse?: boolean } = {}): Follower {
  const abort = new AbortController();
  const waiting = new Set<() => void>();
  const follower: Follower = {
    rows: new Map(),
    changes: [],
    refetches: 0,
    requests: [],
    errors: [],
    until: (what) =>
      new Promise((resolve) => {
        const check = () => {
          if (!what(follower)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    stop: () => abort.abort(),
  };
  const stream = new ShapeStream({
    url: `${server.url}/v1/shape`,
    params: { scope: 'me' },
    headers: { cookie: person.cookie },
    signal: abort.signal,
    liveSse: options.liveSse ?? false,
    parser: { jsonb: (text: string) => text, int8: (text: string) => text },
    backoffOptions: { initialDelay: 20, maxDelay: 100, multiplier: 2 },
    fetchClient: (input, init) => {
      follower.requests.push(String(input));
      for (const check of waiting) check();
      return fetch(input, init);
    },
    onError: (error) => {
      follower.errors.push(error as Error);
      return {};
    },
  });
  stream.subscribe((messages) => {
    for (const message of messages) {
      if (isControlMessage(message) && message.headers.control === 'must-refetch') {
        follower.refetches += 1;
        follower.rows.clear();
      }
      if (!isChangeMessage(message)) continue;
      follower.changes.push(message);
      const { tbl, pk, row, deleted } = message.value as { tbl: string; pk: string; row: string | null; deleted: boolean };
      if (deleted) follower.rows.delete(`${tbl}/${pk}`);
      else follower.rows.set(`${tbl}/${pk}`, row ?? '');
    }
    for (const check of waiting) check();
  });
  return follower;
}

const titles = ({ rows }: Follower): string[] =>
  [...rows]
    .filter(([key]) => key.startsWith('inbox_items/'))
    .map(([, row]) => (JSON.parse(row) as { title: string }).title)
    .sort();

let server: TestServer;
const followers: Follower[] = [];
const following = (...args: Parameters<typeof follow>): Follower => {
  const follower = follow(...args);
  followers.push(follower);
  return follower;
};

beforeAll(async () => {
  server = await startTestServer({
    pageBounds: { rows: 7, bytes: 4_000 },
    times: { holdMs: 1_000, keepAliveMs: 300, sseMs: 2_500 },
  });
});
afterAll(async () => {
  for (const follower of followers) follower.stop();
  await server.close();
});

describe.each([
  ['long polls', false],
  ['an event stream', true],
])('ShapeStream over %s', (_name, liveSse) => {
  test('reads the existing rows in pages and then each change as it happens', async () => {
    const person = await server.signIn();
    const clientId = newId();
    await pushed(
      person,
      clientId,
      Array.from({ length: 40 }, (_, index) => capture(index + 1)),
    );
    const follower = following(server, person, { liveSse });
    await follower.until(() => titles(follower).length === 40);
    expect(follower.requests.filter((request) => !request.includes('live=true')).length).toBeGreaterThan(5);

    const itemId = newId();
    await pushed(person, clientId, [capture(41, 'live one', itemId)]);
    await follower.until(() => titles(follower).includes('live one'));
    await pushed(person, clientId, [{ ...capture(42), name: 'inbox.delete', args: { id: itemId } }]);
    await follower.until(() => !titles(follower).includes('live one'));

    expect(titles(follower)).toHaveLength(40);
    expect(follower.refetches).toBe(0);
    expect(follower.errors).toEqual([]);
    follower.stop();
  });

  test('continues at its offset when the server restarts', async () => {
    const person = await server.signIn();
    const clientId = newId();
    await pushed(person, clientId, [capture(1, 'before')]);
    const follower = following(server, person, { liveSse });
    await follower.until(() => titles(follower).includes('before'));
    await follower.until(({ requests }) => requests.some((request) => request.includes('live=true')));

    await server.restart();
    await pushed(person, clientId, [capture(2, 'after')]);
    await follower.until(() => titles(follower).includes('after'));

    expect(titles(follower)).toEqual(['after', 'before']);
    expect(follower.refetches).toBe(0);
    follower.stop();
  });

  test('refetches when the database was replaced, and then has the same rows', async () => {
    const person = await server.signIn();
    await pushed(person, newId(), [capture(1, 'kept'), capture(2, 'kept too')]);
    const follower = following(server, person, { liveSse });
    await follower.until(() => titles(follower).length === 2);

    await server.database.pool.query('update replica.epoch set id = gen_random_uuid()');
    await server.restart();
    await follower.until(({ refetches }) => refetches === 1);
    await follower.until(() => titles(follower).length === 2);

    expect(titles(follower)).toEqual(['kept', 'kept too']);
    follower.stop();
  });
});

test('an event stream ends on time and resumes without a gap or a duplicate', async () => {
  const person = await server.signIn();
  const clientId = newId();
  const follower = following(server, person, { liveSse: true });
  let sent = 0;
  const streams = () => follower.requests.filter((request) => request.includes('live_sse=true')).length;
  while (streams() < 3) {
    sent += 1;
    await pushed(person, clientId, [capture(sent)]);
    await follower.until(() => titles(follower).length === sent);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const seqs = follower.changes.map(({ value }) => (value as { seq: string }).seq);
  expect(new Set(seqs).size).toBe(seqs.length);
  expect(titles(follower)).toHaveLength(sent);
  follower.stop();
});

test('a late commit is not skipped: later writes in the same scope wait for it', async () => {
  const person = await server.signIn();
  const clientId = newId();
  const follower = following(server, person);
  await follower.until(({ requests }) => requests.some((request) => request.includes('live=true')));

  const slow = await server.database.pool.connect();
  await slow.query('begin');
  await slow.query(
    `insert into inbox_items (id, user_id, title, tags, created_at, updated_at) values ($1, $2, 'slow', '{}', now(), now())`,
    [newId(), person.id],
  );
  const pushing = push(person, clientId, [capture(1, 'quick'), capture(2, 'quick too')]);
  await untilWaiting(server.database.pool);
  await slow.query('commit');
  slow.release();
  expect((await pushing).status).toBe(200);
  await follower.until(() => titles(follower).length === 3);

  const seqs = follower.changes.map(({ value }) => Number((value as { seq: string }).seq));
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  follower.stop();
});
