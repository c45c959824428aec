// The shipped content as an admin edits it (schema/editing/kinds.ts). Every change keeps the fields as they were before it, sets
// `edited_at`, by which updates of the app leave the row as it is, and reaches the devices by the feed. "Take the shipped text" gives the
// row back to the updates.
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { installSet, type AnyContentSet } from '#schema/content-set.ts';
import { contentSets } from '#schema/content.ts';
import {
  changedColumns,
  editedKinds,
  readValues,
  storedValues,
  valuesOf,
  type ContentValues,
  type EditedKind,
  type FixedValues,
} from '#schema/editing/kinds.ts';
import { newId } from '#schema/ids.ts';
import type { ContentAnswer, ContentListAnswer } from '#schema/protocol/admin.ts';
import { storable } from '#schema/storable.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import { clientKysely, withSession } from '../db/session.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { actorNow } from './access.ts';
import { noteAction, type DecideDeps } from './people.ts';
import { lockRoles } from './role-rows.ts';

const VERSIONS_SHOWN = 50;

type Action = 'edited' | 'kept' | 'put_back' | 'shipped';
type Querying = Pick<PoolClient, 'query'>;

const setOf = (kind: EditedKind): AnyContentSet => {
  const { table } = editedKinds[kind];
  const set = contentSets.find((one) => one.table === table);
  if (!set) throw new Error(`no content of ${table} is shipped`);
  return set;
};

/** The fields as this version of the app ships them. */
function shippedOf(kind: EditedKind, id: string): ContentValues | null {
  const row = setOf(kind).rows.find((one) => one.id === id);
  return row ? valuesOf(kind, row) : null;
}

/** Whether something else is shipped than when the row was last changed. */
function isNewer(isEdited: boolean, before: ContentValues | null, now: ContentValues | null): boolean {
  if (!isEdited) return false;
  return before === null || now === null ? before !== now : changedColumns(before, now).length > 0;
}

/** Rows of people are not content: they are never listed, read or changed here. */
const isShippedSql = (kind: EditedKind): string => {
  const { owner } = editedKinds[kind];
  return owner === null ? 'true' : `r.${owner} is null`;
};

export async function listContent(pool: Pool, kind: EditedKind): Promise<ContentListAnswer> {
  const { table, title, shown, group, order } = editedKinds[kind];
  const { rows } = await pool.query<{
    id: string;
    title: string;
    group: string;
    is_shown: boolean;
    edited_at: Date | null;
    shipped: ContentValues | null;
  }>(
    `select r.id, r.${title} as title, ${group === 'topic_id' ? 't.name' : `r.${group}`} as "group", r.${shown} as is_shown,
            r.edited_at, v.shipped
       from ${table} r
       ${group === 'topic_id' ? 'join learn_topics t on t.id = r.topic_id' : ''}
       left join (select distinct on (row_id) row_id, shipped from content_versions where kind = $1 order by row_id, number desc) v
         on v.row_id = r.id
      where ${isShippedSql(kind)}
      order by ${group === 'topic_id' ? 't.sort_order, ' : ''} r.${order}, r.id`,
    [kind],
  );
  return {
    rows: rows.map((row) => ({
      ...{ id: row.id, title: row.title, group: row.group, isShown: row.is_shown },
      editedAt: row.edited_at?.toISOString() ?? null,
      isNewer: isNewer(row.edited_at !== null, row.shipped, shippedOf(kind, row.id)),
    })),
  };
}

interface StoredRow {
  /** All columns, as JSON. */
  row: FixedValues;
  values: ContentValues;
  shipped: ContentValues | null;
  editedAt: string | null;
  mark: string;
  /** How many changes there were. */
  number: number;
  /** What was shipped when the last change was made. */
  shippedThen: ContentValues | null;
}

async function readRow(db: Querying, kind: EditedKind, id: string, lock: '' | 'for update' = ''): Promise<StoredRow> {
  const found = await db.query<{ row: FixedValues }>(
    `select to_jsonb(r) as row from ${editedKinds[kind].table} r where id = $1 and ${isShippedSql(kind)} ${lock}`,
    [id],
  );
  const row = found.rows[0]?.row;
  if (!row) throw new RequestError('not_found');
  const last = await db.query<{ number: number; shipped: ContentValues | null }>(
    'select number, shipped from content_versions where row_id = $1 order by number desc limit 1',
    [id],
  );
  const number = last.rows[0]?.number ?? 0;
  const values = valuesOf(kind, row);
  const shipped = shippedOf(kind, id);
  const editedAt = typeof row['edited_at'] === 'string' ? new Date(row['edited_at']).toISOString() : null;
  const state = JSON.stringify([number, values, shipped]);
  const mark = createHash('sha256').update(state).digest('base64url');
  return { row, values, shipped, editedAt, mark, number, shippedThen: last.rows[0]?.shipped ?? null };
}

export async function readContent(pool: Pool, kind: EditedKind, id: string): Promise<ContentAnswer> {
  const { row, values, shipped, editedAt, mark, shippedThen } = await readRow(pool, kind, id);
  const versions = await pool.query<{
    id: string;
    action: Action;
    before: ContentValues;
    created_at: Date;
    email: string | null;
  }>(
    `select v.id, v.action, v.before, v.created_at, u.email from content_versions v left join users u on u.id = v.user_id
      where v.row_id = $1 order by v.number desc limit ${VERSIONS_SHOWN}`,
    [id],
  );
  return {
    ...{ id, values, shipped, editedAt, mark },
    fixed: Object.fromEntries(editedKinds[kind].fixed.map((column) => [column, row[column]])),
    isNewer: isNewer(editedAt !== null, shippedThen, shipped),
    choices: await choicesOf(pool, kind),
    versions: versions.rows.map(({ id: versionId, action, before, created_at: at, email }, place) => ({
      ...{ id: versionId, action, before, at: at.toISOString(), by: email },
      changed: changedColumns(before, versions.rows[place - 1]?.before ?? values),
    })),
  };
}

