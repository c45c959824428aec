// What the content editor shows and sends, from an answer of the server and what was typed. Pure.
import { fieldsOf, type ContentValues, type EditedKind, type FixedValues } from '#schema/editing/kinds.ts';
import type { Field, FieldValue } from '#schema/editing/fields.ts';
import type { ContentListRow } from '#schema/protocol/admin.ts';
import { contentWords } from './content-words.ts';

export const CONTENT_STATES = ['edited', 'newer', 'off'] as const;

/** Those whose title has all words of the search, in the state. */
export function foundRows(rows: readonly ContentListRow[], search: string, state: string): ContentListRow[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ title, editedAt, isNewer, isShown }) => {
    const text = title.toLowerCase();
    if (!wanted.every((word) => text.includes(word))) return false;
    if (state === 'edited') return editedAt !== null;
    if (state === 'newer') return isNewer;
    return state === 'off' ? !isShown : true;
  });
}

/** The values as they are sent: of a list of texts the lines that say something. */
export function toSend(kind: EditedKind, typed: ContentValues, fixed: FixedValues): ContentValues {
  return Object.fromEntries(fieldsOf(kind, fixed).map(([column, field]) => [column, sent(field, typed[column] ?? null)]));
}

function sent(field: Field, value: FieldValue): FieldValue {
  if (field.kind === 'texts') return Array.isArray(value) ? value.map((line) => line.trim()).filter((line) => line !== '') : [];
  return typeof value === 'string' ? value.trim() : value;
}

/** A value in words, for the comparison and the history. */
export function valueInWords(
  column: string,
  value: FieldValue | undefined,
  choices: readonly { value: string; label: string }[],
) {
  if (value === null || value === undefined || value === '') return contentWords.empty;
  if (typeof value === 'boolean') return value ? contentWords.yes : contentWords.no;
  if (Array.isArray(value)) return value.length === 0 ? contentWords.empty : value.join('\n');
  const choice = choices.find((one) => one.value === value);
  if (choice) return choice.label;
  return typeof value === 'number' || !isOption(column) ? String(value) : contentWords.option(column, value);
}

const isOption = (column: string): boolean => ['difficulty', 'rarity', 'category'].includes(column);

export interface ContentDraft {
  mark: string;
  values: ContentValues;
}

/** An unsaved text as this device stored it; null for anything else. */
export function readContentDraft(stored: unknown): ContentDraft | null {
  const { mark, values } = (stored ?? {}) as Partial<ContentDraft>;
  return typeof mark === 'string' && typeof values === 'object' && values !== null ? { mark, values } : null;
}
