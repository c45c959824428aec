// The kinds of field that an admin edits, each with what a value of it may be. The page shows its fields and the server checks them from
// the same description. zod/mini, because a page imports it.
import * as z from 'zod/mini';

/** A value in JSON, as the routes send it. A day is 'YYYY-MM-DD'; an empty optional value is null. */
export type FieldValue = string | number | boolean | null | string[];

export type Field =
  /** One line of text. */
  | { kind: 'line'; max: number; isOptional?: boolean }
  | { kind: 'text'; max: number; isOptional?: boolean }
  | { kind: 'markdown'; max: number }
  /** A list of texts, each a line or a sentence. */
  | { kind: 'texts'; max: number; most: number }
  | { kind: 'number'; min: number; max: number; isOptional?: boolean }
  | { kind: 'choice'; options: readonly string[] }
  /** The id of a row of another table; the server knows which there are. */
  | { kind: 'reference' }
  | { kind: 'day' }
  | { kind: 'switch' };

const EMPTY = 'This cannot be empty.';
const atMost = (max: number): string => `At most ${max.toLocaleString('en')} characters.`;

const textOf = (max: number) => z.string(EMPTY).check(z.trim(), z.minLength(1, EMPTY), z.maxLength(max, atMost(max)));

/** An empty text becomes null. */
const optional = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.transform((value) => (typeof value === 'string' && value.trim() === '' ? null : value)),
    z.nullable(schema),
  );

export function fieldSchema(field: Field): z.ZodMiniType<FieldValue> {
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
    case 'choice':
      return z.enum(field.options as [string, ...string[]], 'Choose one of the list.');
    case 'reference':
      return z.uuid('Choose one of the list.');
    case 'day':
      return optional(z.iso.date('A day, such as 2027-03-01.'));
    case 'switch':
      return z.boolean('On or off.');
  }
}
