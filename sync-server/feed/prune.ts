// Prunes tombstones that every device has had time to read, and stores the horizon of each scope in the same transaction. A
// reader sees both or neither, so a cursor below its scope's horizon is known to have missed a tombstone (feed/shape.ts).
import type { Pool } from '../db/pool.ts';
import { withSession } from '../db/session.ts';

export const TOMBSTONE_DAYS = 90;

/**
 * Sequence numbers carry no time, so each run stores the newest number with its time, and prunes up to the newest stored number
 * that is old enough. Returns the number of removed tombstones.
 */
export async function pruneTombstones(pool: Pool, { days = TOMBSTONE_DAYS, now = new Date() } = {}): Promise<number> {
  return withSession(pool, async ({ client }) => {
    // Of two servers at once, the second waits and finds nothing left.
    await client.query(`select pg_advisory_xact_lock(hashtext('replica.prune'))`);
    await client.query(
      'insert into ops.feed_marks (at, seq) select $1, last_value from replica.feed_seq on conflict (at) do nothing',
      [now],
    );
    const before = new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
    const { rows } = await client.query<{ seq: number }>(
      'select seq from ops.feed_marks where at <= $1 order by at desc limit 1',
      [before],
    );
    const upTo = rows[0]?.seq;
    if (upTo === undefined) return 0;
    const pruned = await client.query<{ count: number }>(
      `with gone as (delete from replica.feed where deleted and seq <= $1 returning scope, seq),
       noted as (
         insert into replica.pruned_scopes as p (scope, horizon)
         select scope, max(seq) from gone group by scope
         on conflict (scope) do update set horizon = greatest(p.horizon, excluded.horizon)
       )
       select count(*)::integer as count from gone`,
      [upTo],
    );
    await client.query('delete from ops.feed_marks where at < (select max(at) from ops.feed_marks where at <= $1)', [before]);
    return pruned.rows[0]?.count ?? 0;
  });
}
