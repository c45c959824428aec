// I1 with real databases: the rows of a replica and of the server are equal.
import { tables } from '#schema/tables.ts';
import type { Pool } from '#server/db/pool.ts';

export type ReadReplica = (sql: string) => Promise<unknown[]>;

async function replicaRows(read: ReadReplica): Promise<Set<string>> {
  const all = new Set<string>();
  for (const { name, scope, hidden } of tables) {
    if (scope.kind === 'server') continue;
    const rows = (await read(`select (to_jsonb(r) - '{${hidden.join(',')}}'::text[])::text as row from ${name} r`)) as {
      row: string;
    }[];
    for (const { row } of rows) all.add(`${name} ${row}`);
  }
  return all;
}

async function serverRows(pool: Pool, userId: string): Promise<Set<string>> {
  const { rows } = await pool.query<{ tbl: string; row: string }>(
    `select tbl, row::text as row from replica.feed where scope in ('user:' || $1, 'public') and not deleted`,
    [userId],
  );
  return new Set(rows.map(({ tbl, row }) => `${tbl} ${row}`));
}

/** The differences between the two sides. Empty when the replica has converged. */
export async function compareRows(read: ReadReplica, pool: Pool, userId: string): Promise<string[]> {
  const [here, there] = [await replicaRows(read), await serverRows(pool, userId)];
  const [{ count }] = (await read('select count(*)::int as count from replica.before')) as [{ count: number }];
  return [
    ...[...there].filter((row) => !here.has(row)).map((row) => `missing: ${row}`),
    ...[...here].filter((row) => !there.has(row)).map((row) => `not the server's: ${row}`),
    ...(count > 0 ? [`${count} before-images remain`] : []),
  ];
}
