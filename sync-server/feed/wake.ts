// Who waits for which scope, and what wakes them: one LISTEN connection for the whole process, a retry for rows whose
// transaction has not settled, and a slow poll that finds what a lost notification would have told.
// Invariant: a watch that was open before a commit is woken after it, at the latest by the slow poll. A waiting request
// costs one small object: no timer, no closure over its answer.
import type { Pool, PoolClient } from 'pg';
import { errorFields, type Log } from '../log.ts';
import type { Cursor } from './cursor.ts';

export const FEED_CHANNEL = 'replica_feed';

const HELD_RETRY_FIRST_MS = 2;
const HELD_RETRY_LAST_MS = 50;
const RECONNECT_FIRST_MS = 50;
const RECONNECT_LAST_MS = 5_000;

export type WakeReason = 'changed' | 'timeout' | 'gone' | 'closing';

/** One request's place in the queue. Open it before reading, so that nothing is lost between reading and waiting. */
export class Watch {
  readonly scope: string;
  cursor: Cursor;
  /** Set when the read came to rows of a transaction that has not settled. */
  heldXid: bigint | null = null;
  deadlineMs = Infinity;
  isWoken = false;
  resolve: ((reason: WakeReason) => void) | null = null;

  constructor(scope: string, cursor: Cursor) {
    this.scope = scope;
    this.cursor = cursor;
  }

  settle(reason: WakeReason): void {
    const { resolve } = this;
    this.resolve = null;
    if (resolve) resolve(reason);
  }
}

export interface FeedWakeOptions {
  pool: Pool;
  log: Log;
  /** Monotonic milliseconds. */
  nowMs?: () => number;
  slowPollMs?: number;
  tickMs?: number;
  /** Called whenever the LISTEN connection is (re)made: the database may be another one than before. */
  onConnected?: () => void;
}

export class FeedWake {
  readonly #options: Required<Omit<FeedWakeOptions, 'onConnected'>> & Pick<FeedWakeOptions, 'onConnected'>;
  readonly #watchesByScope = new Map<string, Set<Watch>>();
  #listener: PoolClient | null = null;
  #isClosed = false;
  #reconnectMs = RECONNECT_FIRST_MS;
  #lastSlowPollMs: number;
  #isSlowPolling = false;
  #isRetryingHeld = false;
  #ticker: NodeJS.Timeout | undefined;
  #reconnectTimer: NodeJS.Timeout | undefined;

  constructor(options: FeedWakeOptions) {
    this.#options = { nowMs: () => performance.now(), slowPollMs: 5_000, tickMs: 200, ...options };
    this.#lastSlowPollMs = this.#options.nowMs();
  }

  /** Resolves when listening. A database that cannot be reached is tried again in the background. */
  async start(): Promise<void> {
    this.#ticker = setInterval(() => this.#tick(), this.#options.tickMs).unref();
    await this.#listen();
  }

  open(scope: string, cursor: Cursor): Watch {
    const watch = new Watch(scope, cursor);
    const watches = this.#watchesByScope.get(scope);
    if (watches) watches.add(watch);
    else this.#watchesByScope.set(scope, new Set([watch]));
    return watch;
  }

