// Postgres' built-in array types by their fixed object ids. PGlite queries its catalogue for them at every start, before the
// first query can run. array-types.pglite.test.ts compares this list with the catalogue.
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

/** Registers parsers and serializers for these arrays. */
export function addArrayTypes({ parsers, serializers }: Pick<PGlite, 'parsers' | 'serializers'>): void {
  for (const [element, array] of ARRAY_BY_ELEMENT) {
    serializers[array] = (values) => types.arraySerializer(values, serializers[element], array);
    // Without a parser the element stays text, as a single value does.
    parsers[array] = (text) => types.arrayParser(text, (item) => parsers[element]?.(item) ?? item, array);
  }
}
