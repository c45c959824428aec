// Random rows with any values that the types of their columns allow, for property tests over every table.
import fc from 'fast-check';
import type { Row, RowColumn } from './rows.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const plainText = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.replaceAll('\0', ''));
const instant = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    plainText,
    fc.integer(),
    finite,
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(plainText, tie('value'), { maxKeys: 3 }),
})).value;

const BY_TYPE: Record<string, fc.Arbitrary<unknown>> = {
  uuid: fc.uuid(),
  text: plainText,
  boolean: fc.boolean(),
  integer: fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }),
  bigint: fc.maxSafeInteger(),
  'double precision': finite,
  date: instant.map((text) => text.slice(0, 10)),
  'timestamp with time zone': instant,
  jsonb: json,
  bytea: fc.uint8Array({ maxLength: 8 }).map((bytes) => `\\x${Buffer.from(bytes).toString('hex')}`),
};

/** The caller sets the key columns. */
export function arbitraryRow(columns: readonly RowColumn[], key: readonly string[]): fc.Arbitrary<Row> {
  const values = columns
    .filter(({ column }) => !key.includes(column))
    .map((column) => [column.column, arbitraryValue(column)] as const);
  return fc.record(Object.fromEntries(values));
}

function arbitraryValue({ type, nullable }: RowColumn): fc.Arbitrary<unknown> {
  const isArray = type.endsWith('[]');
  const one = BY_TYPE[isArray ? type.slice(0, -2) : type];
  if (!one) throw new Error(`no values for the type ${type} yet`);
  const value = isArray ? fc.array(one, { maxLength: 3 }) : one;
  return nullable ? fc.option(value) : value;
}
