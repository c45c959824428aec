// Restored databases that only the feed's stored history can recognise. With a real Postgres and real folders.
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { capture, pushed, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { createClient, createPool, type Pool } from '../db/pool.ts';
import { systemClock } from '../http/context.ts';
import { beginRun } from './begin-run.ts';
import { FeedReader } from './reader.ts';
import { parseShapeRequest } from './request.ts';
import { renewEpoch } from './restored.ts';
import { answerRead, SHAPE_TIMES } from './shape.ts';
import { FeedWake } from './wake.ts';

const run = promisify(execFile);

interface Message {
  value?: { tbl: string; row: string | null };
}

/** A position in the feed, as a device stores it. */
type Place = string;

interface Read {
  status: number;
  place: Place;
  titles: string[];
}

const titlesIn = (messages: Message[]): string[] =>
  messages.flatMap(({ value }) =>
    value?.tbl === 'inbox_items' && value.row !== null ? [(JSON.parse(value.row) as { title: string }).title] : [],
  );

describe('a data folder that was restored', { timeout: 120_000 }, () => {
  const USER = newId();
  let parent: string;
  let dataDir: string;
  let postgres: EmbeddedPostgres;
  let pool: Pool;
  let titles = 0;

  async function start(): Promise<void> {
    postgres = await startEmbeddedPostgres({ dataDir });
    // A server that starts on the folder migrates first.
    await migrateDatabase(postgres.url);
    pool = createPool(postgres.url);
    // When Postgres stops, idle connections emit an error.
    pool.on('error', () => undefined);
  }

  async function stop(): Promise<void> {
    await pool.end();
    await postgres.stop();
  }

  /** Restores the copy of the data folder. The password file beside the folder stays. */
  async function putBack(copy: string): Promise<void> {
    await stop();
    await rm(dataDir, { recursive: true });
    await run('cp', ['-a', copy, dataDir]);
    await start();
  }

  async function write(count = 1): Promise<string[]> {
    const written: string[] = [];
    for (let row = 0; row < count; row += 1) {
      const title = `row ${(titles += 1)}`;
      await pool.query(
        `insert into inbox_items (id, user_id, title, tags, created_at, updated_at) values ($1, $2, $3, '{}', now(), now())`,
        [newId(), USER, title],
      );
      written.push(title);
    }
    return written;
  }

  /** Reads from a position to the end. */
  async function read(from: Place = 'offset=-1'): Promise<Read> {
    const log = pino({ level: 'silent' });
    const deps = { reader: new FeedReader(pool), wake: new FeedWake({ pool, log }), clock: systemClock, times: SHAPE_TIMES };
    const parsed = parseShapeRequest(new URLSearchParams(`scope=me&${from}`));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    const { status, headers, body } = await answerRead(deps, `user:${USER}`, parsed.request, undefined);
    return {
      status,
      place: `offset=${headers['electric-offset']}&handle=${headers['electric-handle']}`,
      titles: titlesIn(JSON.parse(body.toString()) as Message[]),
    };
  }

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'cadence-restores-'));
    await chmod(parent, 0o755);
    dataDir = join(parent, 'postgres');
    await start();
    await pool.query('insert into users (id, email) values ($1, $2)', [USER, 'restored@example.test']);
  });
  afterAll(async () => {
    await stop();
    await rm(parent, { recursive: true, force: true });
  });

  test('from a cold copy: a device that read lost rows refetches, however late it reconnects, and one that did not continues', async () => {
    await write(3);
    const old = await read();
    await stop();
    const copy = join(parent, 'cold');
    await run('cp', ['-a', dataDir, copy]);
    await start();
    await write(3);
    const newer = await read(old.place);
    expect(newer.status).toBe(200);

    await putBack(copy);
    expect((await read(newer.place)).status).toBe(409);
    // The feed grows until the lost numbers have been issued again.
    const written = await write(10);
    expect((await read(newer.place)).status).toBe(409);
    expect(await read(old.place)).toMatchObject({ status: 200, titles: written });
    const whole = await read();
    expect(whole.titles).toEqual([...old.titles, ...written]);
    expect(await read(whole.place)).toMatchObject({ status: 200, titles: [] });
  });

  test('from a snapshot of a running Postgres: numbers issued after the snapshot are not taken for numbers of the next run', async () => {
    await write(2);
    const old = await read();
    // Nothing is written during the copy, so it is consistent like a volume snapshot.
    await pool.query('checkpoint');
    const copy = join(parent, 'snapshot');
    await run('cp', ['-a', dataDir, copy]);
    await rm(join(copy, 'postmaster.pid'));
    await write(1);
    const newer = await read(old.place);

    await putBack(copy);
    const written = await write(10);
    expect((await read(newer.place)).status).toBe(409);
    expect(await read(old.place)).toMatchObject({ status: 200, titles: written });
  });

  test('a long first read that began in the lost history starts again, even if its cursor is older than the loss', async () => {
    await write(2);
    const old = await read();
    await stop();
    const copy = join(parent, 'half');
    await run('cp', ['-a', dataDir, copy]);
    await start();
    await write(1);
    const begun = await read();
    await putBack(copy);
    await write(5);
    const half = begun.place.replace(/offset=\d+/, /offset=\d+/.exec(old.place)?.[0] ?? '');
    expect((await read(half)).status).toBe(409);
  });

  test('a restart without a restore causes no refetch and stores one row per changed scope', async () => {
    await write(1);
    const before = await read();
    await stop();
    await start();
    await stop();
    await start();
    expect(await read(before.place)).toMatchObject({ status: 200, titles: [] });
    const written = await write(1);
    const after = await read(before.place);
    expect(after).toMatchObject({ status: 200, titles: written });
    await stop();
    await start();
    const again = await write(1);
    expect(await read(after.place)).toMatchObject({ status: 200, titles: again });
    expect(await read(before.place)).toMatchObject({ status: 200, titles: [...written, ...again] });
    const { rows } = await pool.query<{ scopes: number; runs: number }>(
      'select count(distinct scope)::int as scopes, count(*)::int as runs from replica.run_ends',
    );
    expect(rows[0]?.scopes).toBeLessThanOrEqual(2);
  });

  test('several servers that write at once after a restart record one run', async () => {
    await stop();
    await start();
    const count = () =>
      pool.query<{ n: number }>('select count(*)::int as n from replica.runs').then(({ rows }) => rows[0]?.n ?? 0);
    const before = await count();
    await Promise.all([write(), write(), write(), write()]);
    expect(await count()).toBe(before + 1);
  });

  test('the server records the run, so a transaction that stays open after a restart blocks no other writer', async () => {
    await stop();
    await start();
    await beginRun(pool);
    const other = newId();
    await pool.query('insert into users (id, email) values ($1, $2)', [other, 'holds@example.test']);
    const held = await pool.connect();
    try {
      await held.query('begin');
      await held.query('update users set updated_at = now() where id = $1', [other]);
      await write();
    } finally {
      await held.query('rollback');
      held.release();
    }
  });
});

