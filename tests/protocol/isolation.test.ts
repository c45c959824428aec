// I6: a person never receives a row of another person.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { hashToken } from '#server/auth/tokens.ts';
import { capture, pushed, startTestServer, type TestPerson, type TestServer } from './test-server.ts';

let server: TestServer;
let alice: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ times: { holdMs: 400, keepAliveMs: 300, sseMs: 800 } });
  alice = await server.signIn('alice@example.test');
  bob = await server.signIn('bob@example.test');
  await pushed(alice, newId(), [capture(1, 'of alice')]);
  await pushed(bob, newId(), [capture(1, 'of bob')]);
});
afterAll(() => server.close());

test('a person’s feed contains only their own rows', async () => {
  const text = await (await alice.fetch('/v1/shape?scope=me&offset=-1')).text();
  expect(text).toContain('of alice');
  expect(text).not.toContain('of bob');
  expect(text).not.toContain(bob.id);
  expect(text).not.toContain('bob@example.test');
});

test('the public feed contains no person’s rows, with or without a session', async () => {
  for (const headers of [{ cookie: alice.cookie }, {}]) {
    const text = await (await fetch(`${server.url}/v1/shape?scope=public&offset=-1`, { headers })).text();
    expect(text).not.toContain(alice.id);
    expect(text).not.toContain('of alice');
  }
});

test('without a session there is no personal feed', async () => {
  for (const cookie of ['', 'cadence_session=', 'cadence_session=nonsense', 'cadence_session=' + 'x'.repeat(5_000)]) {
    const answer = await fetch(`${server.url}/v1/shape?scope=me&offset=-1`, { headers: { cookie } });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 'signed_out' } });
  }
});

test('the handle of another person, and of the public feed, is refused', async () => {
  const of = async (person: TestPerson, scope: string) => {
    const answer = await person.fetch(`/v1/shape?scope=${scope}&offset=-1`);
    await answer.text();
    return `handle=${answer.headers.get('electric-handle')}&offset=${answer.headers.get('electric-offset')}`;
  };
  const bobs = await of(bob, 'me');
  const everybodys = await of(bob, 'public');
  for (const place of [bobs, everybodys]) {
    for (const live of ['', '&live=true', '&live=true&live_sse=true']) {
      const answer = await alice.fetch(`/v1/shape?scope=me&${place}${live}`);
      expect(answer.status).toBe(409);
      expect(await answer.text()).not.toContain('of bob');
    }
  }
});

test('a change of one person wakes nobody else’s long poll', async () => {
  const start = await alice.fetch('/v1/shape?scope=me&offset=-1');
  await start.text();
  const place = `handle=${start.headers.get('electric-handle')}&offset=${start.headers.get('electric-offset')}`;
  const polling = alice.fetch(`/v1/shape?scope=me&${place}&live=true`);
  await pushed(bob, newId(), [capture(1, 'of bob again')]);
  expect((await polling).headers.get('electric-has-data')).toBe('false');
});

test('hidden columns of the person’s own rows stay on the server', async () => {
  const token = alice.cookie.split('=')[1] ?? '';
  const text = await (await alice.fetch('/v1/shape?scope=me&offset=-1')).text();
  expect(text).toContain('sessions');
  expect(text).not.toContain(token);
  expect(text).not.toContain(hashToken(token));
});

test('when a session ends elsewhere, its stream ends before it sends another row', async () => {
  const carol = await server.signIn();
  const start = await carol.fetch('/v1/shape?scope=me&offset=-1');
  await start.text();
  const placeAfter = ({ headers }: Response) =>
    `handle=${headers.get('electric-handle')}&offset=${headers.get('electric-offset')}`;
  const place = placeAfter(start);
  const stream = await carol.fetch(`/v1/shape?scope=me&${place}&live=true&live_sse=true`);
  const polling = carol.fetch(`/v1/shape?scope=me&${place}&live=true`);
  await server.database.pool.query(
    `with ended as (delete from sessions where user_id = $1)
     insert into inbox_items (id, user_id, title, tags, created_at, updated_at) values ($2, $1, 'too late', '{}', now(), now())`,
    [carol.id, newId()],
  );
  expect(await stream.text()).not.toContain('too late');
  let poll = await polling;
  let told = await poll.text();
  // Skips rows of the sign-in, which a transaction of another test may have delayed.
  while (poll.status === 200) {
    expect(told).not.toContain('too late');
    poll = await carol.fetch(`/v1/shape?scope=me&${placeAfter(poll)}&live=true`);
    told = await poll.text();
  }
  expect(poll.status).toBe(401);
  expect(told).not.toContain('too late');
});
