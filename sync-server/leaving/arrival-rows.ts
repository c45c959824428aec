// Puts the rows of an archive into their tables, within the transaction of the arrival. Invariant: a row refers only to rows of its
// person and to rows for everybody; a reference to anything else counts as one that this server does not have.
import { createReadStream } from 'node:fs';
import type { UserId } from '#schema/ids.ts';
import type { Lacking } from '#schema/leaving/arrival.ts';
import { DUE_COMMANDS } from '#schema/due/due.ts';
import { noticeKinds } from '#schema/due/notices.ts';
import { ownRowsSql } from '#schema/leaving/own-rows.ts';
import { quoted, quotedTable } from '#schema/tables.ts';
import type { PoolClient } from '../db/pool.ts';
import type { ArrivalShape, Reference, TableShape } from './arrival-shape.ts';
import { linesOf } from './lines.ts';
import { refused } from './refused.ts';

const STAGED_AT_ONCE = 1_000;
const STAGED_CHARACTERS = 8 * 1024 * 1024;
/** One statement keeps its new rows for the triggers. */
const INSERTED_AT_ONCE = 5_000;

/** Copies the kept lines into a temporary table. */
export async function stageRows(client: PoolClient, file: string): Promise<void> {
  await client.query(
    `create temporary table arriving (n bigint primary key, tbl text not null, cols text not null, "row" json not null) on commit drop`,
  );
  let [n, characters] = [0, 0];
  let [numbers, names, columns, rows]: [number[], string[], string[], string[]] = [[], [], [], []];
  const flush = async () => {
    await client
      .query('insert into arriving select * from unnest($1::bigint[], $2::text[], $3::text[], $4::json[])', [
        ...[numbers, names, columns, rows],
      ])
      .catch((error: unknown) => {
        throw inWords(error, [...new Set(names)].join(', '));
      });
    [numbers, names, columns, rows, characters] = [[], [], [], [], 0];
  };
  for await (const line of linesOf(createReadStream(file), Number.POSITIVE_INFINITY)) {
    const first = line.indexOf('\t');
    const second = line.indexOf('\t', first + 1);
    numbers.push((n += 1));
    names.push(line.slice(0, first));
    columns.push(line.slice(first + 1, second));
    rows.push(line.slice(second + 1));
    characters += line.length;
    if (rows.length >= STAGED_AT_ONCE || characters >= STAGED_CHARACTERS) await flush();
  }
  if (rows.length > 0) await flush();
  await client.query('create index on arriving (tbl, n)');
  await client.query('analyze arriving');
}

export interface Inserted {
  tables: Record<string, number>;
  lacking: Lacking[];
}

/** Throws RequestError for rows that this server cannot take. */
export async function insertArrived(client: PoolClient, shape: ArrivalShape, userId: UserId): Promise<Inserted> {
  const { rows } = await client.query<{ tbl: string }>('select distinct tbl from arriving');
  const arriving = new Set(rows.map(({ tbl }) => tbl));
  const done: Inserted = { tables: {}, lacking: [] };
  for (const [name, table] of shape) {
    if (!arriving.has(name)) continue;
    const before = await countOwn(client, table, userId);
    try {
      if (name === 'due') await dropUnknownDue(client);
      for (const reference of table.references) {
        const lacking = await settleReference(client, table, reference, userId);
        if (lacking) done.lacking.push(lacking);
      }
      done.tables[name] = await insertTable(client, table);
    } catch (error) {
      throw inWords(error, name);
    }
    // A row below somebody else's row would be theirs.
    if ((await countOwn(client, table, userId)) - before !== done.tables[name]) {
      throw refused(`A row of ${name} belongs to somebody else.`);
    }
  }
  return done;
}

/** Of a reference to something that is not here, the row loses it, or stays out when it cannot be without it. */
async function settleReference(
  client: PoolClient,
  { entry }: TableShape,
  { column, isNullable, parent, parentColumn, type }: Reference,
  userId: UserId,
): Promise<Lacking | null> {
  const isOwn = parent.name === entry.name;
  const value = `s."row" ->> $2`;
  const beside = isOwn ? `and not exists (select from arriving q where q.tbl = $1 and q."row" ->> $3 = ${value})` : '';
  const parameters = [entry.name, column, ...(isOwn ? [parentColumn] : [])];
  const person = `$${parameters.length + 1}`;
  const visible = visibleSql(parent, person);
  const isMissing = `s.tbl = $1 and ${value} is not null ${beside} and not exists (
    select from ${quotedTable(parent.name)} p where p.${quoted(parentColumn)} = (${value})::${type} and ${visible})`;
  const change = isNullable
    ? `update arriving s set "row" = (s."row"::jsonb || jsonb_build_object($2::text, null))::json where ${isMissing}`
    : `delete from arriving s where ${isMissing}`;
  let missing = 0;
  // A row that stays out may be the one that another refers to.
  for (;;) {
    const values = visible.includes(person) ? [...parameters, userId] : parameters;
    const { rowCount } = await client.query(change, values);
    if (!rowCount) break;
    missing += rowCount;
    if (!isOwn) break;
  }
  if (missing === 0) return null;
  const outcome = isNullable ? 'emptied' : 'left-out';
  return { table: entry.name, column, refersTo: parent.name, rows: missing, outcome };
}

