// Takes a page's rows past ShapeStream. Its parser visits every value of every row, which costs a first sync of 100,000
// rows more than PGlite does; we want the values as the text they are. So a page is parsed once here, its rows are kept
// under a number, and the stream gets the number and the control messages: offsets, handles and order stay its business.
import type { Message } from '@electric-sql/client';
import type { FeedRow } from '#schema/protocol/feed.ts';

/** A row of replica.feed; every value is Postgres text, `row` is left as JSON text. Or the stand-in for a whole page. */
export type FeedValue = { tbl: string; pk: string; row: string | null; deleted: string } | { page: string };

/** Pages fetched ahead and then thrown away (an abort, a refetch) must not pile up. */
const PAGES_KEPT = 16;

const encoder = new TextEncoder();

export class PageBypass {
  readonly #pages = new Map<string, FeedRow[]>();
  #taken = 0;

  /**
   * The same answer with its rows taken out; anything but a page of rows as it is. Given as soon as the headers are here: they
   * say where the next page begins, and the stream asks for that while the body of this one comes.
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

  /** The page's own messages, with one in the place of all its rows. */
  #standInFor(text: string): string {
    const messages = JSON.parse(text) as Message<FeedValue>[];
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

  /** The rows of one message of the stream, in order: one row, or a page's. */
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

function addRow(rows: FeedRow[], { value, headers }: Extract<Message<FeedValue>, { key: string }>): void {
  if ('page' in value) return;
  const isGone = value.deleted === 'true' || value.deleted === 't' || headers.operation === 'delete';
  rows.push({ tbl: value.tbl, pk: value.pk, row: isGone ? null : value.row });
}
