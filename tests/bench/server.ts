// Budget: the server takes ≥ 500 commands a second with fsync on, and holds 5,000 live clients in ≤ 40 kB each. The server is a
// separate process with the embedded Postgres, as with `npm start`; the comparison is raw inserts into a table of the same
// kind.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#schema/ids.ts';
import type { PushRequest, PushResponse } from '#schema/protocol/commands.ts';
import { createPool, type Pool } from '#server/db/pool.ts';
import { freePort } from '#server/db/embedded.ts';
import { startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { signInOverHttp, type HttpPerson } from '#tests/support/http-person.ts';
import { startBenchDatabase } from './database.ts';
import { median, type Figure } from './figure.ts';
import { step } from './progress.ts';
import { within } from './within.ts';

const PEOPLE = 4;
const BATCHES = 10;
const BATCH_SIZE = 100;
const LIVE_CLIENTS = 5_000;
/** A person may hold no more live requests than these. */
const CLIENTS_PER_PERSON = 50;
const CONNECT_AT_ONCE = 100;
const EMPTY_READS = 200;
/** Far more than any of it takes, also on a busy machine. */
const WAIT_BOUND_MS = 300_000;

export async function benchServer(): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'cadence-bench-'));
  const postgres = await startBenchDatabase(join(dir, 'postgres'));
  const pool = createPool(postgres.url, { applicationName: 'cadence-bench' });
  const server = await startAppServer({ dataDir: dir, port: await freePort(), env: { DATABASE_URL: postgres.url } });
  try {
    step('signing people in');
    const people = await signInAll(server);
    return [
      ...(await within(WAIT_BOUND_MS, 'the commands to be taken', commandRate(people.slice(0, PEOPLE), pool))),
      await within(WAIT_BOUND_MS, 'the empty reads', emptyRead(people[0]!, pool)),
      await within(WAIT_BOUND_MS, 'the live clients to connect', liveClientMemory(server, people)),
    ];
  } finally {
    await server.stop();
    await pool.end();
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function signInAll(server: AppServer): Promise<HttpPerson[]> {
  const people: HttpPerson[] = [];
  for (let index = 0; index <= LIVE_CLIENTS / CLIENTS_PER_PERSON; index++) {
    people.push(await signInOverHttp(server.url, `bench-${index}@example.org`));
  }
  return people;
}

async function commandRate(people: HttpPerson[], pool: Pool): Promise<Figure[]> {
  const rates = { ours: [] as number[], raw: [] as number[] };
  // Alternating, so that a busy minute affects both.
  for (let round = 0; round < 3; round++) {
    step(`commands and raw inserts, round ${round + 1}`);
    rates.ours.push(await perSecond(people.map((person) => () => pushAll(person))));
    rates.raw.push(await perSecond(people.map((person) => () => insertAll(pool, person.userId))));
  }
  const peer = `raw inserts, one per transaction, fsync on: ${Math.round(median(rates.raw))}/s`;
  return [{ name: 'server: commands taken, fsync on', value: median(rates.ours), unit: '/s', target: 500, better: 'more', peer }];
}

/** Each client does BATCHES × BATCH_SIZE operations, all clients at once. */
async function perSecond(clients: (() => Promise<void>)[]): Promise<number> {
  const startedMs = performance.now();
  await Promise.all(clients.map((run) => run()));
  return (clients.length * BATCHES * BATCH_SIZE) / ((performance.now() - startedMs) / 1000);
}

async function pushAll(person: HttpPerson): Promise<void> {
  const clientId = newId();
  for (let batch = 0; batch < BATCHES; batch++) {
    const at = new Date().toISOString();
    const commands = Array.from({ length: BATCH_SIZE }, (_, index) => ({
      id: batch * BATCH_SIZE + index + 1,
      name: 'inbox.add',
      version: 1,
      args: { id: newId(), title: `captured ${index}` },
      at,
    }));
    const body: PushRequest = { clientId, commands, sentAt: at };
    const headers = { 'content-type': 'application/json' };
    const answer = await person.fetch('/v1/commands', { method: 'POST', headers, body: JSON.stringify(body) });
    const { lastCommandId, outcomes } = (await answer.json()) as PushResponse;
    if (lastCommandId !== (batch + 1) * BATCH_SIZE || outcomes.some(({ status }) => status !== 'applied')) {
      throw new Error('the server did not take a batch');
    }
  }
}

async function insertAll(pool: Pool, userId: string): Promise<void> {
  const client = await pool.connect();
  try {
    // Without our triggers: the machine's upper limit when each insert is durable by itself.
    await client.query(`set session_replication_role = replica`);
    for (let index = 0; index < BATCHES * BATCH_SIZE; index++) {
      await client.query('insert into inbox_items (id, user_id, title) values ($1, $2, $3)', [newId(), userId, `raw ${index}`]);
    }
    await client.query(`set session_replication_role = origin`);
  } finally {
    client.release();
  }
}

/**
 * A read of the feed that finds nothing: the query every poll runs. On a stock PostgreSQL 15 it took ten times as long while the
 * planner compiled it (JIT); the peer is one statement over the same connection, in turn.
 */
async function emptyRead(person: HttpPerson, pool: Pool): Promise<Figure> {
  const url = `/v1/shape?scope=me&${await currentPosition(person)}`;
  step(`${EMPTY_READS} reads that find nothing`);
  const timesMs = { read: [] as number[], statement: [] as number[] };
  const timed = async (times: number[], work: () => Promise<unknown>): Promise<void> => {
    const startedMs = performance.now();
    await work();
    times.push(performance.now() - startedMs);
  };
  for (let round = 0; round < EMPTY_READS; round++) {
    await timed(timesMs.read, async () => (await person.fetch(url)).arrayBuffer());
    await timed(timesMs.statement, () => pool.query('select 1'));
  }
  const statementMs = median(timesMs.statement);
  const peer = `select 1: ${statementMs.toFixed(2)} ms, so ${(median(timesMs.read) / statementMs).toFixed(1)} ×`;
  return {
    name: 'server: a read that finds nothing, p50',
    value: median(timesMs.read),
    unit: 'ms',
    target: null,
    better: 'less',
    peer,
  };
}

/** Event streams, as the app uses them: a client is live once its answer has begun. */
async function liveClientMemory(server: AppServer, people: HttpPerson[]): Promise<Figure> {
  step(`connecting ${LIVE_CLIENTS} live clients`);
  const pid = server.process.pid ?? 0;
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const positions = await Promise.all(people.map(currentPosition));
  const open: ClientRequest[] = [];
  const goLive = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const person = people[index % people.length]!;
      const position = positions[index % people.length]!;
      const url = `${server.url}/v1/shape?scope=me&live=true&live_sse=true&${position}`;
      const request = get(url, { agent, headers: { cookie: person.cookie } }, (answer) => {
        answer.on('error', () => undefined).resume();
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`a live client was answered ${answer.statusCode}`));
      });
      request.on('error', reject);
      open.push(request);
    });
  await goLive(0);
  const before = residentBytes(pid);
  for (let index = 1; index <= LIVE_CLIENTS; index += CONNECT_AT_ONCE) {
    await Promise.all(Array.from({ length: CONNECT_AT_ONCE }, (_, offset) => goLive(index + offset)));
  }
  const perClientKb = (residentBytes(pid) - before) / LIVE_CLIENTS / 1000;
  for (const request of open) request.destroy();
  agent.destroy();
  return {
    name: `server: memory of one of ${LIVE_CLIENTS} live clients`,
    value: perClientKb,
    unit: 'kB',
    target: 40,
    better: 'less',
  };
}

/** The query parameters of a client that has read everything. */
async function currentPosition(person: HttpPerson): Promise<string> {
  let [offset, handle, isUpToDate] = ['-1', '', false];
  while (!isUpToDate) {
    const answer = await person.fetch(`/v1/shape?scope=me&offset=${offset}${handle && `&handle=${handle}`}`);
    await answer.arrayBuffer();
    offset = answer.headers.get('electric-offset') ?? offset;
    handle = answer.headers.get('electric-handle') ?? handle;
    isUpToDate = answer.headers.has('electric-up-to-date');
  }
  return `offset=${offset}&handle=${handle}`;
}

/** Linux only: other systems do not report this figure for another process. */
function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? Number.NaN) * 1024;
}
