// The server through a real PgBouncer in transaction mode: each transaction may use another connection to Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { capture, pushed, startTestServer, type TestServer } from '#tests/protocol/test-server.ts';
import { hasPgBouncer, startPgBouncer, type PgBouncer } from '#tests/support/pgbouncer.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { migrateDatabase } from './migrate.ts';
import { isPooled } from './pooler.ts';

const DEVICES = 6;

describe.skipIf(!hasPgBouncer)(`through PgBouncer${hasPgBouncer ? '' : ' (skipped: pgbouncer is not installed)'}`, () => {
  let bouncer: PgBouncer;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase({ migrated: false });
    // A time zone other than the UTC that the server needs.
    await database.pool.query(
      `do $$ begin execute format('alter database %I set timezone = ''Asia/Kathmandu''', current_database()); end $$`,
    );
    bouncer = await startPgBouncer(database.url, 4);
  });
  afterAll(async () => {
    await bouncer?.stop();
    await database?.close();
  });

  test('a pooler is detected, and a direct connection is not taken for a pooler', async () => {
    expect(await isPooled(bouncer.urlOf(database.url))).toBe(true);
    expect(await isPooled(database.url)).toBe(false);
  });

  test('two servers that migrate at once wait for each other', { timeout: 120_000 }, async () => {
    const reports = await Promise.all([1, 2].map(() => migrateDatabase(bouncer.urlOf(database.url))));
    const applied = reports.map((report) => report.applied.length);
    expect(Math.min(...applied)).toBe(0);
    expect(Math.max(...applied)).toBeGreaterThan(20);
  });

  const people = async (server: TestServer) => {
    const person = await server.signIn();
    const now = await person.fetch('/v1/shape?scope=me&offset=now');
    await now.text();
    const place = `handle=${now.headers.get('electric-handle')}&offset=${now.headers.get('electric-offset')}`;
    return { person, live: () => person.fetch(`/v1/shape?scope=me&live=true&${place}`).then((answer) => answer.text()) };
  };

  test(
    'commands of many devices at once work, times are in UTC, changes arrive, and the log warns about missing notifications',
    { timeout: 120_000 },
    async () => {
      const server = await startTestServer({ env: { databaseUrl: bouncer.urlOf(database.url) } });
      try {
        const warning = server.logged.find(({ msg }) => String(msg).includes('DATABASE_DIRECT_URL'));
        expect(warning).toMatchObject({ level: 40 });
        const { person, live } = await people(server);
        const changed = live();
        for (let round = 0; round < 3; round += 1) {
          const answers = await Promise.all(
            Array.from({ length: DEVICES }, () => pushed(person, newId(), [capture(1), capture(2)])),
          );
          for (const { lastCommandId } of answers) expect(lastCommandId).toBe(2);
        }
        expect(await changed).toContain('item 1');
        const { rows } = await database.pool.query<{ at: string; count: number }>(
          `select min("row"->>'created_at') as at, count(*)::int as count from replica.feed where tbl = 'inbox_items' and scope = $1`,
          [`user:${person.id}`],
        );
        expect(rows[0]).toMatchObject({ count: 3 * DEVICES * 2, at: expect.stringMatching(/\+00:00$/) as string });
      } finally {
        await server.close();
      }
    },
  );

  test('with DATABASE_DIRECT_URL the server listens there', { timeout: 120_000 }, async () => {
    const server = await startTestServer({
      env: { databaseUrl: bouncer.urlOf(database.url), databaseDirectUrl: database.url },
    });
    try {
      const listeners = await database.pool.query(
        `select from pg_stat_activity where query = 'listen replica_feed' and application_name = 'cadence-listen' and datname = current_database()`,
      );
      expect(listeners.rowCount).toBe(1);
      expect(server.logged.filter(({ msg }) => String(msg).includes('DATABASE_DIRECT_URL'))).toEqual([]);
      const { person, live } = await people(server);
      const changed = live();
      await pushed(person, newId(), [capture(1, 'heard')]);
      expect(await changed).toContain('heard');
    } finally {
      await server.close();
    }
  });
});
