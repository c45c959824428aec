// The alarms of one page. Timers do not count the time that a device sleeps, so the clock is read again in short steps: an
// alarm whose instant passed during sleep fires within one step of waking. Clock, timers and the channel to the page are
// inputs.
import type { ClockReadings, ClockState } from '#src/clock/device-clock.ts';
import { DeviceClock } from '#src/clock/device-clock.ts';

export type AlarmRequest =
  | { kind: 'set'; id: number; atMs: number }
  | { kind: 'forget'; id: number }
  | { kind: 'clock'; state: ClockState };

export interface AlarmRing {
  id: number;
}

export interface AlarmPorts {
  readings: ClockReadings;
  /** Returns the function that cancels the timer. */
  setTimer(ms: number, ring: () => void): () => void;
  ring(alarm: AlarmRing): void;
}

export const LONGEST_STEP_MS = 1_000;
/**
 * When the page's own clock says that the instant has not come, the page sets the alarm again; then it fires after this time.
 */
const SHORTEST_STEP_MS = 20;

export class Alarms {
  readonly #ports: AlarmPorts;
  readonly #clock: DeviceClock;
  readonly #atMsById = new Map<number, number>();
  #cancel: () => void = () => undefined;

  constructor(ports: AlarmPorts) {
    this.#ports = ports;
    this.#clock = new DeviceClock(ports.readings);
  }

  hear(request: AlarmRequest): void {
    if (request.kind === 'set') this.#atMsById.set(request.id, request.atMs);
    else if (request.kind === 'forget') this.#atMsById.delete(request.id);
    // `isMeasured` does not matter here, because the page compares the instant with its own clock before it acts.
    else this.#clock.learn(request.state, true);
    this.#lookIn(SHORTEST_STEP_MS);
  }

  #look(): void {
    const nowMs = this.#clock.now();
    for (const [id, atMs] of this.#atMsById) {
      if (atMs > nowMs) continue;
      this.#atMsById.delete(id);
      this.#ports.ring({ id });
    }
    if (this.#atMsById.size === 0) return;
    const restMs = Math.min(...this.#atMsById.values()) - nowMs;
    this.#lookIn(Math.min(LONGEST_STEP_MS, Math.max(SHORTEST_STEP_MS, restMs)));
  }

  #lookIn(ms: number): void {
    this.#cancel();
    this.#cancel = this.#ports.setTimer(ms, () => this.#look());
  }
}
