// The shipped content as an admin reads it (schema/editing/kinds.ts): what is stored beside what this version of the app ships, and the
// history.
import { createHash } from 'node:crypto';
import type { AnyContentSet } from '#schema/content-set.ts';
import { contentSets } from '#schema/content.ts';
import {
  changedColumns,
  editedKinds,
  valuesOf,
  type ContentValues,
  type EditedKind,
  type FixedValues,
} from '#schema/editing/kinds.ts';
import type { ContentAnswer, ContentListAnswer } from '#schema/protocol/admin.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import { RequestError } from '../http/wire-errors.ts';

const VERSIONS_SHOWN = 50;

export type Action = 'edited' | 'kept' | 'put_back' | 'shipped' | 'added';
export type Choices = ContentAnswer['choices'];
type Querying = Pick<PoolClient, 'query'>;

export const setOf = (kind: EditedKind): AnyContentSet => {
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

interface ShippedThen {
  /** What was shipped when the row was last changed; null where the app did not ship it, undefined where nobody kept what it was. */
  shippedThen: ContentValues | null | undefined;
  shipped: ContentValues | null;
  isEdited: boolean;
}

/** Whether something else is shipped than when the row was last changed. */
export function isNewer({ isEdited, shippedThen, shipped }: ShippedThen): boolean {
  if (!isEdited || shippedThen === undefined) return false;
  return shippedThen === null || shipped === null ? shippedThen !== shipped : changedColumns(shippedThen, shipped).length > 0;
}

/** Rows of people are not content: they are never listed, read or changed here. */
const isShippedSql = (kind: EditedKind): string => {
  const { owner } = editedKinds[kind];
  return owner === null ? 'true' : `r.${owner} is null`;
};

export async function listContent(pool: Pool, kind: EditedKind): Promise<ContentListAnswer> {
  const { table, title, shown, group, order } = editedKinds[kind];
  const of = typeof group === 'object' && group !== null ? group : null;
  const named = of ? 'g.name' : typeof group === 'string' ? `r.${group}` : `''`;
  const { rows } = await pool.query<{
    id: string;
    title: string;
    group: string;
    is_shown: boolean;
    edited_at: Date | null;
    is_added: boolean;
    number: number | null;
    shipped: ContentValues | null;
  }>(
    `select r.id, r.${title} as title, ${named} as "group", r.${shown} as is_shown, r.edited_at, v.number, v.shipped,
            exists (select from content_versions a where a.row_id = r.id and a.action = 'added') as is_added
       from ${table} r
       ${of ? `join ${of.of} g on g.id = r.${of.column}` : ''}
       left join (select distinct on (row_id) row_id, number, shipped from content_versions where kind = $1
                   order by row_id, number desc) v on v.row_id = r.id
      where ${isShippedSql(kind)}
      order by ${of ? 'g.sort_order, ' : ''} r.${order}, r.id`,
    [kind],
  );
  return {
    rows: rows.map((row) => ({
      ...{ id: row.id, title: row.title, group: row.group, isShown: row.is_shown },
      ...{ editedAt: row.edited_at?.toISOString() ?? null, isAdded: row.is_added },
      isNewer: isNewer({
        isEdited: row.edited_at !== null,
        shippedThen: row.number === null ? undefined : row.shipped,
        shipped: shippedOf(kind, row.id),
      }),
    })),
  };
}

export interface StoredRow extends ShippedThen {
  id: string;
  /** All columns, as JSON. */
  row: FixedValues;
  values: ContentValues;
  editedAt: string | null;
  /** What a field that refers to other rows may have, by column. */
  choices: Choices;
  mark: string;
  /** How many changes there were. */
  number: number;
  /** An admin added it: no version of the app ships it. */
  isAdded: boolean;
}

export async function readRow(db: Querying, kind: EditedKind, id: string, lock: '' | 'for update' = ''): Promise<StoredRow> {
  const found = await db.query<{ row: FixedValues }>(
    `select to_jsonb(r) as row from ${editedKinds[kind].table} r where id = $1 and ${isShippedSql(kind)} ${lock}`,
    [id],
  );
  const row = found.rows[0]?.row;
  if (!row) throw new RequestError('not_found');
  const last = await db.query<{ number: number; shipped: ContentValues | null; is_added: boolean }>(
    `select number, shipped, exists (select from content_versions a where a.row_id = $1 and a.action = 'added') as is_added
       from content_versions where row_id = $1 order by number desc limit 1`,
    [id],
  );
  const number = last.rows[0]?.number ?? 0;
  const choices = await choicesOf(db, kind, id);
  const values = withWholeOrders(kind, valuesOf(kind, row), choices);
  const shipped = shippedOf(kind, id);
  const editedAt = typeof row['edited_at'] === 'string' ? new Date(row['edited_at']).toISOString() : null;
  const state = JSON.stringify([number, values, shipped]);
  const mark = createHash('sha256').update(state).digest('base64url');
  return {
    ...{ id, row, values, editedAt, choices, mark, number, isAdded: last.rows[0]?.is_added === true },
    ...{ shipped, shippedThen: last.rows[0]?.shipped, isEdited: editedAt !== null },
  };
}

/** A stored order names rows that are gone, and none that a later version of the app ships: those come last. */
export const withWholeOrders = (kind: EditedKind, values: ContentValues, choices: Choices): ContentValues =>
  Object.fromEntries(
    Object.entries(values).map(([column, value]) => {
      if (editedKinds[kind].fields[column]?.kind !== 'order' || !Array.isArray(value)) return [column, value];
      const all = (choices[column] ?? []).map((choice) => choice.value);
      return [column, [...value.filter((id) => all.includes(id)), ...all.filter((id) => !value.includes(id))]];
    }),
  );

export async function readContent(pool: Pool, kind: EditedKind, id: string): Promise<ContentAnswer> {
  const stored = await readRow(pool, kind, id);
  const { row, values, shipped, editedAt, isAdded, mark, choices } = stored;
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
    ...{ id, values, shipped, editedAt, isAdded, mark, choices },
    fixed: Object.fromEntries(editedKinds[kind].fixed.map((column) => [column, row[column]])),
    isNewer: isNewer(stored),
    versions: versions.rows.map(({ id: versionId, action, before, created_at: at, email }, place) => ({
      ...{ id: versionId, action, before, at: at.toISOString(), by: email },
      changed: changedColumns(before, versions.rows[place - 1]?.before ?? values),
    })),
  };
}

async function choicesOf(db: Querying, kind: EditedKind, id: string): Promise<Choices> {
  type Row = { value: string; label: string };
  if (kind === 'lessons') {
    const topics = await db.query<Row>(
      'select id as value, name as label from learn_topics where is_active order by sort_order, id',
    );
    return { topic_id: topics.rows };
  }
  if (kind !== 'introductions') return {};
  const steps = await db.query<Row>(
    `select id as value, title as label from onboarding_steps
      where flow_id = $1 and (is_active or edited_at is not null) order by step_order, id`,
    [id],
  );
  return { step_ids: steps.rows };
}
