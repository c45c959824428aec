// Which rows are one person's, for every table of the registry. The export of an account and its deletion both read this, so that no
// table can be in one and missing in the other.
import { quoted, quotedTable, tableNamed, tables, type SyncedTable, type TableName } from '../tables.ts';

/** Tables of the server that have rows of people, by the column of the person. */
const SERVER_OWNERS: Partial<Record<TableName, string>> = { audit_log: 'user_id', due: 'user_id', calendar_feeds: 'user_id' };

/** SQL condition on the row `alias`: it belongs to the person `$1`. Null: nobody owns rows of this table. */
export function ownRowsSql({ name, scope }: SyncedTable, alias = 'r', depth = 0): string | null {
  switch (scope.kind) {
    case 'user':
    case 'either':
      return `${alias}.${quoted(scope.column)} = $1`;
    case 'parent': {
      const parent = tableNamed(scope.table);
      const up = `p${depth}`;
      const condition = ownRowsSql(parent, up, depth + 1);
      if (condition === null) throw new Error(`${name}: the parent ${scope.table} has no owner`);
      return `${alias}.${quoted(scope.column)} in (select ${up}.${quoted(parent.key[0] ?? '')} from ${quotedTable(parent.name)} ${up} where ${condition})`;
    }
    case 'public':
      return null;
    case 'server': {
      const column = SERVER_OWNERS[name];
      return column === undefined ? null : `${alias}.${quoted(column)} = $1`;
    }
  }
}

export interface OwnedTable {
  entry: SyncedTable;
  /** The condition on the row `r`. */
  condition: string;
}

/** Parents before children. */
export const ownedTables: readonly OwnedTable[] = tables.flatMap((entry) => {
  const condition = ownRowsSql(entry);
  return condition === null ? [] : [{ entry, condition }];
});

/** What a query needs to read a person's rows of one table as JSON texts, in the order of the key, with `columns` in their order. */
export function exportSql({ entry, condition }: OwnedTable, columns: readonly string[]): string {
  const list = columns.map((column) => `r.${quoted(column)}`).join(', ');
  const order = entry.key.map((column) => `r.${quoted(column)}::text collate "C"`).join(', ');
  return `select row_to_json(x)::text as row from (select ${list} from ${quotedTable(entry.name)} r where ${condition} order by ${order}) x`;
}

/** The columns of every table in their order. Exports leave the registry's hidden ones out: they hold secrets of sign-in. */
export const COLUMNS_SQL = `
  select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as "table", a.attname as "column"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relkind = 'r' and n.nspname in ('public', 'replica')
   order by 1, a.attnum`;

export function exportedColumns(rows: readonly { table: string; column: string }[]): Map<string, string[]> {
  const byTable = new Map<string, string[]>();
  for (const { entry } of ownedTables) {
    byTable.set(
      entry.name,
      rows.filter(({ table, column }) => table === entry.name && !entry.hidden.includes(column)).map(({ column }) => column),
    );
  }
  return byTable;
}
