// Pages of a list by the key of their last row: (time, id), newest first. The cursor is opaque to clients.
import { z } from 'zod';

export const PAGE_ROWS = 50;

/** `at` is the database's own text of the time, because a Date has no microseconds. */
export interface Cursor {
  at: string;
  id: string;
}

const cursorParts = z.object({
  at: z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/),
  id: z.uuid(),
});

/** A query parameter; a text that is no cursor is refused. */
export const cursorParam = z
  .string()
  .max(300)
  .transform((text, context): Cursor => {
    try {
      const parsed = cursorParts.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
      if (parsed.success) return parsed.data;
    } catch {
      // Not JSON.
    }
    context.addIssue({ code: 'custom', message: 'not a cursor' });
    return z.NEVER;
  });

export const cursorText = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Of PAGE_ROWS + 1 rows: the page, and the cursor of the next one or null. */
export function pageOf<Row extends { id: string; cursor_at: string }>(
  rows: readonly Row[],
): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, PAGE_ROWS);
  const last = page.at(-1);
  return { rows: page, next: rows.length > PAGE_ROWS && last ? cursorText({ at: last.cursor_at, id: last.id }) : null };
}

/** A pattern for `ilike` that finds the text anywhere. */
export const likePattern = (typed: string): string => `%${typed.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`;
