// The order of a list's rows: by one column, up or down. Written in an address as the column's key, with "-" before it for descending.

export interface SortColumn<Row> {
  key: string;
  label: string;
  /** A column without it has no order. Rows without a value come last in both directions. */
  sortBy?(row: Row): string | number | null;
  /** The first order that people want of it is from the largest: dates, counts. */
  isLargestFirst?: boolean;
}

export interface SortOrder {
  key: string;
  isDescending: boolean;
}

export const parseSort = (text: string): SortOrder => ({ key: text.replace(/^-/, ''), isDescending: text.startsWith('-') });
export const sortToText = ({ key, isDescending }: SortOrder): string => `${isDescending ? '-' : ''}${key}`;

/** The order after a press on a column's head: the other direction, or the column's own first one. */
export function nextSort<Row>(sort: SortOrder, { key, isLargestFirst = false }: SortColumn<Row>): SortOrder {
  return { key, isDescending: sort.key === key ? !sort.isDescending : isLargestFirst };
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compareValues(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

/** The rows as given when no column has the key. Equal rows keep their order. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly SortColumn<Row>[], sort: SortOrder): Row[] {
  const sortBy = columns.find(({ key }) => key === sort.key)?.sortBy;
  if (!sortBy) return [...rows];
  const direction = sort.isDescending ? -1 : 1;
  return rows.toSorted((left, right) => {
    const [a, b] = [sortBy(left), sortBy(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return direction * compareValues(a, b);
  });
}
