// The lines of a list: its rows, and a heading before each run of rows that have the same.

export type ListLine<Row> =
  | { kind: 'heading'; key: string; heading: string }
  /** `at` counts the rows from 0, without the headings. */
  | { kind: 'row'; key: string; row: Row; at: number; heading: string | null };

export function groupRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  headingOf?: (row: Row) => string,
): ListLine<Row>[] {
  let last: string | null = null;
  return rows.flatMap((row, at): ListLine<Row>[] => {
    const heading = headingOf?.(row) ?? null;
    const line = { kind: 'row', key: keyOf(row), row, at, heading } as const;
    if (heading === null || heading === last) return [line];
    last = heading;
    return [{ kind: 'heading', key: `group ${heading}`, heading }, line];
  });
}
