// The kinds of field that an admin edits, each with what a value of it may be. The page shows its fields and the server checks them from
// the same description. zod/mini, because a page imports it.
import * as z from 'zod/mini';
import type { Quiz } from '../learn/rules/quiz.ts';
import { placeInQuiz, quizSchema } from './quiz-field.ts';
import { textOf } from './text-value.ts';

/** A value in JSON, as the routes send it. A day is 'YYYY-MM-DD'; an empty optional value is null. */
export type FieldValue = string | number | boolean | null | string[] | Quiz;

export type Field =
  /** One line of text. */
  | { kind: 'line'; max: number; isOptional?: boolean }
  | { kind: 'text'; max: number; isOptional?: boolean }
  | { kind: 'markdown'; max: number }
  /** A list of texts, each a line or a sentence. */
  | { kind: 'texts'; max: number; most: number }
  | { kind: 'number'; min: number; max: number; isOptional?: boolean }
  | { kind: 'choice'; options: readonly string[]; isOptional?: boolean }
  /** Several of the options, at least `least`. */
  | { kind: 'choices'; options: readonly string[]; least: number }
  /** The id of a row of another table; the server knows which there are. */
  | { kind: 'reference' }
  /** The ids of all rows that belong to the row, in their order; the server knows which there are. */
  | { kind: 'order' }
  /** The address of a page of the app, or empty. */
  | { kind: 'path'; max: number }
  | { kind: 'day' }
  | { kind: 'quiz' }
  | { kind: 'switch' };

const MOST_ORDERED = 100;
const ONCE = 'Each must be there once.';

const isDistinct = z.refine<string[]>((values) => new Set(values).size === values.length, ONCE);

/** An empty text becomes null. */
const optional = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.transform((value) => (typeof value === 'string' && value.trim() === '' ? null : value)),
    z.nullable(schema),
  );

function fieldSchema(field: Field): z.ZodMiniType<FieldValue> {
  switch (field.kind) {
    case 'line':
    case 'text':
      return field.isOptional === true ? optional(textOf(field.max)) : textOf(field.max);
    case 'markdown':
      return textOf(field.max);
    case 'texts':
      return z.array(textOf(field.max)).check(z.maxLength(field.most, `At most ${field.most} entries.`));
    case 'number': {
      const words = `A whole number from ${field.min} to ${field.max.toLocaleString('en')}.`;
      const number = z.int(words).check(z.minimum(field.min, words), z.maximum(field.max, words));
      return field.isOptional === true ? optional(number) : number;
    }
    case 'choice': {
      const choice = z.enum(field.options as [string, ...string[]], 'Choose one of the list.');
      return field.isOptional === true ? optional(choice) : choice;
    }
    case 'reference':
      return z.uuid('Choose one of the list.');
    case 'choices':
      return z
        .array(z.enum(field.options as [string, ...string[]], 'Choose of the list.'))
        .check(
          z.minLength(field.least, field.least === 1 ? 'Choose at least one.' : `Choose at least ${field.least}.`),
          z.maxLength(field.options.length, ONCE),
          isDistinct,
        );
    case 'order':
      return z.array(z.uuid()).check(z.maxLength(MOST_ORDERED, ONCE), isDistinct);
    case 'path':
      return optional(textOf(field.max).check(z.regex(/^\/(?!\/)[^\s?#]*$/, 'An address of the app, such as /focus.')));
    case 'day':
      return optional(z.iso.date('A day, such as 2027-03-01.'));
    case 'quiz':
      return quizSchema;
    case 'switch':
      return z.boolean('On or off.');
  }
}

/** The value as it is stored, or what is wrong in words. */
export function readField(field: Field, given: unknown): { value: FieldValue } | { problem: string } {
  const read = fieldSchema(field).safeParse(given);
  if (read.success) return { value: read.data };
  const issue = read.error.issues[0];
  const place = field.kind === 'quiz' && issue ? placeInQuiz(issue.path) : '';
  return { problem: `${place}${issue?.message ?? 'This is not allowed.'}` };
}
