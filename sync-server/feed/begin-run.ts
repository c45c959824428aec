// A run of the feed is the time between two starts of Postgres (migration 0029). The transaction that records a new run blocks
// all other writers until it ends, so the server records it in a short transaction of its own before a long transaction would.
import type { Pool } from 'pg';

/** Does nothing when the run is already recorded. */
export async function beginRun(pool: Pool): Promise<void> {
  await pool.query('select replica.begin_run()');
}
