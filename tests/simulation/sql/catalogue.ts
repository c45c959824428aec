// The tables and columns of the model database: read once from a migrated PGlite, so that the model always matches the
// migrations, and cached in .cache under their digest.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tables } from '#schema/tables.ts';
import { readMigrations } from '#server/db/migrations.ts';
import { migratedPglite } from '#tests/support/pglite.ts';
import type { TableShape } from './store.ts';
import { toStored, type Column } from './values.ts';

interface StoredColumn {
  tbl: string;
  name: string;
  type: string;
  default: unknown;
}

const COLUMNS_SQL = `
select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as tbl,
       a.attname as name, t.typname as type, pg_get_expr(d.adbin, d.adrelid) as expression
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'replica', 'ops')
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
 where c.relkind = 'r'
 order by tbl, a.attnum`;

/** Tables that exist only on the server or only on a replica, with their key and the types of the columns. */
const LOCAL_TABLES: Record<string, { key: string[]; columns: Record<string, string> }> = {
  'replica.before': { key: ['tbl', 'pk'], columns: { tbl: 'text', pk: 'text', row: 'jsonb' } },
  'replica.meta': { key: ['key'], columns: { key: 'text', value: 'jsonb' } },
  'replica.derived': { key: ['id'], columns: { id: 'uuid', parts: 'jsonb' } },
  'replica.staging': { key: ['scope', 'tbl', 'pk'], columns: { scope: 'text', tbl: 'text', pk: 'text', row: 'text' } },
  'replica.command_log': { key: ['client_id', 'command_id'], columns: {} },
  'replica.feed': { key: ['tbl', 'pk', 'scope'], columns: {} },
  'replica.pruned_scopes': { key: ['scope'], columns: {} },
  'replica.runs': { key: ['from_seq'], columns: {} },
  'replica.run_ends': { key: ['scope', 'from_seq'], columns: {} },
};

/** Whether a default is a constant expression; commands do not rely on other defaults. */
const isConstant = (expression: string | null): expression is string => expression !== null && !expression.includes('(');

async function readColumns(): Promise<StoredColumn[]> {
  const pg = await migratedPglite();
  const { rows } = await pg.query<{ tbl: string; name: string; type: string; expression: string | null }>(COLUMNS_SQL);
  const constants = rows.map(({ expression }) => expression).filter(isConstant);
  const { rows: values } = await pg.query<{ all: unknown[] }>(
    `select array[${constants.map((one) => `to_jsonb(${one})`).join(', ')}] as all`,
  );
  await pg.close();
  const all = values[0]?.all ?? [];
  let at = 0;
  return rows.map(({ expression, ...column }) => ({ ...column, default: isConstant(expression) ? all[at++] : null }));
}

async function storedColumns(): Promise<StoredColumn[]> {
  const digest = createHash('sha256')
    .update(JSON.stringify([COLUMNS_SQL, await readMigrations()]))
    .digest('hex')
    .slice(0, 16);
  const file = fileURLToPath(new URL(`../../../.cache/model-catalogue-${digest}.json`, import.meta.url));
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return JSON.parse(kept) as StoredColumn[];
  const columns = await readColumns();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, JSON.stringify(columns));
  await rename(`${file}.${process.pid}`, file);
  return columns;
}

export async function readCatalogue(): Promise<Map<string, TableShape>> {
  const shapes = new Map<string, TableShape & { columns: Map<string, Column> }>();
  const keys = new Map<string, readonly string[]>(tables.map(({ name, key }) => [name, key]));
  for (const [name, { key }] of Object.entries(LOCAL_TABLES)) keys.set(name, key);
  for (const { tbl, name, type, default: value } of await storedColumns()) {
    const key = keys.get(tbl);
    if (!key) continue;
    const shape = shapes.get(tbl) ?? { name: tbl, key, columns: new Map<string, Column>() };
    shape.columns.set(name, {
      name,
      type,
      default: toStored(type, type === 'jsonb' && value !== null ? JSON.stringify(value) : value),
    });
    shapes.set(tbl, shape);
  }
  for (const [name, { key, columns }] of Object.entries(LOCAL_TABLES)) {
    if (shapes.has(name)) continue;
    const entries = Object.entries(columns).map(([column, type]) => [column, { name: column, type, default: null }] as const);
    shapes.set(name, { name, key, columns: new Map(entries) });
  }
  return shapes;
}
