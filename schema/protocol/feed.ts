// One message of the feed: a row of replica.feed as the shape protocol carries it. All values are Postgres text;
// `row` stays JSON text from the trigger to PGlite, so nothing is parsed twice and no big number bends.

export const SHAPE_SCOPES = ['me', 'public'] as const;
export type ShapeScope = (typeof SHAPE_SCOPES)[number];

export interface FeedRow {
  tbl: string;
  /** The row's key: the value's text, or for a composite key a JSON array of the values' texts. */
  pk: string;
  /** JSON text of the row without its hidden columns; null for a tombstone. */
  row: string | null;
}