  /** Waits until the scope may have changed since the watch was opened or last woken. */
  wait(watch: Watch, forMs: number): Promise<WakeReason> {
    if (this.#isClosed) return Promise.resolve('closing');
    if (watch.isWoken) {
      watch.isWoken = false;
      return Promise.resolve('changed');
    }
    watch.deadlineMs = this.#options.nowMs() + forMs;
    const waiting = new Promise<WakeReason>((resolve) => (watch.resolve = resolve));
    if (watch.heldXid !== null) void this.#retryHeld();
    return waiting;
  }

  close(watch: Watch): void {
    const watches = this.#watchesByScope.get(watch.scope);
    watches?.delete(watch);
    if (watches?.size === 0) this.#watchesByScope.delete(watch.scope);
    watch.settle('gone');
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get waiting(): number {
    let count = 0;
    for (const watches of this.#watchesByScope.values()) count += watches.size;
    return count;
  }

  /** Ends every wait at once and stops listening. */
  stop(): void {
    this.#isClosed = true;
    clearInterval(this.#ticker);
    clearTimeout(this.#reconnectTimer);
    this.#listener?.release(true);
    this.#listener = null;
    for (const watches of this.#watchesByScope.values()) for (const watch of watches) watch.settle('closing');
  }

  #wake(scope: string): void {
    for (const watch of this.#watchesByScope.get(scope) ?? []) this.#wakeOne(watch);
  }

  #wakeOne(watch: Watch): void {
    if (watch.resolve) watch.settle('changed');
    else watch.isWoken = true;
  }

  async #listen(): Promise<void> {
    if (this.#isClosed) return;
    const client = await this.#options.pool.connect().catch((error: unknown) => {
      this.#options.log.warn(errorFields(error), 'feed notifications unavailable; trying again');
      this.#reconnectLater();
    });
    if (!client) return;
    let [hasListened, isLost] = [false, false];
    const onLost = (error?: unknown) => {
      if (isLost) return;
      isLost = true;
      // `stop` lets go of the one that listens.
      if (this.#isClosed && hasListened) return;
      if (this.#listener === client) this.#listener = null;
      client.release(true);
      this.#options.log.warn(errorFields(error ?? new Error('the connection ended')), 'feed notifications lost; reconnecting');
      this.#reconnectLater();
    };
    client.on('error', onLost);
    client.on('end', () => onLost());
    client.on('notification', ({ payload }) => payload !== undefined && this.#wake(payload));
    try {
      await client.query(`listen ${FEED_CHANNEL}`);
    } catch (error) {
      return onLost(error);
    }
    hasListened = true;
    if (this.#isClosed) return client.release(true);
    this.#listener = client;
    this.#reconnectMs = RECONNECT_FIRST_MS;
    this.#options.onConnected?.();
    // What was committed while nobody listened.
    for (const scope of this.#watchesByScope.keys()) this.#wake(scope);
  }

  #reconnectLater(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = setTimeout(() => void this.#listen(), this.#reconnectMs).unref();
    this.#reconnectMs = Math.min(this.#reconnectMs * 2, RECONNECT_LAST_MS);
  }

  #tick(): void {
    const nowMs = this.#options.nowMs();
    for (const watches of this.#watchesByScope.values()) {
      for (const watch of watches) if (watch.resolve && watch.deadlineMs <= nowMs) watch.settle('timeout');
    }
    if (nowMs - this.#lastSlowPollMs >= this.#options.slowPollMs && this.#watchesByScope.size > 0) {
      this.#lastSlowPollMs = nowMs;
      void this.#slowPoll();
    }
  }

  /** One query for all waiting scopes: which of them has rows behind its furthest-back cursor. */
  async #slowPoll(): Promise<void> {
    if (this.#isSlowPolling) return;
    this.#isSlowPolling = true;
    try {
      const scopes: string[] = [];
      const xids: string[] = [];
      const seqs: string[] = [];
      for (const [scope, watches] of this.#watchesByScope) {
        let first: Cursor | null = null;
        for (const { cursor } of watches) if (first === null || isBefore(cursor, first)) first = cursor;
        if (first === null) continue;
        scopes.push(scope);
        xids.push(String(first.xid));
        seqs.push(String(first.seq));
      }
      const { rows } = await this.#options.pool.query<{ scope: string }>({
        name: 'feed-slow-poll',
        text: `select w.scope from unnest($1::text[], $2::xid8[], $3::bigint[]) as w (scope, xid, seq)
                where exists (select from replica.feed f
                               where f.scope = w.scope and (f.xid, f.seq) > (w.xid, w.seq)
                                 and f.xid < pg_snapshot_xmin(pg_current_snapshot()))`,
        values: [scopes, xids, seqs],
      });
      for (const { scope } of rows) this.#wake(scope);
    } catch (error) {
      this.#options.log.warn(errorFields(error), 'the slow poll of the feed failed');
    } finally {
      this.#isSlowPolling = false;
    }
  }

  /** While some watch came to rows that have not settled: ask for xmin, ever less often, and wake those it has passed. */
  async #retryHeld(): Promise<void> {
    if (this.#isRetryingHeld) return;
    this.#isRetryingHeld = true;
    let delayMs = HELD_RETRY_FIRST_MS;
    try {
      for (;;) {
        await new Promise<void>((resolve) => setTimeout(resolve, delayMs).unref());
        if (this.#isClosed || !this.#hasHeld()) return;
        const { rows } = await this.#options.pool.query<{ xmin: string }>(
          'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
        );
        const woken = this.#wakeHeldBelow(BigInt(rows[0]?.xmin ?? '0'));
        delayMs = woken ? HELD_RETRY_FIRST_MS : Math.min(delayMs * 2, HELD_RETRY_LAST_MS);
      }
    } catch (error) {
      // The slow poll takes over.
      this.#options.log.warn(errorFields(error), 'could not see which transactions have settled');
    } finally {
      this.#isRetryingHeld = false;
    }
  }

  #hasHeld(): boolean {
    for (const watches of this.#watchesByScope.values()) for (const watch of watches) if (watch.heldXid !== null) return true;
    return false;
  }

  #wakeHeldBelow(xmin: bigint): boolean {
    let woken = false;
    for (const watches of this.#watchesByScope.values()) {
      for (const watch of watches) {
        if (watch.heldXid === null || watch.heldXid >= xmin) continue;
        watch.heldXid = null;
        this.#wakeOne(watch);
        woken = true;
      }
    }
    return woken;
  }
}

const isBefore = (a: Cursor, b: Cursor): boolean => a.xid < b.xid || (a.xid === b.xid && a.seq < b.seq);
