// Reads pages for many requests. Requests that wake together at the same position share one query and one serialized body.
// Invariant: a shared query starts after every request that joined it was made, so no request misses the change that woke it.
// The pages that are read and built at one time are limited (turns.ts).
import type { Pool } from 'pg';
import { START, type Cursor } from './cursor.ts';
import { readEpoch, type Epoch } from './handle.ts';
import { liveMessages, pageMessages, upToDateMessage } from './messages.ts';
import { PAGE_BOUNDS, readPage, readScopeState, type Page, type PageBounds, type ScopeState } from './page.ts';
import { ReadTurns } from './turns.ts';

/** A page with its serialized answers, each built once for all requests. */
export class SharedPage {
  readonly page: Page;
  readonly #scope: string;
  #live: Buffer<ArrayBuffer> | undefined;
  #read: Buffer<ArrayBuffer> | undefined;
  #events: Buffer<ArrayBuffer> | undefined;

  constructor(scope: string, page: Page) {
    this.#scope = scope;
    this.page = page;
  }

  /** A JSON array of the messages, ending with an up-to-date message when the page is a boundary. */
  body(live: boolean): Buffer<ArrayBuffer> {
    if (live) return (this.#live ??= this.#encodeBody(liveMessages));
    return (this.#read ??= this.#encodeBody(pageMessages));
  }

  /** The live messages as server-sent events. */
  events(): Buffer<ArrayBuffer> {
    return (this.#events ??= Buffer.from(this.#withBoundary(liveMessages(this.#scope, this.page.rows)).map(toEvent).join('')));
  }

  #encodeBody(build: typeof liveMessages): Buffer<ArrayBuffer> {
    return Buffer.from(`[${this.#withBoundary(build(this.#scope, this.page.rows)).join(',')}]`);
  }

  #withBoundary(messages: string[]): string[] {
    return this.page.isLast ? [...messages, upToDateMessage(this.page.end)] : messages;
  }
}

const toEvent = (message: string): string => `data: ${message}\n\n`;

export class FeedReader {
  readonly #pool: Pool;
  readonly #bounds: PageBounds;
  /** Limits page reads and answers. An answer first takes a turn of its own and then one for its page. */
  readonly #pages: ReadTurns;
  readonly #answers: ReadTurns;
  readonly #scheduled = new Map<string, Promise<SharedPage>>();
  #epoch: Promise<Epoch> | null = null;

  constructor(pool: Pool, bounds: PageBounds = PAGE_BOUNDS) {
    this.#pool = pool;
    this.#bounds = bounds;
    this.#pages = new ReadTurns(bounds.bytes);
    this.#answers = new ReadTurns(bounds.bytes);
  }

  /** The database's epoch tag; read again after `forgetEpoch`, and when a page has another feedId. */
  async epochTag(): Promise<string> {
    if (this.#epoch === null) {
      const reading = readEpoch(this.#pool);
      this.#epoch = reading;
      reading.catch(() => {
        if (this.#epoch === reading) this.#epoch = null;
      });
    }
    return (await this.#epoch).tag;
  }

  forgetEpoch(): void {
    this.#epoch = null;
  }

  /** A dump may be restored in place under the connections of a running server. */
  async #compareFeed({ feedId }: ScopeState): Promise<void> {
    const known = await this.#epoch;
    if (known !== null && feedId !== '' && feedId !== known.feedId) this.forgetEpoch();
  }

  /** `known`: the newest number that the reader has seen. */
  read(scope: string, after: Cursor, withTombstones: boolean, known = START): Promise<SharedPage> {
    const key = `${scope} ${after} ${known} ${withTombstones}`;
    const joined = this.#scheduled.get(key);
    if (joined) return joined;
    const readNow = async (): Promise<SharedPage> => {
      this.#scheduled.delete(key);
      const page = await readPage(this.#pool, scope, after, { withTombstones, known, bounds: this.#bounds });
      await this.#compareFeed(page);
      return new SharedPage(scope, page);
    };
    const othersJoined = new Promise<void>((resolve) => setImmediate(resolve));
    const reading = othersJoined.then(() => this.#pages.run(scope, readNow));
    this.#scheduled.set(key, reading);
    return reading;
  }

  /** Builds a catch-up answer, including its compression, in the scope's turn. */
  inTurn<T>(scope: string, build: () => Promise<T>): Promise<T> {
    return this.#answers.run(scope, build);
  }

  /** Reads the state of the scope without any rows. */
  readState(scope: string): Promise<ScopeState> {
    return readScopeState(this.#pool, scope);
  }
}
