// Rows in order of time, read in pages from the database: forwards only, and over gaps without reading what lies in them.

/** `rows` holds every row from where it was read up to `untilMs`, and may hold some of those at `untilMs`. */
export interface Page<Row> {
  rows: Row[];
  untilMs: number;
}

const FIRST_LIMIT = 16;
const MAX_LIMIT = 4096;

export class Pages<Row> {
  readonly #timeMs: (row: Row) => number;
  readonly #read: (from: Date, limit: number) => Promise<Page<Row>>;
  #rows: Row[] = [];
  #place = 0;
  /** Where the next page begins. */
  #untilMs = -Infinity;
  #limit = FIRST_LIMIT;

  /** `read` gives the first rows from a time on, in order, at most `limit` of each kind it has. */
  constructor(timeMs: (row: Row) => number, read: (from: Date, limit: number) => Promise<Page<Row>>) {
    this.#timeMs = timeMs;
    this.#read = read;
  }

  /** The time of the first row at or after `fromMs`; Infinity without one. `fromMs` never goes back. */
  async firstFrom(fromMs: number): Promise<number> {
    if (fromMs >= this.#untilMs && this.#untilMs !== Infinity) await this.#load(fromMs);
    for (;;) {
      const row = this.#rows[this.#place];
      if (row === undefined) {
        if (this.#untilMs === Infinity) return Infinity;
        await this.#load(this.#untilMs);
      } else if (this.#timeMs(row) < fromMs) {
        this.#place += 1;
      } else {
        return this.#timeMs(row);
      }
    }
  }

  /** All rows of that time. */
  async at(timeMs: number): Promise<Row[]> {
    const found: Row[] = [];
    if ((await this.firstFrom(timeMs)) !== timeMs) return found;
    for (let row = this.#rows[this.#place]; row !== undefined && this.#timeMs(row) === timeMs; row = this.#rows[this.#place]) {
      found.push(row);
      this.#place += 1;
    }
    return found;
  }

  async #load(fromMs: number): Promise<void> {
    // Short pages where single rows are wanted, longer ones where page follows page.
    this.#limit = fromMs === this.#untilMs ? Math.min(this.#limit * 2, MAX_LIMIT) : FIRST_LIMIT;
    let page = await this.#read(new Date(fromMs), this.#limit);
    while (page.untilMs <= fromMs) {
      // More rows of one time than a page holds.
      this.#limit *= 2;
      page = await this.#read(new Date(fromMs), this.#limit);
    }
    this.#rows = page.rows.filter((row) => this.#timeMs(row) < page.untilMs);
    this.#place = 0;
    this.#untilMs = page.untilMs;
  }
}
