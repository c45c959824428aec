// What the database says of the tables that an archive brings: their columns and what they refer to. Names in an archive are only
// compared with these, so that no name that a device sends becomes part of a statement.
import { COLUMNS_SQL, exportedColumns } from '#schema/leaving/own-rows.ts';
import { travellingTables } from '#schema/leaving/arrival.ts';
import { findTable, type SyncedTable } from '#schema/tables.ts';
import type { PoolClient } from '../db/pool.ts';

export interface Reference {
  column: string;
  isNullable: boolean;
  parent: SyncedTable;
  parentColumn: string;
  /** The type of the column, as SQL. */
  type: string;
}

export interface TableShape {
  entry: SyncedTable;
  /** SQL condition: the row `r` belongs to the person `$1`. */
  condition: string;
  columns: ReadonlySet<string>;
  /** Columns that name a person. */
  people: readonly string[];
  /** To rows of other tables and of this one. */
  references: readonly Reference[];
}

export type ArrivalShape = ReadonlyMap<string, TableShape>;

const NAME_SQL = (relation: string, schema: string) =>
  `case ${schema}.nspname when 'public' then ${relation}.relname else ${schema}.nspname || '.' || ${relation}.relname end`;

/** Every foreign key of the database has one column. */
const REFERENCES_SQL = `
  select ${NAME_SQL('c', 'n')} as "table", a.attname as "column", not a.attnotnull as nullable,
         ${NAME_SQL('f', 'fn')} as parent, fa.attname as parent_column, format_type(fa.atttypid, fa.atttypmod) as type
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
    join pg_attribute fa on fa.attrelid = f.oid and fa.attnum = k.confkey[1]
   where k.contype = 'f'
   order by 1, 2`;

interface ReferenceRow {
  table: string;
  column: string;
  nullable: boolean;
  parent: string;
  parent_column: string;
  type: string;
}

export async function readArrivalShape(db: Pick<PoolClient, 'query'>): Promise<ArrivalShape> {
  const columns = exportedColumns((await db.query<{ table: string; column: string }>(COLUMNS_SQL)).rows);
  const { rows } = await db.query<ReferenceRow>(REFERENCES_SQL);
  const shape = new Map<string, TableShape>();
  for (const { entry, condition } of inOrderOfArrival(rows)) {
    const own = rows.filter(({ table }) => table === entry.name);
    shape.set(entry.name, {
      ...{ entry, condition, columns: new Set(columns.get(entry.name)) },
      people: own.filter(({ parent }) => parent === 'users').map(({ column }) => column),
      references: own.flatMap(({ column, nullable, parent, parent_column, type }) => {
        const found = parent === 'users' ? undefined : findTable(parent);
        return found ? [{ column, isNullable: nullable, parent: found, parentColumn: parent_column, type }] : [];
      }),
    });
  }
  return shape;
}

/**
 * Parents before children. Tables with rows for everybody come last where they can, because from such a row on nobody else can write
 * public rows until the archive is in.
 */
function inOrderOfArrival(references: readonly ReferenceRow[]) {
  const parents = new Set(references.map(({ parent }) => parent));
  const isLast = ({ name, scope }: SyncedTable) => scope.kind === 'either' && !parents.has(name);
  return [...travellingTables.filter(({ entry }) => !isLast(entry)), ...travellingTables.filter(({ entry }) => isLast(entry))];
}

/** Columns of all tables that name a person, but not of the audit log, which is not rewritten. */
export async function personColumns(db: Pick<PoolClient, 'query'>): Promise<{ table: string; column: string }[]> {
  const { rows } = await db.query<{ table: string; column: string }>(
    `select k.conrelid::regclass::text as "table", quote_ident(a.attname) as "column"
       from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.confrelid = 'public.users'::regclass and k.conrelid <> 'public.audit_log'::regclass
      order by 1, 2`,
  );
  return rows;
}
