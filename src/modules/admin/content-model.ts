// What the content editor shows and sends, from an answer of the server and what was typed. Pure.
import { fieldsOf, type ContentValues, type EditedKind, type FixedValues } from '#schema/editing/kinds.ts';
import type { Field, FieldValue } from '#schema/editing/fields.ts';
import type { Question, Quiz } from '#schema/learn/rules/quiz.ts';
import type { ContentListRow } from '#schema/protocol/admin.ts';
import { contentWords } from './content-words.ts';

export const CONTENT_STATES = ['edited', 'added', 'newer', 'off'] as const;

/** Those whose title has all words of the search, in the state. */
export function foundRows(rows: readonly ContentListRow[], search: string, state: string): ContentListRow[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ title, editedAt, isAdded, isNewer, isShown }) => {
    const text = title.toLowerCase();
    if (!wanted.every((word) => text.includes(word))) return false;
    if (state === 'edited') return editedAt !== null && !isAdded;
    if (state === 'added') return isAdded;
    if (state === 'newer') return isNewer;
    return state === 'off' ? !isShown : true;
  });
}

/** The values as they are sent: of a list of texts the lines that say something. */
export function toSend(kind: EditedKind, typed: ContentValues, fixed: FixedValues): ContentValues {
  return sentFields(fieldsOf(kind, fixed), typed);
}

export const sentFields = (entries: readonly (readonly [string, Field])[], typed: ContentValues): ContentValues =>
  Object.fromEntries(entries.map(([column, field]) => [column, sent(field, typed[column] ?? null)]));

function sent(field: Field, value: FieldValue): FieldValue {
  if (field.kind === 'quiz') return withoutEmptyItems(value);
  if (field.kind === 'texts') return Array.isArray(value) ? value.map((line) => line.trim()).filter((line) => line !== '') : [];
  return typeof value === 'string' ? value.trim() : value;
}

/** A line without a text is no entry of an order. */
function withoutEmptyItems(value: FieldValue): FieldValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return {
    questions: value.questions.map((one) =>
      one.kind === 'order' ? { ...one, items: one.items.filter((item) => item.trim() !== '') } : one,
    ),
  };
}

/** A value in words, for the comparison and the history. */
export function valueInWords(
  column: string,
  value: FieldValue | undefined,
  choices: readonly { value: string; label: string }[],
) {
  if (value === null || value === undefined || value === '') return contentWords.empty;
  if (typeof value === 'boolean') return value ? contentWords.yes : contentWords.no;
  const labelOf = (one: FieldValue): string | undefined => choices.find((choice) => choice.value === one)?.label;
  if (Array.isArray(value)) return value.length === 0 ? contentWords.empty : value.map((one) => labelOf(one) ?? one).join('\n');
  if (typeof value === 'object') return quizInWords(value);
  const label = labelOf(value);
  if (label !== undefined) return label;
  return typeof value === 'number' || !isOption(column) ? String(value) : contentWords.option(column, value);
}

const isOption = (column: string): boolean => ['difficulty', 'rarity', 'category', 'target_selector'].includes(column);

/** Questions with their answers; a right answer has a mark. */
const quizInWords = ({ questions }: Quiz): string =>
  questions.map((one, at) => `${at + 1}. ${questionInWords(one)}`).join('\n\n');

function questionInWords(question: Question): string {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return [
        question.ask,
        ...question.choices.map(({ text, why, isRight }) => `${isRight === true ? '✓' : '–'} ${text} ${why}`),
      ].join('\n');
    case 'order':
      return [question.ask, ...question.items.map((item, at) => `${at + 1}) ${item}`), question.why].join('\n');
    case 'number':
      return `${question.ask}\n${question.answer} ± ${question.within} ${question.unit}\n${question.why}`;
  }
}

export interface ContentDraft {
  mark: string;
  values: ContentValues;
}

/** An unsaved text as this device stored it; null for anything else. */
export function readContentDraft(stored: unknown): ContentDraft | null {
  const { mark, values } = (stored ?? {}) as Partial<ContentDraft>;
  return typeof mark === 'string' && typeof values === 'object' && values !== null ? { mark, values } : null;
}

export interface NewDraft {
  id: string;
  values: ContentValues;
}

/** The same of a row that is not added yet. */
export function readNewDraft(stored: unknown): NewDraft | null {
  const { id, values } = (stored ?? {}) as Partial<NewDraft>;
  return typeof id === 'string' && typeof values === 'object' && values !== null ? { id, values } : null;
}
