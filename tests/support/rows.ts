// Rows for tests over every table: derived from the catalogue, so that a new column or table needs no change here.

export type RunSql = (sql: string, params?: unknown[]) => Promise<{ rows: unknown[] }>;

export interface RowColumn {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  has_default: boolean;
  /** The table that its foreign key references, or null. */
  references: string | null;
  /** The referenced column of that table. */
  referenced_column: string | null;
  /** The values of its CHECK (column in (…)), or null. */
  choices: string[] | null;
}

const COLUMNS_SQL = `
  select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as table,
    a.attname as column, format_type(a.atttypid, null) as type, not a.attnotnull as nullable, a.atthasdef as has_default,
    (select case fn.nspname when 'public' then f.relname else fn.nspname || '.' || f.relname end
     from pg_constraint k join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
     where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum] limit 1) as references,
    (select fa.attname from pg_constraint k join pg_attribute fa on fa.attrelid = k.confrelid and fa.attnum = k.confkey[1]
     where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum] limit 1) as referenced_column,
    (select (select array_agg(m[1]) from regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text', 'g') m)
     from pg_constraint k
     where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) like '%= ANY%'
     limit 1) as choices
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind = 'r' and n.nspname in ('public', 'replica')
  order by 1, a.attnum`;

export async function readRowColumns(run: RunSql): Promise<Map<string, RowColumn[]>> {
  const byTable = new Map<string, RowColumn[]>();
  for (const column of (await run(COLUMNS_SQL)).rows as RowColumn[]) {
    byTable.set(column.table, [...(byTable.get(column.table) ?? []), column]);
  }
  return byTable;
}

export type Row = Record<string, unknown>;

/**
 * Inserts one row into each of `names` (parents first) that belongs to one person and meets every constraint, and returns the
 * rows. Optional columns are omitted, except those that reference the person or an inserted row.
 */
export async function insertOneOfEach(run: RunSql, names: readonly string[], seed = 1): Promise<Map<string, Row>> {
  const columns = await readRowColumns(run);
  const made = new Map<string, Row>();
  for (const [index, name] of names.entries()) {
    const row: Row = {};
    for (const column of columns.get(name) ?? []) {
      const value = columnValue(column, made, index + seed * 1000);
      if (value !== undefined) row[column.column] = value;
    }
    made.set(name, row);
    await insertRow(run, name, row);
  }
  return made;
}

/** Converts through JSON, as the feed would write the row: one code path for every type. */
export async function insertRow(run: RunSql, name: string, row: Row): Promise<void> {
  const columns = Object.keys(row)
    .map((column) => `"${column}"`)
    .join(', ');
  await run(`insert into ${name} (${columns}) select ${columns} from jsonb_populate_record(null::${name}, $1::jsonb)`, [
    JSON.stringify(row),
  ]);
}

const uuidOf = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

function columnValue(column: RowColumn, made: Map<string, Row>, number: number): unknown {
  const referenced = column.references && made.get(column.references)?.[column.referenced_column ?? ''];
  if (referenced !== undefined && referenced !== null) return referenced;
  if (column.nullable || (column.has_default && column.column !== 'id')) return undefined;
  if (column.choices?.[0] !== undefined) return column.choices[0];
  if (column.column === 'year') return 2026;
  if (column.column.endsWith('sha256')) return 'a'.repeat(64);
  switch (column.type) {
    case 'uuid':
      return uuidOf(number);
    case 'text':
      return `${column.column} ${number}`;
    case 'date':
      return '2026-03-01';
    case 'timestamp with time zone':
      return '2026-03-01T10:00:00Z';
    case 'boolean':
      return false;
    case 'jsonb':
      return {};
    case 'bytea':
      return '\\x00ff';
    default:
      return 1;
  }
}
