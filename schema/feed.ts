// Registry → the triggers that fill replica.feed. After every statement the rows it touched are looked at as they are now:
// each is upserted under its scope and tombstoned under every other; a row that is gone is tombstoned wherever it was. So
// the feed is a function of the tables, whatever path (cascade, upsert, key change, a template made public) led there.
import { pkSql, quoted, quotedTable, tableNamed, tables, type SyncedTable } from './tables.ts';

const FEED_EVENTS = ['insert', 'update', 'delete', 'truncate'] as const;

/** SQL for the scope of the row called `alias`: 'user:<id>', 'public', or null for a row that is not synced. */
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

/** One name for function and triggers: `replica.clients` → `replica_clients`. */
const flatName = ({ name }: SyncedTable) => name.replace('.', '_');

/** Rows only where they differ from what the feed has, so that a statement that changes nothing wakes nobody. */
const upsertSql = (entry: SyncedTable, source: string) => `
    insert into replica.feed as f (scope, tbl, pk, "row", deleted, xid, seq)
    select s.scope, ${literal(entry.name)}, s.pk, s."row", false, pg_current_xact_id(), nextval('replica.feed_seq')
    from (select c.scope, c.pk, c."row" from ${source} c where c.scope is not null order by c.pk) s
    on conflict (tbl, pk, scope) do update
      set "row" = excluded."row", deleted = false, xid = excluded.xid, seq = excluded.seq
      where f.deleted or f."row" is distinct from excluded."row"
    returning f.scope`;

const currentSql = (entry: SyncedTable) =>
  `select ${pkSql(entry, 'r')} as pk, ${scopeSql(entry)} as scope, ${rowSql(entry)} as "row"`;

/**
 * After an update or delete. The touched keys come from the transition tables, the rows from the table itself: within a
 * cascade a transition table may hold a row twice, or one that is gone by now.
 */
function touchedSql(entry: SyncedTable, transitions: readonly string[], followers: readonly SyncedTable[]): string {
  const keys = entry.key.map(quoted).join(', ');
  const sameKey = entry.key.map((column) => `r.${quoted(column)} = k.${quoted(column)}`).join(' and ');
  return `
    with touched as (${transitions.map((transition) => `select ${keys} from ${transition}`).join(' union ')}),
    found as materialized (
      select ${pkSql(entry, 'k')} as pk, c.scope, c."row"
      from touched k
      left join lateral (${currentSql(entry)} from ${quotedTable(entry.name)} r where ${sameKey} offset 0) c on true
    ),
    gone as (
      update replica.feed f
      set "row" = null, deleted = true, xid = pg_current_xact_id(), seq = nextval('replica.feed_seq')
      from (select c.pk, c.scope from found c order by c.pk) c
      where f.tbl = ${literal(entry.name)} and f.pk = c.pk and not f.deleted and f.scope is distinct from c.scope
      returning f.scope, f.pk, c.scope is not null as moved
    ),
    written as (${upsertSql(entry, 'found')})
    select array_agg(distinct scope), array_agg(distinct pk) filter (where moved) into changed, moved_keys
    from (select scope, pk, moved from gone union all select scope, null, false from written) x;
    ${followers.map(followSql).join('')}`;
}

/** A row that went to another person takes its children along: touching them runs their own triggers. */
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

/** The trigger function of one table. Its settings keep cached plans on the indexes and JSON independent of the session. */
function functionSql(entry: SyncedTable, registry: readonly SyncedTable[]): string {
  const followers = followersOf(entry, registry);
  return `
create or replace function replica.feed_${flatName(entry)}() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $feed$
declare
  changed text[];
  moved_keys text[];
  one text;
begin
  if tg_op = 'TRUNCATE' then
    raise exception 'truncating ${entry.name} would leave its rows in every replica; delete them';
  elsif tg_op = 'INSERT' then
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

/** Function and triggers of one table; may run again. For a table of the server: takes them away. */
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

/**
 * Makes the feed say what the table holds: for rows older than the triggers, and after a change of scope, of hidden
 * columns or of the table's columns. Writes only what differs.
 */
export function backfillSql(entry: SyncedTable): string {
  const tombstone = `
    update replica.feed f
    set "row" = null, deleted = true, xid = pg_current_xact_id(), seq = nextval('replica.feed_seq')
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

/** Tombstones what the feed holds of tables the registry no longer has. */
export const forgetUnregisteredSql = (registry: readonly SyncedTable[] = tables): string => `
    update replica.feed f
    set "row" = null, deleted = true, xid = pg_current_xact_id(), seq = nextval('replica.feed_seq')
    where not f.deleted and f.tbl <> all ('{${registry.map(({ name }) => name).join(',')}}'::text[])`;
