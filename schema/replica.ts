// Turns a migrated PGlite into a replica. Drops the constraints that only the server can check, because rows of another scope
// may lag and commands may run ahead. In optimistic mode, the server's version of each row that a command touches is stored
// once. Invariant: restoring those before-images gives exactly the server's rows.
import { searchIndexDdl } from './search/index-sql.ts';
import { pkSql, quoted, quotedTable, tableNamed, tables, type SyncedTable, type TableName } from './tables.ts';

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const flatName = ({ name }: SyncedTable) => name.replace('.', '_');

const LOCAL_TABLES_SQL = `
create table if not exists replica.before (
  tbl text not null,
  pk text not null,
  "row" jsonb,
  primary key (tbl, pk)
);
create table if not exists replica.meta (key text primary key, value jsonb not null);
create table if not exists replica.derived (id uuid primary key, parts jsonb not null);`;

/**
 * Drops foreign keys, CHECKs and all unique constraints except primary keys. The index of a dropped unique constraint is kept
 * as a plain index unless another index begins with its columns, because queries use it.
 */
const DROP_CONSTRAINTS_SQL = `
do $drop$
declare
  found record;
begin
  for found in
    select conrelid::regclass::text as tbl, conname from pg_constraint
    where contype in ('f', 'c') and connamespace in ('public'::regnamespace, 'replica'::regnamespace)
    order by contype desc, conrelid, conname
  loop
    execute format('alter table %s drop constraint %I', found.tbl, found.conname);
  end loop;
  for found in
    select i.indexrelid::regclass::text as idx, i.indrelid::regclass::text as tbl, c.conname, pg_get_indexdef(i.indexrelid) as definition,
      exists (
        select from pg_index o
        where o.indrelid = i.indrelid and o.indexrelid <> i.indexrelid and i.indexprs is null and i.indpred is null
          and o.indpred is null and (o.indisprimary or not o.indisunique)
          and (o.indkey::int2[])[0:i.indnkeyatts - 1] = (i.indkey::int2[])[0:i.indnkeyatts - 1]
      ) as covered
    from pg_index i
    join pg_class t on t.oid = i.indrelid and t.relnamespace in ('public'::regnamespace, 'replica'::regnamespace)
    left join pg_constraint c on c.conindid = i.indexrelid and c.contype = 'u'
    where i.indisunique and not i.indisprimary
    order by i.indexrelid
  loop
    if found.conname is null then
      execute format('drop index %s', found.idx);
    else
      execute format('alter table %s drop constraint %I', found.tbl, found.conname);
    end if;
    if not found.covered then
      execute replace(found.definition, 'CREATE UNIQUE INDEX', 'CREATE INDEX');
    end if;
  end loop;
end
$drop$;`;

/** The audit log is the server's, which no device can change. Here the table is empty, and its triggers guard nothing. */
const DROP_AUDIT_GUARDS_SQL = `
drop trigger if exists audit_log_append_only on audit_log;
drop trigger if exists audit_log_not_truncated on audit_log;`;

/**
 * All rows of a person's table belong to the one person here, so the person's column selects nothing. An index that begins with
 * it is recreated without it, or dropped when another index begins with its remaining columns.
 */
function personlessIndexesSql(entry: SyncedTable): string {
  const person = personColumn(entry);
  if (person === null) return '';
  const on = literal(quotedTable(entry.name));
  return `
do $personless$
declare
  found record;
begin
  for found in
    select i.indexrelid::regclass::text as idx, i.indnkeyatts, (i.indkey::int2[])[1:] as rest,
      pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = ${on}::regclass and not i.indisunique and i.indexprs is null and i.indpred is null
      and a.attname = ${literal(person)}
    order by i.indnkeyatts desc, i.indexrelid
  loop
    execute format('drop index %s', found.idx);
    if not exists (
      select from pg_index o
      where o.indrelid = ${on}::regclass and o.indexprs is null and o.indpred is null
        and (o.indkey::int2[])[0:found.indnkeyatts - 2] = found.rest
    ) then
      execute regexp_replace(replace(found.definition, format('(%I, ', ${literal(person)}), '('), '^CREATE INDEX \\S+ ON ', 'CREATE INDEX ON ');
    end if;
  end loop;
end
$personless$;`;
}

/** The column that names the person on every row; null for a table whose rows may be public or another person's. */
function personColumn({ scope }: SyncedTable): string | null {
  if (scope.kind === 'user') return scope.column;
  return scope.kind === 'parent' ? 'user_id' : null;
}

/**
 * For JSON columns, because a JSON null in a row's JSON becomes an SQL null; for hidden columns, because their values are never
 * sent.
 */
