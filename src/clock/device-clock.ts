// The server's time as a device knows it: its wall clock, corrected by the offset learnt from the server and stabilised by the
// monotonic clock. Invariants: between two measurements the time never goes back; a wall clock that is set back while the app
// runs changes nothing; a jump ahead, caused by sleep or by setting the clock, is followed and counts as unmeasured until the
// server was asked again (docs/decisions/0019-one-clock.md). Readings are an input, so that the clock also runs in simulations.
import { Subscribers } from '#src/subscribers.ts';

export interface ClockReadings {
  wallMs(): number;
  /** Never goes back; may stop while the device sleeps. */
  monotonicMs(): number;
}

/** The state that is stored between runs and sent to the device's other pages and workers. */
export interface ClockState {
  /** Milliseconds from the wall clock's current reading to the server's time. */
  offsetMs: number;
  /** The part of the offset that compensates steps of the wall clock observed while the app ran. */
  stepsMs: number;
}

/** Stored with a command: the correction contained in its time, and whether the server had confirmed that correction. */
export interface CommandClock {
  correctionMs: number;
  isMeasured: boolean;
}

/** One answer of the server with its time, between two monotonic readings. */
export interface ServerTime {
  serverMs: number;
  sentMs: number;
  receivedMs: number;
}

/** NTP slewing moves a clock by less than this between two readings, which are at most a few seconds apart. */
const STEP_MS = 1_500;

export class DeviceClock {
  readonly #readings: ClockReadings;
  readonly #subscribers = new Subscribers();
  #state: ClockState;
  #isMeasured = false;
  #wallMs: number;
  #monotonicMs: number;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(readings: ClockReadings, state: ClockState = { offsetMs: 0, stepsMs: 0 }) {
    this.#readings = readings;
    this.#state = state;
    this.#wallMs = readings.wallMs();
    this.#monotonicMs = readings.monotonicMs();
  }

  /** The server's time in epoch milliseconds, as this device knows it. */
  now(): number {
    const wallMs = this.#readings.wallMs();
    const monotonicMs = this.#readings.monotonicMs();
    const stepMs = wallMs - this.#wallMs - (monotonicMs - this.#monotonicMs);
    this.#wallMs = wallMs;
    this.#monotonicMs = monotonicMs;
    if (stepMs < -STEP_MS) {
      // Sleep only moves the wall clock ahead. So the clock was set back, and the monotonic clock continues.
      const { offsetMs, stepsMs } = this.#state;
      this.#state = { offsetMs: offsetMs - stepMs, stepsMs: stepsMs - stepMs };
      this.#say();
    } else if (stepMs > STEP_MS) {
      this.#isMeasured = false;
      this.#say();
    }
    this.#toldMs = Math.max(this.#toldMs, wallMs + this.#state.offsetMs);
    return this.#toldMs;
  }

  get state(): ClockState {
    return this.#state;
  }

  /** True when the server has confirmed the time since the app started, and no jump has happened since. */
  get isMeasured(): boolean {
    return this.#isMeasured;
  }

  /** Stored with a command made now. */
  get commandClock(): CommandClock {
    return { correctionMs: this.#correctionMs, isMeasured: this.#isMeasured };
  }

  /**
   * The known error, in milliseconds, of the time of a command made under `made`. A time from a measured clock is right; any
   * other is wrong by all corrections learnt since. Commands of older apps have the uncorrected clock.
   */
  errorMs(made: CommandClock | undefined): number {
    if (made?.isMeasured) return 0;
    return this.#correctionMs - (made?.correctionMs ?? 0);
  }

  /** Takes an answer of the server. An answer that agrees with the current time within its own uncertainty changes nothing. */
  measure({ serverMs, sentMs, receivedMs }: ServerTime): void {
    const uncertaintyMs = (receivedMs - sentMs) / 2;
    const serverNowMs = serverMs + this.#readings.monotonicMs() - (sentMs + receivedMs) / 2;
    const differenceMs = serverNowMs - this.now();
    const isNew = Math.abs(differenceMs) > uncertaintyMs;
    if (!isNew && this.#isMeasured) return;
    if (isNew) this.#move({ ...this.#state, offsetMs: this.#state.offsetMs + differenceMs });
    this.#isMeasured = true;
    this.#say();
  }

  /** Takes the state of another page or worker of this device. */
  learn(state: ClockState, isMeasured: boolean): void {
    this.#wallMs = this.#readings.wallMs();
    this.#monotonicMs = this.#readings.monotonicMs();
    this.#move(state);
    this.#isMeasured = isMeasured;
    this.#say();
  }

  /** Calls back when the time jumps, or becomes measured or unmeasured. Returns the unsubscribe function. */
  subscribe(onChange: () => void): () => void {
    return this.#subscribers.subscribe(onChange);
  }

  get #correctionMs(): number {
    return this.#state.offsetMs - this.#state.stepsMs;
  }

  #move(state: ClockState): void {
    if (state.offsetMs !== this.#state.offsetMs) this.#toldMs = Number.NEGATIVE_INFINITY;
    this.#state = state;
  }

  #say(): void {
    this.#subscribers.tell();
  }
}
