// Row counts for /debug: exact, but only of tables that have rows.
import type { Session } from '../applier/database.ts';

export async function readDiagnostics(session: Session): Promise<{ name: string; rows: number }[]> {
  const { rows: names } = await session.query(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and pg_relation_size(c.oid) > 0 order by c.relname`,
  );
  const tables: { name: string; rows: number }[] = [];
  for (const { name } of names as { name: string }[]) {
    const { rows } = await session.query(`select count(*)::int as count from public."${name}"`);
    const { count } = rows[0] as { count: number };
    if (count > 0) tables.push({ name, rows: count });
  }
  return tables;
}
