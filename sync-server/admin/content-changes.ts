// What an admin changes of the shipped content. Every change keeps the fields as they were before it, sets `edited_at`, by which updates
// of the app leave the row as it is, and reaches the devices by the feed. "Take the shipped text" gives the row back to the updates.
import type { Context } from 'hono';
import { installSet } from '#schema/content-set.ts';
import type { Field } from '#schema/editing/fields.ts';
import {
  canAdd,
  changedColumns,
  editedKinds,
  readNew,
  readValues,
  storedValues,
  type ContentValues,
  type EditedKind,
  type FixedValues,
  type Problems,
} from '#schema/editing/kinds.ts';
import { newId } from '#schema/ids.ts';
import { storable } from '#schema/storable.ts';
import type { PoolClient } from '../db/pool.ts';
import { clientKysely, withSession } from '../db/session.ts';
import type { AppContext } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { actorNow } from './access.ts';
import type { Actor } from './actor.ts';
import { isNewer, readRow, setOf, withWholeOrders, type Action, type Choices, type StoredRow } from './content.ts';
import { noteAction, type DecideDeps } from './people.ts';
import { lockRoles } from './role-rows.ts';

interface Change {
  /** That of the state which the admin saw. */
  mark: string;
}

interface Decided {
  action: Action;
  values: ContentValues;
}

export const saveContent = (
  c: Context<AppContext>,
  deps: DecideDeps,
  kind: EditedKind,
  id: string,
  { mark, values: given }: Change & { values: FixedValues },
): Promise<void> =>
  edit(c, deps, { kind, id, mark }, (_client, stored) => {
    const values = checked(kind, given, stored);
    if (changedColumns(stored.values, values).length > 0) return { action: 'edited', values };
    // Saved as it is although something newer is shipped: the admin has decided for this text.
    return isNewer(stored) ? { action: 'kept', values } : null;
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
    const values = checked(kind, withWholeOrders(kind, { ...stored.values, ...before }, stored.choices), stored);
    return changedColumns(stored.values, values).length > 0 ? { action: 'put_back', values } : null;
  });

export const takeShipped = (
  c: Context<AppContext>,
  deps: DecideDeps,
  kind: EditedKind,
  id: string,
  { mark }: Change,
): Promise<void> =>
  edit(c, deps, { kind, id, mark }, (_client, stored) => {
    if (stored.editedAt === null) return null;
    if (stored.isAdded) throw new RequestError('invalid_arguments', 'No version of the app ships it: it was added here.');
    return { action: 'shipped', values: stored.shipped ?? stored.values };
  });

/** `id`: made by the page, so that a repeated request adds nothing more. */
export const addContent = (
  c: Context<AppContext>,
  deps: DecideDeps,
  kind: EditedKind,
  { id, values: given }: { id: string; values: FixedValues },
): Promise<void> =>
  asEditor(c, deps, async (editing) => {
    if (!canAdd(kind)) throw new RequestError('not_found');
    const read = readNew(kind, storable(given) as FixedValues);
    if ('problems' in read) throw refusedFor(read.problems);
    const { client, now } = editing;
    const { table, group, order } = editedKinds[kind];
    const row = { ...read.fixed, ...storedValues(kind, read.values), created_at: now, updated_at: now, edited_at: now };
    const columns = Object.keys(row);
    const inserted = await client.query(
      `insert into ${table} (id, ${order}, ${columns.join(', ')})
       select $1, (select coalesce(max(r.${order}), 0) + 1 from ${table} r where r.${String(group)} = wanted.${String(group)}),
              ${columns.map((column) => `wanted.${column}`).join(', ')}
         from jsonb_populate_record(null::${table}, $2::jsonb) as wanted
       on conflict (id) do nothing`,
      [id, JSON.stringify(row)],
    );
    if (inserted.rowCount === 0) throw new RequestError('conflict');
    await noteVersion(editing, kind, { id, number: 0, values: {}, shipped: null }, { action: 'added', values: read.values });
  });

/** The introduction and each of its steps that was changed. No mark: what was there before is in the history of each. */
export const takeShippedIntroduction = (c: Context<AppContext>, deps: DecideDeps, id: string): Promise<void> =>
  asEditor(c, deps, async (editing) => {
    const { client } = editing;
    const flow = await readRow(client, 'introductions', id, 'for update');
    const { rows: ids } = await client.query<{ id: string }>(
      'select id from onboarding_steps where flow_id = $1 and edited_at is not null order by id',
      [id],
    );
    const steps: StoredRow[] = [];
    for (const step of ids) steps.push(await readRow(client, 'steps', step.id, 'for update'));
    const giveUp = (kind: EditedKind, row: StoredRow) =>
      record(editing, kind, row, { action: 'shipped', values: row.shipped ?? row.values });
    if (flow.isEdited) await giveUp('introductions', flow);
    for (const step of steps) await giveUp('steps', step);
    await installSet(clientKysely(client), setOf('introductions'));
    await installSet(clientKysely(client), setOf('steps'));
  });