async function choicesOf(db: Querying, kind: EditedKind): Promise<ContentAnswer['choices']> {
  if (kind !== 'lessons') return {};
  const { rows } = await db.query<{ value: string; label: string }>(
    'select id as value, name as label from learn_topics where is_active order by sort_order, id',
  );
  return { topic_id: rows };
}

interface Change {
  /** That of the state which the admin saw. */
  mark: string;
}

export const saveContent = (
  c: Context<AppContext>,
  deps: DecideDeps,
  kind: EditedKind,
  id: string,
  { mark, values: given }: Change & { values: FixedValues },
): Promise<void> =>
  edit(c, deps, { kind, id, mark }, async (client, stored) => {
    const values = await checked(client, kind, given, stored);
    if (changedColumns(stored.values, values).length > 0) return { action: 'edited', values };
    // Saved as it is although something newer is shipped: the admin has decided for this text.
    const isDecision = isNewer(stored.editedAt !== null, stored.shippedThen, stored.shipped);
    return isDecision ? { action: 'kept', values } : null;
  });

export const putBackContent = (
  c: Context<AppContext>,
  deps: DecideDeps,
  kind: EditedKind,
  id: string,
  { mark, version }: Change & { version: string },
): Promise<void> =>
  edit(c, deps, { kind, id, mark }, async (client, stored) => {
    const { rows } = await client.query<{ before: ContentValues }>(
      'select before from content_versions where id = $1 and row_id = $2',
      [version, id],
    );
    const before = rows[0]?.before;
    if (!before) throw new RequestError('not_found');
    // A field that came with a later version of the app keeps its value.
    const values = await checked(client, kind, { ...stored.values, ...before }, stored);
    return changedColumns(stored.values, values).length > 0 ? { action: 'put_back', values } : null;
  });

export const takeShipped = (
  c: Context<AppContext>,
  deps: DecideDeps,
  kind: EditedKind,
  id: string,
  { mark }: Change,
): Promise<void> =>
  edit(c, deps, { kind, id, mark }, async (_client, stored) =>
    stored.editedAt === null ? null : { action: 'shipped', values: stored.shipped ?? stored.values },
  );

/** `decide` answers what the row becomes, or null when nothing changes. */
const edit = (
  c: Context<AppContext>,
  { pool, clock }: DecideDeps,
  { kind, id, mark }: { kind: EditedKind; id: string; mark: string },
  decide: (client: PoolClient, stored: StoredRow) => Promise<{ action: Action; values: ContentValues } | null>,
): Promise<void> =>
  withSession(pool, async ({ client }) => {
    const now = clock.now();
    await lockRoles(client);
    const actor = await actorNow(c, client, now, 'content.edit');
    const stored = await readRow(client, kind, id, 'for update');
    if (stored.mark !== mark) throw new RequestError('conflict');
    const decided = await decide(client, stored);
    if (!decided) return;
    const { action, values } = decided;
    await client.query(
      `insert into content_versions (id, kind, row_id, number, action, before, shipped, user_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[newId(), kind, id, stored.number + 1, action, JSON.stringify(stored.values)],
        ...[stored.shipped && JSON.stringify(stored.shipped), actor.userId, now],
      ],
    );
    await writeRow(client, { kind, id, values, now, editedAt: action === 'shipped' ? null : now });
    if (action === 'shipped') await installSet(clientKysely(client), setOf(kind));
    const changed = changedColumns(stored.values, values);
    // `quests` → `quest`.
    await noteAction(c, client, clock, 'content_changed', { type: kind.slice(0, -1), id }, { change: action, changed });
  });

/** The values as they are stored; what is wrong is said for the first field. */
async function checked(client: PoolClient, kind: EditedKind, given: FixedValues, { row }: StoredRow): Promise<ContentValues> {
  const read = readValues(kind, storable(given) as FixedValues, row);
  const choices = await choicesOf(client, kind);
  const problems =
    'problems' in read
      ? read.problems
      : Object.fromEntries(
          Object.entries(choices)
            // The choice that it has stays allowed, also when it is no longer offered.
            .filter(([column, offered]) => ![...offered.map(({ value }) => value), row[column]].includes(read.values[column]))
            .map(([column]) => [column, 'Choose one of the list.']),
        );
  const [first] = Object.entries(problems);
  if (first) throw new RequestError('invalid_arguments', first.join(': '));
  return (read as { values: ContentValues }).values;
}

interface Write {
  kind: EditedKind;
  id: string;
  values: ContentValues;
  now: Date;
  editedAt: Date | null;
}

async function writeRow(client: PoolClient, { kind, id, values, now, editedAt }: Write): Promise<void> {
  const { table } = editedKinds[kind];
  const hasStamp = setOf(kind).stamps.includes('updated_at');
  const assignments = [
    ...Object.keys(values).map((column) => `${column} = wanted.${column}`),
    ...(kind === 'items' ? [STOCK_LEFT] : []),
    'edited_at = $3',
    ...(hasStamp ? ['updated_at = $4'] : []),
  ];
  await client.query(
    `update ${table} r set ${assignments.join(', ')} from jsonb_populate_record(null::${table}, $2::jsonb) as wanted where r.id = $1`,
    [id, JSON.stringify(storedValues(kind, values)), editedAt, ...(hasStamp ? [now] : [])],
  );
}

/** What was sold stays sold when the whole stock changes. */
const STOCK_LEFT = `remaining_stock = case when wanted.total_stock is null or r.total_stock is null then null
  else greatest(0, r.remaining_stock + wanted.total_stock - r.total_stock) end`;
