// Generates, from the registry, the triggers that fill replica.feed. After every statement, the triggers read the current
// version of each row it touched: the row is upserted under its scope and tombstoned under every other; a missing row is
// tombstoned in all its scopes. So the feed is a function of the tables, whatever wrote them (cascade, upsert, key change, a
// template made public). Invariant: a transaction holds the lock of a scope (replica.lock_scopes) before a row of that scope
// gets its number, and until its commit is visible. So a reader that sees number n of a scope has seen every lower number that
// the scope will ever have.
import { pkSql, quoted, quotedTable, tableNamed, tables, type SyncedTable } from './tables.ts';

const FEED_EVENTS = ['insert', 'update', 'delete', 'truncate'] as const;

/** SQL for the scope of the row with this alias: 'user:<id>', 'public', or null for a row that is not synced. */
export function scopeSql({ scope }: SyncedTable, alias = 'r', depth = 0): string {
  switch (scope.kind) {
    case 'user':
      return `'user:' || ${alias}.${quoted(scope.column)}::text`;
    case 'public':
      return `'public'`;
    case 'either':
      return `case when ${scope.publicWhen.replaceAll(/\br\./g, `${alias}.`)} then 'public' else 'user:' || ${alias}.${quoted(scope.column)}::text end`;
    case 'parent': {
      const parent = tableNamed(scope.table);
      const up = `p${depth}`;
      return `(select ${scopeSql(parent, up, depth + 1)} from ${quotedTable(parent.name)} ${up} where ${up}.${quoted(parent.key[0] ?? '')} = ${alias}.${quoted(scope.column)})`;
    }
    case 'server':
      throw new Error('a table of the server has no scope');
  }
}

const rowSql = ({ hidden }: SyncedTable): string =>
  hidden.length === 0 ? 'to_jsonb(r)' : `to_jsonb(r) - '{${hidden.join(',')}}'::text[]`;

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The common name of a table's function and triggers: `replica.clients` → `replica_clients`. */
const flatName = ({ name }: SyncedTable) => name.replace('.', '_');

/** Writes only rows that differ from the feed's, so that a statement without effect notifies nobody. */
const upsertSql = (entry: SyncedTable, source: string) => `
    insert into replica.feed as f (scope, tbl, pk, "row", deleted, xid, seq, bytes)
    select s.scope, ${literal(entry.name)}, s.pk, s."row", false, pg_current_xact_id(), nextval('replica.feed_seq'),
           replica.message_bytes(s.pk, s."row")
    from (select c.scope, c.pk, c."row" from ${source} c where c.scope is not null order by c.pk) s
    on conflict (tbl, pk, scope) do update
      set "row" = excluded."row", deleted = false, xid = excluded.xid, seq = excluded.seq, bytes = excluded.bytes
      where f.deleted or f."row" is distinct from excluded."row"
    returning f.scope`;

const TOMBSTONE_SQL = `"row" = null, deleted = true, xid = pg_current_xact_id(), seq = nextval('replica.feed_seq'), bytes = 0`;

const isScopedByParent = ({ scope }: SyncedTable): boolean => scope.kind === 'parent';

/**
 * Locks the scopes that the following statement writes to; `scopes` is a query with a column scope. A separate statement, so
 * that the next one's snapshot is taken after the lock was granted. While it waits, only a scope derived from a parent row can
 * change; in that case the query is repeated until it finds no scope that is not locked.
 */
function lockSql(entry: SyncedTable, scopes: string): string {
  const find = `select array_agg(distinct x.scope) into scopes from (${scopes}) x where x.scope is not null;`;
  if (!isScopedByParent(entry))
    return `
    ${find}
    perform replica.lock_scopes(scopes);`;
  return `
    loop
      ${find}
      exit when scopes is null or scopes <@ locked;
      perform replica.lock_scopes(scopes);
      locked := locked || scopes;
    end loop;`;
}

const currentSql = (entry: SyncedTable) =>
  `select ${pkSql(entry, 'r')} as pk, ${scopeSql(entry)} as scope, ${rowSql(entry)} as "row"`;

/**
 * Runs after an update or delete. Takes the touched keys from the transition tables and the rows from the table itself, because
 * within a cascade a transition table may contain a row twice or one that no longer exists.
 */
function touchedSql(entry: SyncedTable, transitions: readonly string[], followers: readonly SyncedTable[]): string {
  const keys = entry.key.map(quoted).join(', ');
  const sameKey = entry.key.map((column) => `r.${quoted(column)} = k.${quoted(column)}`).join(' and ');
  const touched = `with touched as (${transitions.map((transition) => `select ${keys} from ${transition}`).join(' union ')})`;
  const scopes = `${touched}
      select c.scope from touched k
        join lateral (select ${scopeSql(entry)} as scope from ${quotedTable(entry.name)} r where ${sameKey} offset 0) c on true
      union all
      select f.scope from touched k
        join replica.feed f on f.tbl = ${literal(entry.name)} and f.pk = ${pkSql(entry, 'k')} and not f.deleted`;
  return `${lockSql(entry, scopes)}
    ${touched},
    found as materialized (
      select ${pkSql(entry, 'k')} as pk, c.scope, c."row"
      from touched k
      left join lateral (${currentSql(entry)} from ${quotedTable(entry.name)} r where ${sameKey} offset 0) c on true
    ),
    gone as (
      update replica.feed f set ${TOMBSTONE_SQL}
      from (select c.pk, c.scope from found c order by c.pk) c
      where f.tbl = ${literal(entry.name)} and f.pk = c.pk and not f.deleted and f.scope is distinct from c.scope
      returning f.scope, f.pk, c.scope is not null as moved
    ),
    written as (${upsertSql(entry, 'found')})
    select array_agg(distinct scope), array_agg(distinct pk) filter (where moved) into changed, moved_keys
    from (select scope, pk, moved from gone union all select scope, null, false from written) x;
    ${followers.map(followSql).join('')}`;
}

