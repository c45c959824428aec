// What an admin edits of the shipped content: for each kind its table, its fields, and what holds between them. The list, the form, the
// check on the server and the history know a kind only by this description. What is not a field (what a quest counts, what an item does,
// a lesson's figures, what a step asks) stays as the app ships it.
import type { ContentValues, FixedValues, KindDescription, Problems } from './description.ts';
import { introductions, steps } from './described/introductions.ts';
import { items } from './described/items.ts';
import { lessons } from './described/lessons.ts';
import { prompts } from './described/prompts.ts';
import { quests } from './described/quests.ts';
import { readField, type Field, type FieldValue } from './fields.ts';

export type { ContentValues, FixedValues, KindDescription, Problems } from './description.ts';

export const EDITED_KINDS = ['quests', 'items', 'lessons', 'prompts', 'introductions', 'steps'] as const;
export type EditedKind = (typeof EDITED_KINDS)[number];

export const isEditedKind = (text: string): text is EditedKind => (EDITED_KINDS as readonly string[]).includes(text);

export const editedKinds: Readonly<Record<EditedKind, KindDescription>> = {
  ...{ quests, items, lessons, prompts },
  ...{ introductions, steps },
};

/** The values as they are stored, or what is wrong. Fields that the row does not have are left out. */
export function readValues(
  kind: EditedKind,
  given: Readonly<Record<string, unknown>>,
  fixed: FixedValues,
): { values: ContentValues } | { problems: Problems } {
  const { values, problems } = parsed(fieldsOf(kind, fixed), given);
  const all = { ...editedKinds[kind].check?.(values, fixed), ...problems };
  return Object.keys(all).length > 0 ? { problems: all } : { values };
}

type Entry = [column: string, field: Field];

function parsed(
  entries: readonly Entry[],
  given: Readonly<Record<string, unknown>>,
): { values: Record<string, FieldValue>; problems: Record<string, string> } {
  const values: Record<string, FieldValue> = {};
  const problems: Record<string, string> = {};
  for (const [column, field] of entries) {
    const read = readField(field, given[column]);
    if ('problem' in read) problems[column] = read.problem;
    else values[column] = read.value;
  }
  return { values, problems };
}

/** The kinds of which an admin adds rows. */
export const canAdd = (kind: EditedKind): boolean => editedKinds[kind].making !== undefined;

/** What is chosen once when a row is added, and the fields that the row then has. */
export function newFieldsOf(kind: EditedKind, given: FixedValues): { chosen: Entry[]; fields: Entry[] } {
  const { making } = editedKinds[kind];
  if (!making) throw new Error(`${kind} are not added`);
  const chosen = Object.entries(making.fields).filter(([name]) => making.leavesOut?.(name, given) !== true);
  return { chosen, fields: fieldsOf(kind, given) };
}

/** The columns of a new row beside its fields, and its fields as they are stored; or what is wrong. */
export function readNew(
  kind: EditedKind,
  given: Readonly<Record<string, unknown>>,
): { fixed: FixedValues; values: ContentValues } | { fixed: FixedValues | null; problems: Problems } {
  const { making } = editedKinds[kind];
  if (!making) throw new Error(`${kind} are not added`);
  const made = parsed(newFieldsOf(kind, given).chosen, given);
  const wrong = { ...making.check?.(made.values), ...made.problems };
  if (Object.keys(wrong).length > 0) {
    const { problems } = parsed(fieldsOf(kind, given), given);
    return { fixed: null, problems: { ...wrong, ...problems } };
  }
  const fixed = making.columns(made.values);
  const read = readValues(kind, given, fixed);
  return 'problems' in read ? { fixed, problems: read.problems } : { fixed, values: read.values };
}

/** The fields that the row has. */
export function fieldsOf(kind: EditedKind, fixed: FixedValues): Entry[] {
  const { fields, leavesOut } = editedKinds[kind];
  return Object.entries(fields).filter(([column]) => leavesOut?.(column, fixed) !== true);
}

/** The fields of a row of the table, from its JSON. */
export function valuesOf(kind: EditedKind, row: FixedValues): ContentValues {
  return Object.fromEntries(fieldsOf(kind, row).map(([column, field]) => [column, valueOf(field, row[column])]));
}

function valueOf(field: Field, value: unknown): FieldValue {
  if (value === null || value === undefined) return ['texts', 'choices', 'order'].includes(field.kind) ? [] : null;
  // An instant in the zone of the database's session.
  if (field.kind === 'day') return new Date(String(value)).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return value as FieldValue;
}

/** The values as JSON that the table's own types read: a day is an instant there. */
export const storedValues = (kind: EditedKind, values: ContentValues): FixedValues =>
  Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      editedKinds[kind].fields[column]?.kind === 'day' && value !== null ? `${String(value)}T00:00:00Z` : value,
    ]),
  );

/** The columns whose values differ. A column that one of the two does not know is equal: it came with a later version of the app. */
export const changedColumns = (before: ContentValues, after: ContentValues): string[] =>
  Object.keys(after).filter((column) => before[column] !== undefined && inOneOrder(before[column]) !== inOneOrder(after[column]));

/** As JSON with sorted keys: the database stores those of an object in an order of its own. */
const inOneOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
