import { afterAll, beforeAll, expect, test } from 'vitest';
import { post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

const terms = { version: '2026-11', url: 'https://cadence.example/terms', minAge: 16 };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { terms } });
});
afterAll(() => server.close());

const accept = (person: TestPerson, body: object) =>
  person.fetch('/v1/auth/terms', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const stateOf = async ({ id }: TestPerson) =>
  (await server.database.pool.query('select age_verified, tos_accepted, tos_version from users where id = $1', [id]))
    .rows[0] as object;

test('a person accepts the terms of the settings and confirms the age, which the audit log keeps', async () => {
  const person = await server.signIn();
  expect(await stateOf(person)).toEqual({ age_verified: false, tos_accepted: false, tos_version: null });
  expect((await accept(person, { version: '2026-11', isOldEnough: true })).status).toBe(200);
  expect(await stateOf(person)).toEqual({ age_verified: true, tos_accepted: true, tos_version: '2026-11' });
  const { rows } = await server.database.pool.query(
    `select details from audit_log where user_id = $1 and event_type = 'terms_accepted'`,
    [person.id],
  );
  expect(rows).toEqual([{ details: { version: '2026-11', minAge: 16 } }]);
});

test.each([
  [{ version: '2025-01', isOldEnough: true }, 409],
  [{ version: '2026-11', isOldEnough: false }, 400],
  [{ version: '2026-11' }, 400],
  [{}, 400],
])('%j accepts nothing', async (body, status) => {
  const person = await server.signIn();
  expect((await accept(person, body)).status).toBe(status);
  expect(await stateOf(person)).toEqual({ age_verified: false, tos_accepted: false, tos_version: null });
});

test('nobody accepts without a session, and a server without terms has none to accept', async () => {
  expect((await post(`${server.url}/v1/auth/terms`, { version: '2026-11', isOldEnough: true })).status).toBe(401);
  const plain = await startTestServer();
  try {
    expect((await accept(await plain.signIn(), { version: '2026-11', isOldEnough: true })).status).toBe(409);
    expect(await (await fetch(`${plain.url}/v1/auth/ways`)).json()).toMatchObject({ terms: null });
    expect(await (await fetch(`${server.url}/v1/auth/ways`)).json()).toMatchObject({ terms });
  } finally {
    await plain.close();
  }
});
