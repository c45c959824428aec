// Budgets of rows and time for the commands of one person. Both are far above normal use; they keep one person from filling the
// database and from holding a connection for minutes.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { UserId } from '#schema/ids.ts';
import type { PoolClient } from '../db/pool.ts';

export interface CommandBudgets {
  /** Rows of one person in the feed, including deleted ones until they are pruned. */
  rows: number;
  /** After this time a request starts no further command, and the device sends the rest in its next request. */
  requestMs: number;
}

export const DEFAULT_ROW_QUOTA = 2_000_000;
/** Well below the device's request timeout. */
export const REQUEST_MS = 10_000;

/** Rejections are rows too: above this multiple of the budget no command is taken, and all of them stay on their device. */
const HARD_SHARE = 1.1;
/** Below this share of the budget the commands are not checked one by one, because one request cannot use up the remainder. */
const CHECKED_SHARE = 0.5;

const COUNT_SQL = `select row_count from ops.feed_row_counts where scope = 'user:' || $1`;

/** Counts the rows of one person during a turn. */
export class RowBudget {
  readonly #client: PoolClient;
  readonly #userId: UserId;
  readonly #budget: number;
  #rows: number;

  private constructor(client: PoolClient, userId: UserId, budget: number, rows: number) {
    this.#client = client;
    this.#userId = userId;
    this.#budget = budget;
    this.#rows = rows;
  }

  static async open(client: PoolClient, userId: UserId, budget: number): Promise<RowBudget> {
    return new RowBudget(client, userId, budget, await countRows(client, userId));
  }

  get isFarExceeded(): boolean {
    return this.#rows > this.#budget * HARD_SHARE;
  }

  /**
   * Called after a command has taken effect: the error with which to undo it, or null. A command that adds no row is always
   * allowed.
   */
  async problem(): Promise<CadenceError | null> {
    if (this.#rows < this.#budget * CHECKED_SHARE) return null;
    const rows = await countRows(this.#client, this.#userId);
    if (rows > this.#budget && rows > this.#rows) {
      return { code: 'account_full', detail: `The limit is ${this.#budget.toLocaleString('en')} entries.` };
    }
    this.#rows = rows;
    return null;
  }
}

async function countRows(client: PoolClient, userId: UserId): Promise<number> {
  const { rows } = await client.query<{ row_count: number }>({
    name: 'rows-of-person',
    text: COUNT_SQL,
    values: [userId],
  });
  return rows[0]?.row_count ?? 0;
}
