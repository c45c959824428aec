// Generates values of a JSON schema, as zod exports it for a command's arguments: valid values with awkward texts and numbers
// at the limits. Rules outside the schema (refinements, limits in commands) are left to the command.
import fc from 'fast-check';
import { naughtyStrings } from './naughty.ts';

export interface JsonSchema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

export interface Vocabulary {
  /** Ids to reuse, so that commands refer to rows of other commands. */
  ids: readonly string[];
  text: fc.Arbitrary<string>;
}

export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(...naughtyStrings),
);

export const anyJson: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });

/** The depth limit for a recursive schema. */
const MAX_REFERENCES = 3;

export function valuesOf(schema: JsonSchema, vocabulary: Vocabulary): fc.Arbitrary<unknown> {
  const build = (part: JsonSchema, references: number): fc.Arbitrary<unknown> => {
    if (part.$ref !== undefined) {
      const target = schema.$defs?.[part.$ref.replace('#/$defs/', '')];
      if (!target) throw new Error(`${part.$ref} is not in the schema`);
      return references >= MAX_REFERENCES ? fc.constantFrom(null, 0, '') : build(target, references + 1);
    }
    if (part.const !== undefined) return fc.constant(part.const);
    if (part.enum) return fc.constantFrom(...part.enum);
    const choices = part.anyOf ?? part.oneOf;
    if (choices) return fc.oneof(...choices.map((choice) => build(choice, references)));
    if (Array.isArray(part.type)) return fc.oneof(...part.type.map((type) => build({ ...part, type }, references)));
    return ofType(part, vocabulary, (inner) => build(inner, references));
  };
  return build(schema, 0);
}

function ofType(
  part: JsonSchema,
  vocabulary: Vocabulary,
  build: (part: JsonSchema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  switch (part.type) {
    case 'string':
      return textOf(part, vocabulary);
    case 'integer':
      return integerOf(part);
    case 'number':
      return numberOf(part);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(build(part.items ?? {}), { minLength: part.minItems ?? 0, maxLength: Math.min(part.maxItems ?? 4, 4) });
    case 'object':
      return objectOf(part, build);
    default:
      return anyJson;
  }
}

const year = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 2020, max: 2027 }) },
  fc.constantFrom(0, 1, 1582, 1900, 1969, 2199, 9999),
);
const day: fc.Arbitrary<string> = fc
  .tuple(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => [String(y).padStart(4, '0'), String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-'));
const time = fc.constantFrom('00:00:00', '23:59:59', '12:30:00.5', '03:59:59.999999999999', '02:30:00');
export const instant: fc.Arbitrary<string> = fc.tuple(day, time).map(([date, clock]) => `${date}T${clock}Z`);

function textOf(
  { format, pattern, minLength = 0, maxLength = 10_000 }: JsonSchema,
  { ids, text }: Vocabulary,
): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...ids) }, fc.uuid(), oddIds(ids));
  if (format === 'date') return day;
  if (format === 'date-time') return instant;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return text.map((value) => value.slice(0, maxLength).padEnd(minLength, 'x'));
}

/** Forms that the uuid pattern allows but devices never generate. */
const oddIds = (ids: readonly string[]) =>
  fc.oneof(
    fc.constantFrom('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
    fc.constantFrom(...ids).map((id) => id.toUpperCase()),
  );

function integerOf(part: JsonSchema): fc.Arbitrary<number> {
  const min = Math.max(part.minimum ?? (part.exclusiveMinimum ?? Number.MIN_SAFE_INTEGER - 1) + 1, Number.MIN_SAFE_INTEGER);
  const max = Math.min(part.maximum ?? (part.exclusiveMaximum ?? Number.MAX_SAFE_INTEGER + 1) - 1, Number.MAX_SAFE_INTEGER);
  const edges = [min, max, 0, 1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1].filter((value) => value >= min && value <= max);
  const small = { min: Math.max(min, Math.min(max, 0)), max: Math.min(max, Math.max(min, 3_000)) };
  return fc.oneof({ weight: 3, arbitrary: fc.integer(small) }, fc.constantFrom(...edges));
}

function numberOf({ minimum = -Infinity, maximum = Infinity }: JsonSchema): fc.Arbitrary<number> {
  const edges = [0, -0, 1, 0.1, 5e-324, 1e308, -1e308, 2 ** 53 + 2, 1e21, 6, 8.5, 10].filter((v) => v >= minimum && v <= maximum);
  const usual = fc.integer({ min: 0, max: 200 }).filter((value) => value >= minimum && value <= maximum);
  return edges.length === 0
    ? fc.double({ min: minimum, max: maximum, noNaN: true })
    : fc.oneof({ weight: 3, arbitrary: usual }, fc.constantFrom(...edges));
}

function objectOf(part: JsonSchema, build: (part: JsonSchema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = Object.entries(part.properties ?? {}).map(([name, value]) => [name, build(value)] as const);
  if (properties.length === 0) {
    const values = typeof part.additionalProperties === 'object' ? build(part.additionalProperties) : anyJson;
    return fc.dictionary(anyText, values, { maxKeys: 3, noNullPrototype: true });
  }
  return fc.record(Object.fromEntries(properties), { requiredKeys: part.required ?? [], noNullPrototype: true });
}

/** The paths of free text fields in an object of this schema: property names, with '*' for list items. */
export function textFields(schema: JsonSchema, references = 0): string[][] {
  if (schema.$ref !== undefined || schema.enum || schema.const !== undefined || references > 6) return [];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap((choice) => textFields(choice, references + 1));
  const types = [schema.type].flat();
  const own = types.includes('string') && schema.format === undefined && schema.pattern === undefined ? [[]] : [];
  const items = schema.items ? textFields(schema.items, references + 1).map((path) => ['*', ...path]) : [];
  const properties = Object.entries(schema.properties ?? {}).flatMap(([name, value]) =>
    textFields(value, references + 1).map((path) => [name, ...path]),
  );
  return [...own, ...items, ...properties];
}
