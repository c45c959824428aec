// One message of the feed: a row of replica.feed in the shape protocol. All values are Postgres text. `row` stays JSON text
// from the trigger to PGlite, so that it is parsed once and big numbers keep their digits.

export const SHAPE_SCOPES = ['me', 'public'] as const;
export type ShapeScope = (typeof SHAPE_SCOPES)[number];

export interface FeedRow {
  tbl: string;
  /** The row's key: the text of its value, or for a composite key a JSON array of texts. */
  pk: string;
  /** JSON text of the row without its hidden columns; null for a tombstone. */
  row: string | null;
}