describe('a server whose Postgres was restarted', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  test('records a run when it listens again, before anybody writes', async () => {
    const { pool } = server.database;
    await pool.query(`update replica.runs set postgres_started_at = postgres_started_at - interval '1 day'`);
    const { rows: before } = await pool.query('select from_seq from replica.runs');
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen %'`,
    );
    const count = async () => (await pool.query('select from_seq from replica.runs')).rows.length;
    await expect.poll(count, { timeout: 20_000 }).toBe(before.length + 1);
  });
});

describe('a database restored in place', () => {
  let server: TestServer;
  let person: TestPerson;
  const clientId = newId();
  beforeAll(async () => {
    server = await startTestServer();
    person = await server.signIn();
  });
  afterAll(() => server.close());

  async function read(from: Place = 'offset=-1'): Promise<Read> {
    const answer = await person.fetch(`/v1/shape?scope=me&${from}`);
    return {
      status: answer.status,
      place: `offset=${answer.headers.get('electric-offset')}&handle=${answer.headers.get('electric-handle')}`,
      titles: titlesIn((await answer.json()) as Message[]),
    };
  }

  /** A running server detects the restore while it reads a page, so only the next request gets the 409. */
  async function readTwice(from: Place): Promise<Read> {
    await read(from);
    return read(from);
  }

  test('after a dump with --clean every device refetches, and the running server detects it by itself', async () => {
    const { database } = server;
    await pushed(person, clientId, [capture(1, 'kept')]);
    const device = await read();
    const restore = await dumpInPlace(database.url, database.pool);
    await pushed(person, clientId, [capture(2, 'lost')]);
    const newer = await read(device.place);
    expect(newer.titles).toEqual(['lost']);
    await restore();
    await pushed(person, newId(), [capture(1, 'after'), capture(2, 'after it')]);
    expect((await readTwice(newer.place)).status).toBe(409);
    expect((await read()).titles).toEqual(['kept', 'after', 'after it']);
  });

  test('npm run restored creates a new epoch each time, which a running server also detects', async () => {
    const { database } = server;
    const before = await read();
    const client = createClient(database.url);
    await client.connect();
    try {
      const [first, second] = [await renewEpoch(client), await renewEpoch(client)];
      expect(first.epoch).not.toBe(second.epoch);
      expect([second.droppedSlots, second.keptSlots]).toEqual([[], []]);
    } finally {
      await client.end();
    }
    expect((await readTwice(before.place)).status).toBe(409);
    const whole = await read();
    expect(whole.titles).toEqual(before.titles);
    expect((await read(whole.place)).status).toBe(200);
  });

  afterEach(async () => {
    await server.database.pool.query('drop table if exists replica.feed_of_dump');
  });
});

/** The path of a pg_dump that can dump this server, if one is installed. */
async function findPgDump(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ major: number }>(`select current_setting('server_version_num')::int / 10000 as major`);
  const versions = await readdir('/usr/lib/postgresql').catch((): string[] => []);
  const found = versions
    .filter((version) => Number(version) >= (rows[0]?.major ?? Infinity))
    .toSorted()
    .at(-1);
  return found === undefined ? null : `/usr/lib/postgresql/${found}/bin`;
}

/**
 * Dumps the database. Returns a function that restores the dump into the same database. Without a matching pg_dump, only the
 * feed is saved and restored.
 */
async function dumpInPlace(url: string, pool: Pool): Promise<() => Promise<unknown>> {
  const bin = await findPgDump(pool);
  if (bin !== null) {
    const directory = await mkdtemp(join(tmpdir(), 'cadence-dump-'));
    const file = join(directory, 'dump.sql');
    await run(join(bin, 'pg_dump'), ['--clean', '--if-exists', `--file=${file}`, url]);
    return async () => {
      await run(join(bin, 'psql'), ['--quiet', '--set=ON_ERROR_STOP=1', `--file=${file}`, url]);
      await rm(directory, { recursive: true });
    };
  }
  await pool.query('create table replica.feed_of_dump as select * from replica.feed');
  const { rows } = await pool.query<{ last: string }>('select last_value::text as last from replica.feed_seq');
  return () =>
    pool.query(`begin;
      create table replica.feed_restored (like replica.feed including all);
      insert into replica.feed_restored select * from replica.feed_of_dump;
      drop table replica.feed;
      alter table replica.feed_restored rename to feed;
      select setval('replica.feed_seq', ${rows[0]?.last ?? '1'});
      commit`);
}
