// Forgets tombstones that every device has had time to see, and moves the horizon with them in the same transaction: a reader
// sees both or neither, so a cursor below the horizon is known to have missed something (feed/shape.ts).
import type { Pool } from '../db/pool.ts';
import { withSession } from '../db/session.ts';

export const TOMBSTONE_DAYS = 90;

/**
 * Transactions have no time of their own, so each run notes today's xmin and prunes below the newest note that is old
 * enough. Gives the number of tombstones removed.
 */
export async function pruneTombstones(pool: Pool, { days = TOMBSTONE_DAYS, now = new Date() } = {}): Promise<number> {
  return withSession(pool, async ({ client }) => {
    // Two servers at once: the second finds nothing left.
    await client.query(`select pg_advisory_xact_lock(hashtext('replica.prune'))`);
    await client.query(
      'insert into ops.feed_marks (at, snapshot_xmin) values ($1, pg_snapshot_xmin(pg_current_snapshot())) on conflict (at) do nothing',
      [now],
    );
    const before = new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
    const { rows } = await client.query<{ xmin: string }>(
      'select snapshot_xmin::text as xmin from ops.feed_marks where at <= $1 order by at desc limit 1',
      [before],
    );
    const horizon = rows[0]?.xmin;
    if (horizon === undefined) return 0;
    await client.query('update replica.pruned set horizon = $1::xid8 where horizon < $1::xid8', [horizon]);
    const pruned = await client.query('delete from replica.feed where deleted and xid < $1::xid8', [horizon]);
    await client.query('delete from ops.feed_marks where at < (select max(at) from ops.feed_marks where at <= $1)', [before]);
    return pruned.rowCount ?? 0;
  });
}
