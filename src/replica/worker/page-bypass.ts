// Lets a page's rows bypass ShapeStream, whose parser visits every value of every row. In a first sync of 100,000 rows that
// costs more time than PGlite, and the replica needs the values as text anyway. So a page is parsed once here and its rows are
// kept under a number; the stream gets that number and the control messages, and still manages offsets, handles and order.
import type { Message } from '@electric-sql/client';
import type { FeedRow } from '#schema/protocol/feed.ts';

/**
 * A row of replica.feed, with every value as Postgres text and `row` as JSON text; or the placeholder for the rows of a page.
 */
export type FeedValue = { tbl: string; pk: string; row: string | null; deleted: string } | { page: string };

/** Limits the pages that were fetched ahead and then never read (after an abort or a refetch). */
const PAGES_KEPT = 16;

const encoder = new TextEncoder();

export class PageBypass {
  readonly #pages = new Map<string, FeedRow[]>();
  #taken = 0;

  /**
   * The same response without its rows; a response that is not a page is returned unchanged. Returns as soon as the headers
   * have arrived, because they tell where the next page begins, and the stream requests that page while this body still
   * downloads.
   */
  takeRows(answer: Response): Response {
    if (answer.status !== 200 || !answer.headers.get('content-type')?.startsWith('application/json')) return answer;
    const body = new ReadableStream({
      start: async (controller) => {
        controller.enqueue(encoder.encode(this.#standInFor(await answer.text())));
        controller.close();
      },
    });
    return new Response(body, { status: answer.status, headers: answer.headers });
  }

  /** The page's control messages, preceded by one placeholder for all its rows. */
  #standInFor(text: string): string {
    const messages: unknown = JSON.parse(text);
    if (!isPage(messages)) throw new Error('the answer is not a page of the feed');
    const rows: FeedRow[] = [];
    const left: unknown[] = [];
    for (const message of messages) {
      if ('key' in message) addRow(rows, message);
      else left.push(message);
    }
    if (rows.length > 0) {
      const page = String((this.#taken += 1));
      this.#pages.set(page, rows);
      if (this.#pages.size > PAGES_KEPT) this.#pages.delete(this.#pages.keys().next().value ?? page);
      left.unshift({ key: `page ${page}`, value: { page }, headers: { operation: 'insert' } });
    }
    return JSON.stringify(left);
  }

  /** The rows of one message of the stream, in order: one row, or all rows of a page. */
  rowsOf(message: Extract<Message<FeedValue>, { key: string }>): FeedRow[] {
    if (!('page' in message.value)) {
      const rows: FeedRow[] = [];
      addRow(rows, message);
      return rows;
    }
    const { page } = message.value;
    const rows = this.#pages.get(page);
    if (!rows) throw new Error(`page ${page} of the feed was dropped before it was read`);
    this.#pages.delete(page);
    return rows;
  }
}

const isPage = (page: unknown): page is Message<FeedValue>[] =>
  Array.isArray(page) &&
  page.every(
    (message: unknown) =>
      typeof message === 'object' && message !== null && typeof (message as { headers?: unknown }).headers === 'object',
  );

/**
 * Checked by hand, because a schema validator would cost a first sync more time than the rows do. Throws when the message is
 * not a row of the feed.
 */
function addRow(rows: FeedRow[], { value, headers }: Extract<Message<FeedValue>, { key: string }>): void {
  if (typeof value !== 'object' || value === null) throw new Error('a message of the feed without a row');
  if ('page' in value) return;
  const isGone = value.deleted === 'true' || value.deleted === 't' || headers.operation === 'delete';
  const row = isGone ? null : value.row;
  if (typeof value.tbl !== 'string' || typeof value.pk !== 'string' || (row !== null && typeof row !== 'string')) {
    throw new Error('a message of the feed with an unknown row');
  }
  rows.push({ tbl: value.tbl, pk: value.pk, row });
}
