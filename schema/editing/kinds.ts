// What an admin edits of the shipped content: for each kind its table, its fields, and what holds between them. The list, the form, the
// check on the server and the history know a kind only by this description. What is not a field (what a quest counts, what an item does,
// a lesson's quiz and figures) stays as the app ships it.
import { textParts } from '../learn/rules/figures.ts';
import { CATEGORIES, DIFFICULTIES, isGraded } from '../listening/rules/prompts.ts';
import { rewardLimits } from '../market/rules/effects.ts';
import { rates, type Measure, type OccurrenceKind } from '../progress/rules/rates.ts';
import { questLimits } from '../quests/rules/own.ts';
import { readTarget } from '../quests/rules/targets.ts';
import { fieldSchema, type Field, type FieldValue } from './fields.ts';

export const EDITED_KINDS = ['quests', 'items', 'lessons', 'prompts'] as const;
export type EditedKind = (typeof EDITED_KINDS)[number];

export const isEditedKind = (text: string): text is EditedKind => (EDITED_KINDS as readonly string[]).includes(text);

/** By column. */
export type ContentValues = Readonly<Record<string, FieldValue>>;
/** Columns that only the app's own content sets, as JSON. */
export type FixedValues = Readonly<Record<string, unknown>>;
/** By column, in words. */
export type Problems = Readonly<Record<string, string>>;

export interface KindDescription {
  table: 'universal_quests' | 'market_items' | 'learn_lessons' | 'listening_prompt_templates';
  /** Names a row in a list. */
  title: string;
  /** The column of type boolean without which people do not see the row. */
  shown: string;
  /** The column that is null in shipped rows and names a person in others; null where all rows are shipped. */
  owner: string | null;
  /** The column that groups the list. */
  group: string;
  order: string;
  /** By column, in the order of the form. */
  fields: Readonly<Record<string, Field>>;
  /** What a preview and `check` need beside the fields. */
  fixed: readonly string[];
  /** A field that this row does not have. */
  leavesOut?(column: string, fixed: FixedValues): boolean;
  /** What is wrong although each value is allowed by itself. */
  check(values: ContentValues, fixed: FixedValues): Problems;
}

/** The most that the rules pay for one occurrence, whatever it promises. */
function mostPaid(kind: OccurrenceKind, of: Measure): number {
  const rate = rates[kind]?.rates.find((one) => one.of === of);
  if (rate?.upTo === undefined) throw new Error(`${kind} pays nothing for ${of}`);
  return rate.upTo;
}

const promised = (kind: OccurrenceKind, least: number) =>
  ({
    xp_reward: { kind: 'number', min: least, max: mostPaid(kind, 'promised_xp') },
    coin_reward: { kind: 'number', min: 0, max: mostPaid(kind, 'promised_coins') },
  }) as const satisfies Record<string, Field>;

const isShown: Field = { kind: 'switch' };

const quests: KindDescription = {
  ...{ table: 'universal_quests', title: 'title', shown: 'is_active', owner: 'created_by', group: 'type', order: 'sort_order' },
  fields: {
    title: { kind: 'line', max: questLimits.title },
    description: { kind: 'text', max: questLimits.description },
    target: { kind: 'number', min: 1, max: 100_000 },
    ...promised('quest', 1),
    is_active: isShown,
  },
  fixed: ['type', 'target_type', 'target_config'],
  check({ target }, { type, target_type: targetType, target_config: config }) {
    const most = mostReachable(String(type), String(targetType), config);
    return typeof target === 'number' && target > most ? { target: `At most ${most}: more cannot be reached in its time.` } : {};
  },
};

const DAYS_OF: Readonly<Record<string, number>> = { daily: 1, weekly: 7, monthly: 28 };

/** The most days or kinds that a quest's period has room for. */
function mostReachable(type: string, targetType: string, config: unknown): number {
  const target = readTarget(targetType, config);
  if (target?.type === 'days' || target?.type === 'streak') return DAYS_OF[type] ?? Infinity;
  return target?.type === 'kinds' ? target.kinds.length : Infinity;
}

const items: KindDescription = {
  ...{ table: 'market_items', title: 'name', shown: 'available', owner: 'created_by_user_id' },
  ...{ group: 'category', order: 'sort_order' },
  fields: {
    name: { kind: 'line', max: rewardLimits.name },
    description: { kind: 'text', max: rewardLimits.description },
    cost_coins: { kind: 'number', min: 1, max: rewardLimits.cost },
    rarity: { kind: 'choice', options: ['common', 'uncommon', 'rare', 'epic', 'legendary'] },
    total_stock: { kind: 'number', min: 0, max: 1_000_000, isOptional: true },
    available_from: { kind: 'day' },
    available_until: { kind: 'day' },
    available: isShown,
  },
  fixed: ['category', 'effect'],
  check: ({ available_from: from, available_until: until }) =>
    typeof from === 'string' && typeof until === 'string' && until <= from
      ? { available_until: 'The sale must end after it begins.' }
      : {},
};