/** When a row moves to another person, updates its child rows, so that their own triggers move them too. */
const followSql = ({ name, scope }: SyncedTable): string => {
  if (scope.kind !== 'parent') throw new Error(`${name} does not follow a parent`);
  const column = quoted(scope.column);
  return `
    if moved_keys is not null then
      update ${quotedTable(name)} set ${column} = ${column} where ${column} = any (moved_keys::uuid[]);
    end if;`;
};

const followersOf = ({ name }: SyncedTable, registry: readonly SyncedTable[]) =>
  registry.filter(({ scope }) => scope.kind === 'parent' && scope.table === name);

/**
 * The trigger function of one table. Its settings make cached plans use the indexes and make the JSON independent of the
 * session. JIT is off, because PostgreSQL before 18 gives a plan that must use a disabled method a cost high enough to compile
 * it.
 */
function functionSql(entry: SyncedTable, registry: readonly SyncedTable[]): string {
  const followers = followersOf(entry, registry);
  return `
create or replace function replica.feed_${flatName(entry)}() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $feed$
declare
  scopes text[];
  locked text[] := '{}';
  changed text[];
  moved_keys text[];
  one text;
begin
  if tg_op = 'TRUNCATE' then
    raise exception 'truncating ${entry.name} would leave its rows in every replica; delete them';
  elsif tg_op = 'INSERT' then${lockSql(entry, `select ${scopeSql(entry)} as scope from new_rows r`)}
    with found as (${currentSql(entry)} from new_rows r), written as (${upsertSql(entry, 'found')})
    select array_agg(distinct scope) into changed from written;
  elsif tg_op = 'UPDATE' then${touchedSql(entry, ['old_rows', 'new_rows'], followers)}
  else${touchedSql(entry, ['old_rows'], [])}
  end if;
  foreach one in array coalesce(changed, '{}') loop
    perform pg_notify('replica_feed', one);
  end loop;
  return null;
end
$feed$;`;
}

const REFERENCING: Record<(typeof FEED_EVENTS)[number], string> = {
  insert: 'referencing new table as new_rows',
  update: 'referencing old table as old_rows new table as new_rows',
  delete: 'referencing old table as old_rows',
  truncate: '',
};

const triggerName = (entry: SyncedTable, event: string) => `${flatName(entry)}_feed_${event}`;

/** Function and triggers of one table; can run repeatedly. For a server table: drops them. */
export function feedTriggersSql(entry: SyncedTable, registry: readonly SyncedTable[] = tables): string {
  const on = quotedTable(entry.name);
  const drops = FEED_EVENTS.map((event) => `drop trigger if exists ${triggerName(entry, event)} on ${on};`).join('\n');
  if (entry.scope.kind === 'server') return `${drops}\ndrop function if exists replica.feed_${flatName(entry)}();`;
  const creates = FEED_EVENTS.map((event) => {
    const when = event === 'truncate' ? 'before' : 'after';
    return `create trigger ${triggerName(entry, event)} ${when} ${event} on ${on} ${REFERENCING[event]} for each statement execute function replica.feed_${flatName(entry)}();`;
  }).join('\n');
  return `${functionSql(entry, registry)}\n${drops}\n${creates}`;
}

/** Locks every scope that the backfill of the table may write to. */
export function backfillLocksSql(entry: SyncedTable): string {
  const inFeed = `select f.scope from replica.feed f where f.tbl = ${literal(entry.name)} and not f.deleted`;
  const scopes =
    entry.scope.kind === 'server'
      ? inFeed
      : `select ${scopeSql(entry)} as scope from ${quotedTable(entry.name)} r union ${inFeed}`;
  return `select replica.lock_scopes(array(select x.scope from (${scopes}) x where x.scope is not null))`;
}

/** Rows written before migration 0028 have no size. */
export const measureSql = (entry: SyncedTable): string => `
    update replica.feed f set bytes = replica.message_bytes(f.pk, f."row")
    where f.tbl = ${literal(entry.name)} and not f.deleted and f.bytes = 0`;

/**
 * Makes the feed equal to the table: for rows older than the triggers, and after a change of scope, hidden columns or columns.
 * Writes only rows that differ.
 */
export function backfillSql(entry: SyncedTable): string {
  const tombstone = `
    update replica.feed f set ${TOMBSTONE_SQL}
    where f.tbl = ${literal(entry.name)} and not f.deleted`;
  if (entry.scope.kind === 'server') return tombstone;
  return `
    with found as materialized (${currentSql(entry)} from ${quotedTable(entry.name)} r),
    gone as (${tombstone}
      and not exists (select from found c where c.pk = f.pk and c.scope = f.scope)
      returning f.scope
    ),
    written as (${upsertSql(entry, 'found')})
    select pg_notify('replica_feed', x.scope) from (select scope from gone union select scope from written) x`;
}

/** Tombstones feed rows of tables that the registry no longer has: first the locks, then the rows. */
export function forgetUnregisteredSql(registry: readonly SyncedTable[] = tables): [locks: string, rows: string] {
  const where = `not f.deleted and f.tbl <> all ('{${registry.map(({ name }) => name).join(',')}}'::text[])`;
  return [
    `select replica.lock_scopes(array(select distinct f.scope from replica.feed f where ${where}))`,
    `update replica.feed f set ${TOMBSTONE_SQL} where ${where}`,
  ];
}
