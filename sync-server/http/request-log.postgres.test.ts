// The log of a server at its most talkative level holds nothing of a person but ids: no address, name, title, secret address or book.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { capture, push, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signIn('private.address@example.test');
});
afterAll(() => server.close());

const json = { headers: { 'content-type': 'application/json' } };
const logText = () => JSON.stringify(server.logged);

test('requests are logged by the pattern of their route, not by their path', async () => {
  const made = await person.fetch('/v1/calendar/address', { method: 'POST', ...json, body: '{}' });
  const { path } = (await made.json()) as { path?: string };
  const secret = /calendar\/([^.]+)\.ics/.exec(
    path ?? JSON.stringify(await (await person.fetch('/v1/calendar/address')).json()),
  )?.[1];
  if (!secret) throw new Error('no secret address');
  expect((await fetch(`${server.url}/v1/calendar/${secret}.ics`)).status).toBe(200);
  await person.fetch('/v1/books/isbn/9780140449136');
  await fetch(`${server.url}/sign-in?token=a-secret-token`);
  await fetch(`${server.url}/wp-admin/private.address@example.test`);
  expect(logText()).not.toContain(secret);
  expect(logText()).not.toMatch(/9780140449136|a-secret-token|private\.address/);
  expect(server.logged).toContainEqual(expect.objectContaining({ msg: 'request', route: '/v1/calendar/:file', status: 200 }));
});

test('commands, also refused and failing ones, leave no words of a person in the log', async () => {
  const client = newId();
  const { pool } = server.database;
  await push(person, client, [capture(1, 'a private title'), { ...capture(2), args: { title: 'a private title' } }]);
  await pool.query(`alter table inbox_items add constraint planted check (title <> 'a private failure')`);
  await push(person, client, [capture(3, 'a private failure')]);
  await pool.query(`alter table inbox_items rename to inbox_items_away`);
  await push(person, client, [capture(4, 'a private title')]);
  await pool.query(`alter table inbox_items_away rename to inbox_items`);
  expect(server.logged.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining(['a command failed', 'the database could not take the commands']),
  );
  expect(logText()).not.toMatch(/a private|private\.address/);
});