/** Whether the row `p` of the parent may be referred to by the person. */
function visibleSql(parent: Reference['parent'], person: string): string {
  if (parent.scope.kind === 'public') return 'true';
  const own = (ownRowsSql(parent, 'p') ?? 'false').replaceAll('$1', person);
  if (parent.scope.kind !== 'either') return own;
  return `(${parent.scope.publicWhen.replaceAll(/\br\./g, 'p.')} or ${own})`;
}

/** Returns how many rows came in. */
async function insertTable(client: PoolClient, { entry, references }: TableShape): Promise<number> {
  const table = quotedTable(entry.name);
  const groups = await client.query<{ cols: string }>('select distinct cols from arriving where tbl = $1 order by cols', [
    entry.name,
  ]);
  const refersToItself = references.some(({ parent }) => parent.name === entry.name);
  let inserted = 0;
  for (const { cols } of groups.rows) {
    // The body was checked: every one is a column of the table.
    const columns = (JSON.parse(cols) as string[]).map(quoted).join(', ');
    const insert = `insert into ${table} (${columns})
      select ${columns.replaceAll(/(?<=^|, )"/g, 'x."')} from (
        select n, "row" from arriving where tbl = $1 and cols = $2 and n > $3 order by n limit $4) s
      cross join lateral json_populate_record(null::${table}, s."row") x order by s.n`;
    for (let after = 0; ;) {
      const limit = refersToItself ? null : INSERTED_AT_ONCE;
      const { rowCount } = await client.query(insert, [entry.name, cols, after, limit]);
      inserted += rowCount ?? 0;
      if (limit === null || (rowCount ?? 0) < limit) break;
      const { rows } = await client.query<{ n: number }>(
        'select n from arriving where tbl = $1 and cols = $2 and n > $3 order by n offset $4 limit 1',
        [entry.name, cols, after, INSERTED_AT_ONCE - 1],
      );
      after = rows[0]?.n ?? Number.MAX_SAFE_INTEGER;
    }
  }
  return inserted;
}

async function countOwn(client: PoolClient, { entry, condition }: TableShape, userId: UserId): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*) as count from ${quotedTable(entry.name)} r where ${condition}`,
    [userId],
  );
  return rows[0]?.count ?? 0;
}

/** What an archive plans is run by the server, so only what commands plan comes in, and nothing that a server has claimed. */
async function dropUnknownDue(client: PoolClient): Promise<void> {
  const commands = Object.entries(DUE_COMMANDS).map((pair) => pair.join(' '));
  await client.query(
    `delete from arriving s where tbl = 'due' and not coalesce(
       case when s."row" ->> 'command' is null
            then s."row" ->> 'kind' = any ($1) and json_typeof(s."row" -> 'notice') = 'object' and s."row" -> 'notice' ->> 'url' ~ '^/[^/\\\\]'
            else (s."row" ->> 'kind') || ' ' || (s."row" ->> 'command') = any ($2) end, false)`,
    [noticeKinds, commands],
  );
  await client.query(
    `update arriving s set "row" = (s."row"::jsonb || '{"claim": null, "claimed_until": null, "attempts": 0, "sent_to": []}')::json
      where tbl = 'due' and s.cols::jsonb ?& array['claim', 'claimed_until', 'attempts', 'sent_to']`,
  );
}

const UNIQUE_VIOLATION = '23505';
/** JSON with too many brackets in one another. */
const TOO_DEEP = '54001';

/** An error of the row's values, in words; any other as it is. */
function inWords(error: unknown, table: string): unknown {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return error;
  if (cause.code === UNIQUE_VIOLATION) return refused(`Rows of ${table} are on this server already, or twice in the archive.`);
  if (!['22', '23'].includes(cause.code.slice(0, 2)) && cause.code !== TOO_DEEP) return error;
  const rule = 'constraint' in cause && typeof cause.constraint === 'string' ? ` (${cause.constraint})` : '';
  return refused(`A row of ${table} has a value that cannot be${rule}.`);
}
