import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#tests/protocol/test-server.ts';
import { developmentMailer } from '../auth/mailer.ts';
import { openBlobBytes } from '../blobs/open-bytes.ts';
import { createCommandRunner } from '../commands/run.ts';
import { createPushSender } from '../push/send.ts';
import { createPushSubscriptions } from '../push/subscriptions.ts';
import { openVapidKeys } from '../push/vapid.ts';
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

test('links, sessions and command log entries are removed when they expire, and not before', async () => {
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
  expect(await pruneExpired(pool, clock)).toMatchObject({ verificationTokens: 1, sessions: 1 });
});

test('the queue has its schedules and stops', async () => {
  const { pool } = server.database;
  const runner = createCommandRunner({ pool, clock, log });
  const jobs = await startJobs({
    databaseUrl: server.database.url,
    pool,
    clock,
    log,
    runner,
    subscriptions: createPushSubscriptions({ pool, clock }),
    sender: createPushSender({ keys: await openVapidKeys(pool, clock), contact: 'mailto:cadence@example.org' }),
    blobs: await openBlobBytes({ s3: undefined, dataDir: '.data/unused' }),
    mailer: developmentMailer(() => undefined),
    appUrl: () => server.url,
  });
  const { rows } = await pool.query<{ name: string }>('select name from pgboss.schedule order by name');
  expect(rows.map(({ name }) => name)).toEqual(['accounts-delete', 'blobs-collect', 'prune', 'roles-expire']);
  await jobs.stop();
});
