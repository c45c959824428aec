// What a description of a kind of content says (schema/editing/kinds.ts).
import type { Field, FieldValue } from './fields.ts';

/** By column. */
export type ContentValues = Readonly<Record<string, FieldValue>>;
/** Columns that only the app's own content sets, as JSON. */
export type FixedValues = Readonly<Record<string, unknown>>;
/** By column, in words. */
export type Problems = Readonly<Record<string, string>>;

export interface KindDescription {
  table:
    | 'universal_quests'
    | 'market_items'
    | 'learn_lessons'
    | 'listening_prompt_templates'
    | 'onboarding_flows'
    | 'onboarding_steps';
  /** Names a row in a list. */
  title: string;
  /** The column of type boolean without which people do not see the row. */
  shown: string;
  /** The column that is null in shipped rows and names a person in others; null where all rows are shipped. */
  owner: string | null;
  /** What groups the list: a column, or the row that a column refers to. Null: one group. */
  group: string | { column: string; of: 'learn_topics' | 'onboarding_flows' } | null;
  order: string;
  /** By column, in the order of the form. */
  fields: Readonly<Record<string, Field>>;
  /** What a preview and `check` need beside the fields. */
  fixed: readonly string[];
  /** A field that this row does not have. */
  leavesOut?(column: string, fixed: FixedValues): boolean;
  /** What is wrong although each value is allowed by itself. */
  check?(values: ContentValues, fixed: FixedValues): Problems;
  /** For a kind of which an admin adds rows. */
  making?: Making;
}

/** What is chosen once, when a row is added. People hold such rows, so that it never changes afterwards. */
export interface Making {
  /** By name, in the order of the form. */
  fields: Readonly<Record<string, Field>>;
  /** A field that does not matter for what is chosen so far. */
  leavesOut?(name: string, chosen: FixedValues): boolean;
  /** What is wrong although each value is allowed by itself. */
  check?(chosen: ContentValues): Problems;
  /** The columns that are not fields of the kind. */
  columns(chosen: ContentValues): FixedValues;
  /** What the form begins with: its own fields, and those of the kind. */
  start: ContentValues;
}

export const isShown: Field = { kind: 'switch' };
