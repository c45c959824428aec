// Invariants after any input: the sums of the ledger equal the balances, no balance is negative, every command was decided
// once, and a device that reads the feed has the server's rows.
import { expect, vi } from 'vitest';
import { tables } from '#schema/tables.ts';
import type { Pool } from '#server/db/pool.ts';
import type { TestPerson, TestServer } from '#tests/protocol/test-server.ts';
import { TestDevice } from '#tests/support/device.ts';
import { seedText } from './seed.ts';

/** `sentByClient`: the number of answered commands of each client. */
export async function expectSoundBooks(pool: Pool, userId: string, sentByClient: ReadonlyMap<string, number>): Promise<void> {
  const { rows: sums } = await pool.query(
    `select coalesce(sum(l.coins), 0)::int as coins, coalesce(sum(l.xp), 0)::int as xp,
            coalesce((select sum(total_coins) from user_wallet where user_id = $1), 0)::int as wallet,
            coalesce((select min(total_coins) from user_wallet where user_id = $1), 0)::int >= 0 as solvent,
            coalesce((select sum(total_xp) from user_progress where user_id = $1), 0)::int as progress,
            count(l.idempotency_key) = count(distinct l.idempotency_key) as once
     from points_ledger l where l.user_id = $1`,
    [userId],
  );
  const [sum] = sums as { coins: number; xp: number; wallet: number; progress: number }[];
  expect(sum, seedText).toMatchObject({ coins: sum?.wallet, xp: sum?.progress, solvent: true, once: true });

  const { rows: clients } = await pool.query<{ client_id: string; last: number; logged: number; highest: number }>(
    `select c.client_id, c.last_command_id as last, count(l.command_id) as logged, coalesce(max(l.command_id), 0) as highest
     from replica.clients c left join replica.command_log l using (client_id) where c.user_id = $1 group by 1, 2`,
    [userId],
  );
  const counted = new Map(clients.map(({ client_id, last, logged, highest }) => [client_id, [last, logged, highest]]));
  for (const [client, sent] of sentByClient) expect(counted.get(client), seedText).toEqual([sent, sent, sent]);
}

const ROWS_OF_DEVICE = tables
  .filter(({ scope }) => scope.kind === 'user' || scope.kind === 'parent' || scope.kind === 'either')
  .map(({ name, scope, hidden }) => {
    const own = scope.kind === 'either' ? `where not coalesce(${scope.publicWhen}, false)` : '';
    return `select '${name}' || ' ' || (to_jsonb(r) - '{${hidden.join(',')}}'::text[])::text as line from ${name} r ${own}`;
  })
  .join(' union all ');

/** A new device of the person reads the real feed into a real replica. */
export async function expectSameRows(server: TestServer, person: TestPerson): Promise<void> {
  const device = new TestDevice(server.url, true);
  device.cookie = person.cookie;
  const replica = await device.open();
  try {
    await replica.signedIn();
    await vi.waitFor(() => expect(replica.status().kind).toBe('synced'), { timeout: 90_000, interval: 25 });
    const here = await device.database?.query(ROWS_OF_DEVICE, []);
    const there = await server.database.pool.query<{ line: string }>(
      `select tbl || ' ' || "row"::text as line from replica.feed where scope = 'user:' || $1 and not deleted`,
      [person.id],
    );
    const lines = (rows: readonly unknown[] = []) => (rows as { line: string }[]).map(({ line }) => line).sort();
    expect(lines(here?.rows), seedText).toEqual(lines(there.rows));
  } finally {
    device.die();
  }
}
