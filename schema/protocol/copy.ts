// GET /v1/copy: the rows of a person as one copy, for a first sync. The answer is a sequence of lines of JSON; a line of kind
// `rows` is followed by that many bytes in the text format of Postgres' COPY. An answer without its line `end` was cut off.
import * as z from 'zod/mini';

/**
 * The feed's position at the snapshot of this answer, and the person's rows in all, also when the answer begins later. A copy
 * that goes on is followed from the offset of its first answer, with the handle of its last.
 */
const begin = z.object({ kind: z.literal('begin'), offset: z.string(), handle: z.string(), rows: z.number() });
/** The copy cannot go on: the database has lost the history that it was read from. */
const lost = z.object({ kind: z.literal('lost') });
/** Whole rows of one table. */
const rows = z.object({
  kind: z.literal('rows'),
  tbl: z.string(),
  columns: z.array(z.string()),
  rows: z.number(),
  bytes: z.number(),
});
/** Rows as the feed sends them: those of the sync itself, which the client reads before it writes them. */
const feed = z.object({
  kind: z.literal('feed'),
  rows: z.array(z.object({ tbl: z.string(), pk: z.string(), row: z.string() })),
});
/** Everything before `place` was sent. A later request may begin there. */
const reached = z.object({ kind: z.literal('reached'), place: z.string() });
const end = z.object({ kind: z.literal('end') });

export const copyLine = z.discriminatedUnion('kind', [begin, lost, rows, feed, reached, end]);
export type CopyLine = z.infer<typeof copyLine>;

/** Whole rows of one table in the text format of Postgres' COPY. */
export interface CopiedRows {
  tbl: string;
  columns: readonly string[];
  rows: number;
  text: Uint8Array;
}

export type CopyEvent =
  | Extract<CopyLine, { kind: 'begin' | 'lost' | 'feed' | 'reached' | 'end' }>
  | ({ kind: 'rows' } & CopiedRows);