const lessons: KindDescription = {
  ...{ table: 'learn_lessons', title: 'title', shown: 'is_active', owner: null, group: 'topic_id', order: 'sort_order' },
  fields: {
    title: { kind: 'line', max: 120 },
    description: { kind: 'text', max: 500 },
    topic_id: { kind: 'reference' },
    difficulty: { kind: 'choice', options: DIFFICULTIES.filter((one) => one !== 'expert') },
    duration_minutes: { kind: 'number', min: 1, max: 240 },
    content_markdown: { kind: 'markdown', max: 40_000 },
    ...promised('lesson', 0),
    is_active: isShown,
  },
  fixed: ['key', 'figures_json'],
  check({ content_markdown: text }, { figures_json: figures }) {
    if (typeof text !== 'string') return {};
    const known = Object.keys((figures ?? {}) as Record<string, unknown>);
    const shown = textParts(text).flatMap((part) => (part.kind === 'figure' ? [part.name] : []));
    const unknown = shown.find((name) => !known.includes(name));
    if (unknown !== undefined) return { content_markdown: `This lesson has no figure {{${unknown}}}. ${figuresIn(known)}` };
    return {};
  },
};

const figuresIn = (known: readonly string[]): string =>
  known.length === 0 ? 'It has none.' : `It has ${known.map((name) => `{{${name}}}`).join(', ')}.`;

const prompts: KindDescription = {
  ...{ table: 'listening_prompt_templates', title: 'name', shown: 'is_active', owner: 'created_by' },
  ...{ group: 'category', order: 'display_order' },
  fields: {
    name: { kind: 'line', max: 120 },
    prompt_text: { kind: 'text', max: 1_000 },
    hints: { kind: 'texts', max: 500, most: 10 },
    expected_observations: { kind: 'texts', max: 500, most: 10 },
    scale_low: { kind: 'line', max: 60, isOptional: true },
    scale_high: { kind: 'line', max: 60, isOptional: true },
    category: { kind: 'choice', options: CATEGORIES },
    difficulty: { kind: 'choice', options: DIFFICULTIES },
    seconds: { kind: 'number', min: 10, max: 900 },
    is_active: isShown,
  },
  fixed: ['answer_kind'],
  leavesOut: (column, { answer_kind: kind }) => column.startsWith('scale_') && !isGraded(String(kind)),
  check(values, { answer_kind: kind }) {
    const missing = ['scale_low', 'scale_high'].filter((column) => isGraded(String(kind)) && values[column] === null);
    return Object.fromEntries(missing.map((column) => [column, 'The scale of the answer needs a word for each end.']));
  },
};

export const editedKinds: Readonly<Record<EditedKind, KindDescription>> = { quests, items, lessons, prompts };

/** The values as they are stored, or what is wrong. Fields that the row does not have are left out. */
export function readValues(
  kind: EditedKind,
  given: Readonly<Record<string, unknown>>,
  fixed: FixedValues,
): { values: ContentValues } | { problems: Problems } {
  const { check } = editedKinds[kind];
  const values: Record<string, FieldValue> = {};
  const problems: Record<string, string> = {};
  for (const [column, field] of fieldsOf(kind, fixed)) {
    const parsed = fieldSchema(field).safeParse(given[column]);
    if (parsed.success) values[column] = parsed.data;
    else problems[column] = parsed.error.issues[0]?.message ?? 'This is not allowed.';
  }
  const all = { ...check(values, fixed), ...problems };
  return Object.keys(all).length > 0 ? { problems: all } : { values };
}

/** The fields that the row has. */
export function fieldsOf(kind: EditedKind, fixed: FixedValues): [column: string, field: Field][] {
  const { fields, leavesOut } = editedKinds[kind];
  return Object.entries(fields).filter(([column]) => leavesOut?.(column, fixed) !== true);
}

/** The fields of a row of the table, from its JSON. */
export function valuesOf(kind: EditedKind, row: FixedValues): ContentValues {
  return Object.fromEntries(fieldsOf(kind, row).map(([column, field]) => [column, valueOf(field, row[column])]));
}

function valueOf(field: Field, value: unknown): FieldValue {
  if (value === null || value === undefined) return field.kind === 'texts' ? [] : null;
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
  Object.keys(after).filter(
    (column) => before[column] !== undefined && JSON.stringify(before[column]) !== JSON.stringify(after[column]),
  );
