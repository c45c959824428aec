// Detects a connection pooler (PgBouncer, pgcat, Supavisor) in front of the database. In transaction mode, prepared names,
// LISTEN and session locks do not survive a transaction. Every pooler is assumed to run in that mode.
import { createClient } from './pool.ts';

export async function isPooled(url: string): Promise<boolean> {
  const client = createClient(url, 'cadence-start');
  await client.connect();
  try {
    // The startup message gives the pid of the backend. A pooler gives a number of its own, which differs from
    // pg_backend_pid().
    const { processID } = client as unknown as { processID: number | null };
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return processID !== rows[0]?.pid;
  } finally {
    await client.end();
  }
}
