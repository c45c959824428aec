// Keeps a device's clock measured: asks the server for its time when the app starts, when the network comes back, after a jump
// ahead, and periodically. Runs in the leading tab's worker; all dependencies are injected.
import type { DeviceClock, ServerTime } from './device-clock.ts';

export interface KeeperPorts {
  clock: DeviceClock;
  monotonicMs(): number;
  /** The server's time in epoch milliseconds; rejects when the server cannot be asked. */
  ask(): Promise<number>;
  /** Returns the function that cancels the timer. */
  setTimer(ms: number, ring: () => void): () => void;
  /** The state or its certainty changed; store it and send it to the pages. */
  onChange(): void;
}

/**
 * Number of answers of which the one with the shortest round trip is used: a delay may be on either way, so it makes an answer
 * less accurate.
 */
const ANSWERS = 3;
/** Interval at which the clock is read, so that a jump is detected soon. */
const WATCH_MS = 2_000;
const MEASURE_AGAIN_MS = 15 * 60_000;
const LONGEST_RETRY_MS = 60_000;

export class ClockKeeper {
  readonly #ports: KeeperPorts;
  #measuring: Promise<void> | undefined;
  #measuredAtMs = Number.NEGATIVE_INFINITY;
  #askAgainAtMs = Number.NEGATIVE_INFINITY;
  #retryMs = WATCH_MS;
  #isStopped = false;

  constructor(ports: KeeperPorts) {
    this.#ports = ports;
    ports.clock.subscribe(() => ports.onChange());
  }

  start(): void {
    if (this.#isStopped) return;
    this.#watch();
    this.#ports.setTimer(WATCH_MS, () => this.start());
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Resolves when the server was asked, whether or not it answered. One request at a time. */
  measure(): Promise<void> {
    this.#measuring ??= this.#measure().finally(() => {
      this.#measuring = undefined;
    });
    return this.#measuring;
  }

  #watch(): void {
    const { clock, monotonicMs } = this.#ports;
    clock.now();
    const nowMs = monotonicMs();
    const isDue = clock.isMeasured ? nowMs - this.#measuredAtMs > MEASURE_AGAIN_MS : nowMs >= this.#askAgainAtMs;
    if (isDue) void this.measure();
  }

  async #measure(): Promise<void> {
    const { clock, monotonicMs } = this.#ports;
    try {
      let best: ServerTime | undefined;
      for (let answer = 0; answer < ANSWERS; answer += 1) {
        const sentMs = monotonicMs();
        const serverMs = await this.#ports.ask();
        const receivedMs = monotonicMs();
        const wayMs = receivedMs - sentMs;
        if (!best || wayMs < best.receivedMs - best.sentMs) best = { serverMs, sentMs, receivedMs };
      }
      if (!best || this.#isStopped) return;
      clock.measure(best);
      this.#measuredAtMs = monotonicMs();
      this.#retryMs = WATCH_MS;
      this.#askAgainAtMs = Number.NEGATIVE_INFINITY;
    } catch {
      this.#askAgainAtMs = monotonicMs() + this.#retryMs;
      this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2);
    }
  }
}