function dropNotNullSql(entry: SyncedTable): string {
  return `
do $null$
declare
  found record;
begin
  for found in
    select attname from pg_attribute
    where attrelid = ${literal(quotedTable(entry.name))}::regclass and attnum > 0 and not attisdropped and attnotnull
      and (atttypid = 'jsonb'::regtype or attname = any (${literal(`{${entry.hidden.join(',')}}`)}))
      and attname <> all (${literal(`{${entry.key.join(',')}}`)})
  loop
    execute format('alter table ${quotedTable(entry.name)} alter column %I drop not null', found.attname);
  end loop;
end
$null$;`;
}

/** Row-level, so that it sees the old version of each row; active only in optimistic mode. */
function beforeTriggerSql(entry: SyncedTable): string {
  const on = quotedTable(entry.name);
  const name = flatName(entry);
  const keep = (alias: 'old' | 'new', image: string) =>
    `insert into replica.before (tbl, pk, "row") values (${literal(entry.name)}, ${pkSql(entry, alias)}, ${image}) on conflict (tbl, pk) do nothing;`;
  return `
create or replace function replica.before_${name}() returns trigger language plpgsql as $before$
begin
  if tg_op <> 'INSERT' then
    ${keep('old', 'to_jsonb(old)')}
  end if;
  if tg_op <> 'DELETE' then
    ${keep('new', 'null')}
  end if;
  return null;
end
$before$;
drop trigger if exists ${name}_before on ${on};
create trigger ${name}_before after insert or update or delete on ${on}
  for each row when (current_setting('replica.mode', true) = 'optimistic') execute function replica.before_${name}();`;
}

const sameKey = ({ key }: SyncedTable, a: string, b: string) =>
  key.map((column) => `${a}.${quoted(column)} = ${b}.${quoted(column)}`).join(' and ');

/** Converts the key in replica.before's row `b` to a typed row `k`, so that the primary key's index is used. */
function keyFromPkSql({ name, key }: SyncedTable): string {
  const parts = key.map((column, index) => `${literal(column)}, ${key.length === 1 ? 'b.pk' : `b.pk::jsonb ->> ${index}`}`);
  return `jsonb_populate_record(null::${quotedTable(name)}, jsonb_build_object(${parts.join(', ')}))`;
}

/** Creates one restore function per table, in the database, which knows the columns. */
function restoreFunctionSql(entry: SyncedTable): string {
  const on = quotedTable(entry.name);
  const of = `b.tbl = ${literal(entry.name)}`;
  return `
do $make$
declare
  settings text;
begin
  select string_agg(format('%I = excluded.%I', attname, attname), ', ' order by attnum) into settings
  from pg_attribute where attrelid = ${literal(on)}::regclass and attnum > 0 and not attisdropped;
  execute format($format$
create or replace function replica.restore_${flatName(entry)}() returns void language plpgsql as $restore$
begin
  delete from ${on} t using replica.before b, ${keyFromPkSql(entry)} k
  where ${of} and b."row" is null and ${sameKey(entry, 't', 'k')};
  insert into ${on} select r.* from replica.before b, jsonb_populate_record(null::${on}, b."row") r
  where ${of} and b."row" is not null
  on conflict (${entry.key.map(quoted).join(', ')}) do update set %s;
end
$restore$$format$, settings);
end
$make$;`;
}

const RESTORE_SQL = `
create or replace function replica.restore() returns void language plpgsql as $restore$
declare
  one text;
begin
  for one in select distinct tbl from replica.before loop
    execute format('select replica.%I()', 'restore_' || replace(one, '.', '_'));
  end loop;
  delete from replica.before;
end
$restore$;`;

/** The statements that turn a migrated PGlite into a replica, in order; run each with `exec`. */
export function replicaDdl(registry: readonly SyncedTable[] = tables): string[] {
  return [
    DROP_CONSTRAINTS_SQL,
    DROP_AUDIT_GUARDS_SQL,
    ...registry.map(personlessIndexesSql),
    LOCAL_TABLES_SQL,
    ...registry.flatMap((entry) => [dropNotNullSql(entry), beforeTriggerSql(entry), restoreFunctionSql(entry)]),
    RESTORE_SQL,
    ...searchIndexDdl(registry),
  ];
}

/** Restores all before-images and empties replica.before; O(stored rows). Never call it in optimistic mode. */
export const restoreBeforeImagesSql = (): string[] => ['select replica.restore()'];

/** Takes rows as one JSON array (`$1`, text) and inserts the named columns; fails on an existing key. */
export function insertRowsSql(name: TableName, columns: readonly string[]): string {
  const list = columns.map(quoted).join(', ');
  return `insert into ${quotedTable(name)} (${list}) select ${list} from jsonb_populate_recordset(null::${quotedTable(name)}, $1::jsonb)`;
}

/**
 * Takes rows as one JSON array (`$1`, text) and upserts the named columns. Other columns, for example hidden ones, keep their
 * values.
 */
