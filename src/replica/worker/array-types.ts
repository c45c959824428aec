// The array types of Postgres itself, by the object ids that never change. PGlite asks its catalogue for them at every
// start, which costs the first query before the first query. array-types.pglite.test.ts compares.
import { types, type PGlite } from '@electric-sql/pglite';

/** Element type → array type. */
const ARRAY_BY_ELEMENT: readonly (readonly [element: number, array: number])[] = [
  [16, 1000], // bool
  [18, 1002], // char
  [19, 1003], // name
  [20, 1016], // int8
  [21, 1005], // int2
  [23, 1007], // int4
  [25, 1009], // text
  [26, 1028], // oid
  [114, 199], // json
  [700, 1021], // float4
  [701, 1022], // float8
  [1042, 1014], // bpchar
  [1043, 1015], // varchar
  [1082, 1182], // date
  [1083, 1183], // time
  [1114, 1115], // timestamp
  [1184, 1185], // timestamptz
  [1700, 1231], // numeric
  [2206, 2211], // regtype
  [2950, 2951], // uuid
  [3802, 3807], // jsonb
];

/** Teaches it to read and write arrays of these. */
export function addArrayTypes({ parsers, serializers }: Pick<PGlite, 'parsers' | 'serializers'>): void {
  for (const [element, array] of ARRAY_BY_ELEMENT) {
    serializers[array] = (values) => types.arraySerializer(values, serializers[element], array);
    // A missing parser leaves text as it is, as for a single value.
    parsers[array] = (text) => types.arrayParser(text, (item) => parsers[element]?.(item) ?? item, array);
  }
}
