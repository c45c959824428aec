import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, type UserId } from '#schema/ids.ts';
import { pushed, startTestServer, type TestServer } from '#tests/protocol/test-server.ts';
import { openBlobBytes } from '../blobs/open-bytes.ts';
import { createCommandRunner, serverClientId } from '../commands/run.ts';
import { expireFocusSessions } from './expire-focus.ts';
import { startJobs } from './jobs.ts';
import { pruneExpired } from './prune-expired.ts';

let server: TestServer;
let now = new Date('2026-11-22T12:00:00.000Z');
const clock = { now: () => now };
const log = pino({ level: 'silent' });

beforeAll(async () => {
  server = await startTestServer({ clock });
});
afterAll(() => server.close());

test('a focus session that nobody ended is expired by the same command, once', async () => {
  const { pool } = server.database;
  const person = await server.signIn();
  const id = newId();
  const { outcomes } = await pushed(
    person,
    newId(),
    [
      {
        id: 1,
        name: 'focus.start',
        version: 1,
        args: { id, mode: 'countdown', durationSeconds: 1_500, day: '2026-11-22' },
        at: now.toISOString(),
      },
    ],
    { sentAt: now.toISOString() },
  );
  expect(outcomes).toEqual([{ id: 1, status: 'applied' }]);
  const deps = { pool, clock, log, runner: createCommandRunner({ pool, clock, log }) };
  const status = async () =>
    (await pool.query<{ status: string }>('select status from focus_sessions where id = $1', [id])).rows[0]?.status;

  expect(await expireFocusSessions(deps)).toBe(0);
  expect(await status()).toBe('running');
  now = new Date('2026-11-25T12:00:00.000Z');
  expect(await expireFocusSessions(deps)).toBe(1);
  expect(['expired', 'completed']).toContain(await status());
  expect(await expireFocusSessions(deps)).toBe(0);

  const { rows } = await pool.query('select client_id, last_command_id from replica.clients where client_id = $1', [
    serverClientId(person.id as UserId),
  ]);
  expect(rows).toEqual([{ client_id: serverClientId(person.id as UserId), last_command_id: 1 }]);
});

test('links, sessions and the command log go when their time is over, and not before', async () => {
  const { pool } = server.database;
  now = new Date('2027-01-01T00:00:00.000Z');
  const person = await server.signIn();
  await pool.query(
    `insert into verification_tokens (identifier, token, expires, created_at)
     values ('a', 'old', $1::timestamptz - interval '1 minute', $1), ('a', 'new', $1::timestamptz + interval '1 minute', $1)`,
    [now],
  );
  await pruneExpired(pool, clock);
  const { rows } = await pool.query('select token from verification_tokens order by token');
  expect(rows).toEqual([{ token: 'new' }]);
  expect((await person.fetch('/v1/auth/session')).status).toBe(200);
  now = new Date('2027-04-15T00:00:00.000Z');
  expect(await pruneExpired(pool, clock)).toMatchObject({ verificationTokens: 1, sessions: 2 });
});

test('the queue knows its schedules and stops', async () => {
  const { pool } = server.database;
  const runner = createCommandRunner({ pool, clock, log });
  const jobs = await startJobs({
    databaseUrl: server.database.url,
    pool,
    clock,
    log,
    runner,
    blobs: await openBlobBytes({ s3: undefined, dataDir: '.data/unused' }),
  });
  const { rows } = await pool.query<{ name: string }>('select name from pgboss.schedule order by name');
  expect(rows.map(({ name }) => name)).toEqual(['blobs-collect', 'focus-expire', 'prune']);
  await jobs.stop();
});