interface Editing {
  c: Context<AppContext>;
  deps: DecideDeps;
  client: PoolClient;
  now: Date;
  actor: Actor;
}

const asEditor = (c: Context<AppContext>, deps: DecideDeps, work: (editing: Editing) => Promise<void>): Promise<void> =>
  withSession(deps.pool, async ({ client }) => {
    const now = deps.clock.now();
    await lockRoles(client);
    const actor = await actorNow(c, client, now, 'content.edit');
    await work({ c, deps, client, now, actor });
  });

/** `decide` answers what the row becomes, or null when nothing changes. */
const edit = (
  c: Context<AppContext>,
  deps: DecideDeps,
  { kind, id, mark }: { kind: EditedKind; id: string; mark: string },
  decide: (client: PoolClient, stored: StoredRow) => Decided | null | Promise<Decided | null>,
): Promise<void> =>
  asEditor(c, deps, async (editing) => {
    const { client } = editing;
    const stored = await readRow(client, kind, id, 'for update');
    if (stored.mark !== mark) throw new RequestError('conflict');
    const decided = await decide(client, stored);
    if (!decided) return;
    await record(editing, kind, stored, decided);
    if (decided.action === 'shipped') await installSet(clientKysely(client), setOf(kind));
  });

/** Writes the row, its version, and the audit log. */
async function record(editing: Editing, kind: EditedKind, stored: StoredRow, decided: Decided): Promise<void> {
  const { client, now } = editing;
  await noteVersion(editing, kind, stored, decided);
  const editedAt = decided.action === 'shipped' ? null : now;
  await writeRow(client, { kind, id: stored.id, values: decided.values, now, editedAt });
}

async function noteVersion(
  { c, deps, client, now, actor }: Editing,
  kind: EditedKind,
  { id, number, values: before, shipped }: Pick<StoredRow, 'id' | 'number' | 'values' | 'shipped'>,
  { action, values }: Decided,
): Promise<void> {
  await client.query(
    `insert into content_versions (id, kind, row_id, number, action, before, shipped, user_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[newId(), kind, id, number + 1, action, JSON.stringify(before)],
      ...[shipped && JSON.stringify(shipped), actor.userId, now],
    ],
  );
  const changed = changedColumns(before, values);
  // `quests` → `quest`.
  await noteAction(c, client, deps.clock, 'content_changed', { type: kind.slice(0, -1), id }, { change: action, changed });
}

/** The values as they are stored; what is wrong is said for the first field. */
function checked(kind: EditedKind, given: FixedValues, { row, choices }: StoredRow): ContentValues {
  const read = readValues(kind, storable(given) as FixedValues, row);
  const problems = 'problems' in read ? read.problems : notOffered(kind, read.values, row, choices);
  if (Object.keys(problems).length > 0) throw refusedFor(problems);
  return (read as { values: ContentValues }).values;
}

const refusedFor = (problems: Problems): RequestError =>
  new RequestError('invalid_arguments', Object.entries(problems)[0]?.join(': '));

const notOffered = (kind: EditedKind, values: ContentValues, row: FixedValues, choices: Choices): Problems =>
  Object.fromEntries(
    Object.entries(choices).flatMap(([column, offered]) => {
      const field = editedKinds[kind].fields[column];
      const all = offered.map((choice) => choice.value);
      return field && isOffered(field, values[column], all, row[column]) ? [] : [[column, 'Choose one of the list.']];
    }),
  );

function isOffered(field: Field, value: unknown, all: readonly string[], stored: unknown): boolean {
  if (field.kind === 'order') return Array.isArray(value) && value.length === all.length && all.every((id) => value.includes(id));
  // The choice that it has stays allowed, also when it is no longer offered.
  return value === stored || all.includes(String(value));
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

/** What was sold stays sold when the whole stock changes. Null: none was sold yet (schema/market/items.ts). */
const STOCK_LEFT = `remaining_stock = case when wanted.total_stock is null or r.total_stock is null or r.remaining_stock is null then null
  else greatest(0, r.remaining_stock + wanted.total_stock - r.total_stock) end`;
