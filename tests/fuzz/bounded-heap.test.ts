// Rows that are much larger as messages cannot crash the server: several concurrent first reads of them fit into a small heap.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { signInOverHttp, type HttpPerson } from '#tests/support/http-person.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';

const HEAP_MB = 192;
const ROWS = 240;
const READERS = 4;

let dataDir: string;
let database: TestDatabase;
let server: AppServer;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-heap-'));
  database = await testDatabase();
  server = await startAppServer({
    dataDir,
    port: await freePort(),
    program: [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx', 'sync-server/main.ts'],
    env: { DATABASE_URL: database.url },
  });
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Counts the captures of a first read, page by page until it is up to date. */
async function firstRead(person: HttpPerson): Promise<number> {
  let received = 0;
  let place = 'offset=-1';
  for (;;) {
    const answer = await person.fetch(`/v1/shape?scope=me&${place}`);
    expect(answer.status).toBe(200);
    received += (await answer.text()).split('"tbl":"inbox_items"').length - 1;
    if (answer.headers.has('electric-up-to-date')) return received;
    place = `handle=${answer.headers.get('electric-handle')}&offset=${answer.headers.get('electric-offset')}`;
  }
}

test(
  'four concurrent first reads of control characters, which take seven bytes each in a message, all succeed',
  { timeout: 120_000 },
  async () => {
    const person = await signInOverHttp(server.url, 'person@example.test');
    // About 34 MB as messages; four times that, as rows and as text, exceeds the heap.
    await database.pool.query(
      `insert into inbox_items (id, user_id, title, tags, created_at, updated_at)
     select gen_random_uuid(), $1, repeat(chr(1), 20000), '{}', now(), now() from generate_series(1, $2)`,
      [person.userId, ROWS],
    );
    const received = await Promise.all(Array.from({ length: READERS }, () => firstRead(person)));
    expect(received).toEqual(Array.from({ length: READERS }, () => ROWS));
    expect(server.process.exitCode).toBeNull();
    expect(server.process.signalCode).toBeNull();
  },
);
