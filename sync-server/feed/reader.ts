// Reads pages for many requests. Requests that wake together for the same place share one query and one text.
// Invariant: a shared query starts after every request that joined it asked, so none is given less than it was woken for.
import type { Pool } from 'pg';
import { cursorToOffset, type Cursor } from './cursor.ts';
import { readEpochTag } from './handle.ts';
import { liveMessages, pageMessages } from './messages.ts';
import { readPage, type Page, type PageBounds } from './page.ts';

/** A page with its messages, made once however many requests are answered with it. */
export class SharedPage {
  readonly page: Page;
  readonly #scope: string;
  #live: string[] | undefined;
  #read: string[] | undefined;

  constructor(scope: string, page: Page) {
    this.#scope = scope;
    this.page = page;
  }

  messages(live: boolean): readonly string[] {
    if (live) return (this.#live ??= liveMessages(this.#scope, this.page.rows));
    return (this.#read ??= pageMessages(this.#scope, this.page.rows));
  }
}

export class FeedReader {
  readonly #pool: Pool;
  readonly #bounds: PageBounds | undefined;
  readonly #soon = new Map<string, Promise<SharedPage>>();
  #epochTag: Promise<string> | null = null;

  constructor(pool: Pool, bounds?: PageBounds) {
    this.#pool = pool;
    this.#bounds = bounds;
  }

  /** Which database this is; read again after `forgetEpoch`. */
  epochTag(): Promise<string> {
    if (this.#epochTag === null) {
      const reading = readEpochTag(this.#pool);
      this.#epochTag = reading;
      reading.catch(() => {
        if (this.#epochTag === reading) this.#epochTag = null;
      });
    }
    return this.#epochTag;
  }

  forgetEpoch(): void {
    this.#epochTag = null;
  }

  read(scope: string, after: Cursor, withTombstones: boolean): Promise<SharedPage> {
    const key = `${scope} ${cursorToOffset(after)} ${withTombstones}`;
    const joined = this.#soon.get(key);
    if (joined) return joined;
    const reading = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      this.#soon.delete(key);
      const page = await readPage(this.#pool, scope, after, {
        withTombstones,
        ...(this.#bounds && { bounds: this.#bounds }),
      });
      return new SharedPage(scope, page);
    });
    this.#soon.set(key, reading);
    return reading;
  }

  /** The first transaction that has not settled: the place of a client that wants only what comes from now on. */
  async nowCursor(): Promise<Cursor> {
    const { rows } = await this.#pool.query<{ xmin: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as xmin');
    return { xid: BigInt(rows[0]?.xmin ?? '0'), seq: 0n };
  }
}