export const upsertRowsSql = (name: TableName, columns: readonly string[]): string =>
  `${insertRowsSql(name, columns)} ${onConflictSql(name, columns)}`;

/** Like `upsertRowsSql`, but does not write rows that are as given. */
export function upsertChangedRowsSql(name: TableName, columns: readonly string[]): string {
  const table = quoted(name.split('.').at(-1) ?? name);
  const others = columns.filter((column) => !tableNamed(name).key.includes(column)).map(quoted);
  if (others.length === 0) return upsertRowsSql(name, columns);
  const list = (of: string) => others.map((column) => `${of}.${column}`).join(', ');
  return `${upsertRowsSql(name, columns)} where (${list(table)}) is distinct from (${list('excluded')})`;
}

function onConflictSql(name: TableName, columns: readonly string[]): string {
  const { key } = tableNamed(name);
  const settings = columns
    .filter((column) => !key.includes(column))
    .map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
  const change = settings.length === 0 ? 'nothing' : `update set ${settings.join(', ')}`;
  return `on conflict (${key.map(quoted).join(', ')}) do ${change}`;
}

/** Takes rows in COPY's text format; fails on an existing key. */
export const copyRowsSql = (name: TableName, columns: readonly string[]): string =>
  `copy ${quotedTable(name)} (${columns.map(quoted).join(', ')}) from stdin`;

const COPIED_TABLE = 'pg_temp.copied';

/** Takes rows in COPY's text format with the second statement, and upserts the named columns with the third. */
export function upsertCopiedSql(name: TableName, columns: readonly string[]): [string, string, string, string] {
  const list = columns.map(quoted).join(', ');
  return [
    `create temporary table copied (like ${quotedTable(name)})`,
    `copy ${COPIED_TABLE} (${list}) from stdin`,
    `insert into ${quotedTable(name)} (${list}) select ${list} from ${COPIED_TABLE} ${onConflictSql(name, columns)}`,
    `drop table ${COPIED_TABLE}`,
  ];
}

/** Takes keys as one JSON array of objects (`$1`, text), in the form of `pkToKey`. */
export function deleteRowsSql(name: TableName): string {
  const entry = tableNamed(name);
  const on = quotedTable(name);
  return `delete from ${on} t using jsonb_populate_recordset(null::${on}, $1::jsonb) k where ${sameKey(entry, 't', 'k')}`;
}

/**
 * Deletes a table's rows of one scope, for the swap after must-refetch; null when the table cannot have such rows. On a replica
 * every row that is not public is the person's.
 */
export function scopeRowsDeleteSql(name: TableName, scope: 'me' | 'public'): string | null {
  const condition = inScopeSql(name, scope);
  if (condition === null) return null;
  return `delete from ${quotedTable(name)}${condition === '' ? '' : ` r where ${condition}`}`;
}

/** Takes keys like `deleteRowsSql`, and deletes the rows of one scope that are not among them; null as above. */
export function otherRowsDeleteSql(name: TableName, scope: 'me' | 'public'): string | null {
  const condition = inScopeSql(name, scope);
  if (condition === null) return null;
  const on = quotedTable(name);
  return `delete from ${on} r where ${condition === '' ? '' : `${condition} and `}not exists (
    select from jsonb_populate_recordset(null::${on}, $1::jsonb) k where ${sameKey(tableNamed(name), 'k', 'r')})`;
}

/** The rows of one scope, as a condition on `r`; empty for all rows, null when the table cannot have such rows. */
function inScopeSql(name: TableName, scope: 'me' | 'public'): string | null {
  const { scope: rule } = scopeRoot(tableNamed(name));
  if (rule.kind === 'server') return null;
  if (rule.kind === 'public') return scope === 'public' ? '' : null;
  if (rule.kind !== 'either') return scope === 'me' ? '' : null;
  return `(${rule.publicWhen}) is ${scope === 'public' ? 'true' : 'not true'}`;
}

/** The table whose scope decides: the end of the chain of parents. */
function scopeRoot(entry: SyncedTable): SyncedTable {
  if (entry.scope.kind !== 'parent') return entry;
  const root = scopeRoot(tableNamed(entry.scope.table));
  if (root.scope.kind === 'either') throw new Error(`${entry.name} hangs on ${root.name}, whose rows have two scopes`);
  return root;
}

/** The non-unique indexes of a table, one `{ name, definition }` per row. */
export const secondaryIndexesSql = (name: TableName): string => `
  select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i where i.indrelid = ${literal(quotedTable(name))}::regclass and not i.indisunique
  order by i.indexrelid`;

/** The columns of this replica, one `{ tbl, columns }` per row. The applier upserts these columns and ignores all others. */
export const replicaColumnsSql = (): string => `
  select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as tbl,
    array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'replica')
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind = 'r'
  group by 1`;
