// A connection to Postgres that died without a FIN or RST, as after a failover or behind a firewall: timeouts detect it instead
// of TCP.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { newId, type UserId } from '#schema/ids.ts';
import { isUndecided } from './faults.ts';
import { createCommandRunner } from '../commands/run.ts';
import { START } from '../feed/cursor.ts';
import { FeedWake } from '../feed/wake.ts';
import { systemClock } from '../http/context.ts';
import { capture } from '#tests/protocol/test-server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { TcpProxy } from '#tests/support/tcp-proxy.ts';
import { createPool, type Pool } from './pool.ts';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let line: TcpProxy;
let pool: Pool;

beforeAll(async () => {
  database = await testDatabase();
  const url = new URL(database.url);
  line = await TcpProxy.open(Number(url.port));
  url.port = String(line.port);
  pool = createPool(url.href, { answersWithinMs: 500 });
});
afterAll(async () => {
  await pool.end();
  await line.close();
  await database.close();
});

async function signUp(): Promise<UserId> {
  const id = newId();
  await database.pool.query('insert into users (id, email) values ($1, $2)', [id, `${id}@example.test`]);
  return id as UserId;
}

describe('a connection to Postgres that died silently', () => {
  test('delays a batch by one timeout: the device retries, and each command takes effect once', async () => {
    const runner = createCommandRunner({ pool, clock: systemClock, log });
    const userId = await signUp();
    const clientId = newId();
    const push = (ids: number[]) =>
      runner.push(userId, { clientId, commands: ids.map((id) => capture(id)), sentAt: new Date().toISOString() });
    await push([1]);
    line.fallSilent();
    await expect(push([2, 3])).rejects.toMatchObject({ error: { code: 'unavailable' } });
    expect(await push([2, 3])).toEqual({ lastCommandId: 3, outcomes: [2, 3].map((id) => ({ id, status: 'applied' })) });
    const { rowCount } = await database.pool.query('select from inbox_items where user_id = $1', [userId]);
    expect(rowCount).toBe(3);
  });

  test('that never answers fails to connect and counts as an outage of the database', async () => {
    line.fallSilent();
    line.nextFault = () => ({ kind: 'half-open', afterBytes: 0 });
    // The pool tries idle connections first.
    const asked = await Promise.allSettled([1, 2, 3, 4].map(() => pool.query('select 1')));
    line.calm();
    const reasons = asked.map((one): unknown => (one.status === 'rejected' ? one.reason : undefined));
    expect(reasons.map(isUndecided)).toEqual([true, true, true, true]);
    expect((await pool.query('select 1')).rowCount).toBe(1);
  });

  test('does not prevent the feed from listening again, and does not occupy a connection of the pool', async () => {
    await pool.query('select 1');
    line.fallSilent();
    const wake = new FeedWake({ pool, log, slowPollMs: 600_000 });
    const userId = await signUp();
    const watch = wake.open(`user:${userId}`, START);
    const connected = new Promise<void>((resolve) => pool.once('connect', () => resolve()));
    await wake.start();
    await connected;
    // A new LISTEN wakes all watches, because something may have been committed meanwhile.
    expect(await wake.wait(watch, 10_000)).toBe('changed');
    await database.pool.query('update users set name = $2 where id = $1', [userId, 'Ana']);
    expect(await wake.wait(watch, 10_000)).toBe('changed');
    wake.stop();
    expect(pool.totalCount - pool.idleCount).toBe(0);
  });
});
