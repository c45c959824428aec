// Registers the requests that wait for each scope and wakes them: one LISTEN connection for the process, and a slow poll that
// finds changes whose notification was lost.
// Invariant: a watch that was open before a commit is woken after it, by the slow poll at the latest. A waiting request costs
// one small object: no timer and no closure over its answer.
import type { Pool, PoolClient } from 'pg';
import { errorFields, type Log } from '../log.ts';
import type { Cursor } from './cursor.ts';

export const FEED_CHANNEL = 'replica_feed';

const RECONNECT_FIRST_MS = 50;
const RECONNECT_LAST_MS = 5_000;

export type WakeReason = 'changed' | 'timeout' | 'gone' | 'closing';

/** One waiting request. Open it before reading, so that no change between reading and waiting is lost. */
export class Watch {
  readonly scope: string;
  cursor: Cursor;
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
  /** False when only a pooler is reachable: then the slow poll alone finds changes. */
  listens?: boolean;
  /** Called whenever the LISTEN connection is opened: the database may be a restored one. */
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
  #ticker: NodeJS.Timeout | undefined;
  #reconnectTimer: NodeJS.Timeout | undefined;

  constructor(options: FeedWakeOptions) {
    this.#options = { nowMs: () => performance.now(), slowPollMs: 4_000, tickMs: 200, listens: true, ...options };
    this.#lastSlowPollMs = this.#options.nowMs();
  }

  /** Resolves when listening. If the database cannot be reached, start() resolves and retries in the background. */
  async start(): Promise<void> {
    this.#ticker = setInterval(() => this.#tick(), this.#options.tickMs).unref();
    if (this.#options.listens) await this.#listen();
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
    return new Promise<WakeReason>((resolve) => (watch.resolve = resolve));
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

  /** When false, only the slow poll finds changes. */
  get isListening(): boolean {
    return this.#listener !== null;
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
      // `stop` releases a connection that listens.
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
    // Wakes all watches, because changes may have been committed before LISTEN.
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

  /** One query for all waiting scopes: finds those with rows after their lowest cursor. */
  async #slowPoll(): Promise<void> {
    if (this.#isSlowPolling) return;
    this.#isSlowPolling = true;
    try {
      const scopes: string[] = [];
      const seqs: string[] = [];
      for (const [scope, watches] of this.#watchesByScope) {
        let first: Cursor | null = null;
        for (const { cursor } of watches) if (first === null || cursor < first) first = cursor;
        if (first === null) continue;
        scopes.push(scope);
        seqs.push(String(first));
      }
      const { rows } = await this.#options.pool.query<{ scope: string }>({
        name: 'feed-slow-poll',
        // The subquery finds the newest row of each scope with one index lookup; a join might read the whole feed.
        text: `select w.scope from unnest($1::text[], $2::bigint[]) as w (scope, seq)
                where w.seq < (select f.seq from replica.feed f where f.scope = w.scope order by f.seq desc limit 1)`,
        values: [scopes, seqs],
      });
      for (const { scope } of rows) this.#wake(scope);
    } catch (error) {
      this.#options.log.warn(errorFields(error), 'the slow poll of the feed failed');
    } finally {
      this.#isSlowPolling = false;
    }
  }
}
