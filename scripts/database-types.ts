// Generates the text of schema/database.ts from the catalogue. A column's TypeScript type is the type that both drivers return
// (schema/session.ts). A default that reads the clock or is random does not make a column optional, because commands pass ids
// and times.

export interface CatalogColumn {
  schema: string;
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  default: string | null;
  identity: boolean;
  /** Definitions of the CHECK constraints that involve only this column. */
  checks: string[];
}

const COLUMNS_SQL = `
  select n.nspname as schema, c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
    not a.attnotnull as nullable, pg_get_expr(d.adbin, d.adrelid) as default,
    a.attidentity <> '' or a.attgenerated <> '' as identity,
    coalesce((
      select json_agg(pg_get_constraintdef(k.oid) order by k.conname)
      from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
    ), '[]') as checks
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relkind = 'r' and n.nspname in ('public', 'replica')
  order by n.nspname <> 'public', c.relname, a.attnum`;

export const readColumns = async (query: (sql: string) => Promise<unknown[]>) => (await query(COLUMNS_SQL)) as CatalogColumn[];

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  'character varying': 'string',
  inet: 'string',
  date: 'string',
  numeric: 'string',
  xid8: 'string',
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  real: 'number',
  'double precision': 'number',
  'timestamp with time zone': 'Timestamp',
  jsonb: 'Json',
  bytea: 'Uint8Array',
};

const HEADER = `// Row types of the migrated database. Written by \`npm run generate\` from schema/migrations; do not edit.
import type { ColumnType, Generated, RawBuilder } from 'kysely';

/** Read as a Date; written as a Date or ISO text. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Read as parsed JSON; written by \`jsonb\` of schema/command/kit.ts, which means the same to both drivers. */
export type Json = ColumnType<JsonValue, RawBuilder<unknown>, RawBuilder<unknown>>;

/** The same column where null is allowed: Kysely wants the null inside the ColumnType. */
export type Nullable<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S | null, I | null | undefined, U | null> : T | null;

/** A ColumnType with a default. */
export type Defaulted<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : Generated<T>;
`;

export function databaseTypes(columns: CatalogColumn[]): string {
  const tables = new Map<string, CatalogColumn[]>();
  for (const column of columns) {
    const key = tableKey(column);
    tables.set(key, [...(tables.get(key) ?? []), column]);
  }
  const interfaces = [...tables].map(
    ([key, members]) => `export interface ${interfaceName(key)} {\n${members.map(member).join('')}}\n`,
  );
  const entries = [...tables.keys()].map((key) => `  ${key.includes('.') ? `'${key}'` : key}: ${interfaceName(key)};\n`);
  return `${HEADER}\n${interfaces.join('\n')}\nexport interface Database {\n${entries.join('')}}\n`;
}

const tableKey = ({ schema, table }: CatalogColumn) => (schema === 'public' ? table : `${schema}.${table}`);

const interfaceName = (key: string) =>
  key
    .split(/[._]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('') + 'Table';

const member = (column: CatalogColumn) => `  ${column.column}: ${columnType(column)};\n`;

function columnType(column: CatalogColumn): string {
  const base = baseType(column);
  const structured = base === 'Timestamp' || base === 'Json';
  if (column.nullable) return structured ? `Nullable<${base}>` : `${base} | null`;
  if (!isOptionalOnInsert(column)) return base;
  return structured ? `Defaulted<${base}>` : `Generated<${base}>`;
}

const isOptionalOnInsert = ({ default: value, identity }: CatalogColumn) =>
  identity || (value !== null && !/\b(now|gen_random_uuid|uuidv7|clock_timestamp)\(|CURRENT_TIMESTAMP/i.test(value));

function baseType(column: CatalogColumn): string {
  const { type, checks } = column;
  const isArray = type.endsWith('[]');
  const known = TYPES[isArray ? type.slice(0, -2) : type];
  if (!known) throw new Error(`${tableKey(column)}.${column.column} has the type ${type}, which has no TypeScript type yet`);
  if (isArray) return `${known}[]`;
  const union = known === 'string' ? checks.map(literalUnion).find(Boolean) : undefined;
  return union ?? known;
}

/** `CHECK ((col = ANY (ARRAY['a'::text, 'b'::text])))` → `'a' | 'b'`; undefined for any other check. */
function literalUnion(definition: string): string | undefined {
  const one = /^CHECK \(\(\w+ = ('(?:[^']|'')*')::text\)\)$/.exec(definition);
  if (one) return one[1];
  const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[(.*)\]\)\)\)$/.exec(definition)?.[1];
  const literals = list?.match(/'(?:[^']|'')*'(?=::text)/g);
  if (!list || !literals || literals.join('::text, ') + '::text' !== list) return undefined;
  return literals.map((literal) => `'${literal.slice(1, -1).replaceAll("''", "'").replaceAll(/['\\]/g, '\\$&')}'`).join(' | ');
}
