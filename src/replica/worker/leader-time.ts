// The leader's clock: stored between runs, measured regularly, announced to the pages, and the engine's source for each
// command's time.
import { ClockKeeper, type KeeperPorts } from '#src/clock/clock-keeper.ts';
import { DeviceClock, type ClockState, type CommandClock } from '#src/clock/device-clock.ts';
import { deviceReadings } from '#src/clock/readings.ts';
import type { CommandTime } from '../engine/ports.ts';

interface LeaderTimePorts extends Pick<KeeperPorts, 'ask' | 'setTimer'> {
  facts: { readClock(): Promise<ClockState | undefined>; writeClock(state: ClockState): Promise<void> };
  onChange(state: ClockState, isMeasured: boolean): void;
}

/**
 * The longest time that a push waits for a measurement: it must not hang on a server that answers everything except the time.
 */
const MEASURE_TIMEOUT_MS = 3_000;

export class LeaderTime implements CommandTime {
  readonly #ports: LeaderTimePorts;
  readonly #clock = new DeviceClock(deviceReadings);
  readonly #keeper: ClockKeeper;
  #stored: ClockState | undefined;

  constructor(ports: LeaderTimePorts) {
    this.#ports = ports;
    this.#keeper = new ClockKeeper({
      clock: this.#clock,
      monotonicMs: deviceReadings.monotonicMs,
      ask: ports.ask,
      setTimer: ports.setTimer,
      onChange: () => this.#changed(),
    });
  }

  /** Restores the clock of the last run and starts regular measurements. */
  async start(): Promise<void> {
    const known = await this.#ports.facts.readClock().catch(() => undefined);
    this.#stored = known;
    if (known) this.#clock.learn(known, false);
    this.#keeper.start();
  }

  now(): number {
    return this.#clock.now();
  }

  measure(): Promise<void> {
    return this.#keeper.measure();
  }

  get commandClock(): CommandClock {
    return this.#clock.commandClock;
  }

  errorMs(made: CommandClock | undefined): number {
    return this.#clock.errorMs(made);
  }

  async measured(): Promise<void> {
    this.#clock.now();
    if (this.#clock.isMeasured) return;
    await Promise.race([
      this.#keeper.measure(),
      new Promise<void>((resolve) => this.#ports.setTimer(MEASURE_TIMEOUT_MS, resolve)),
    ]);
  }

  #changed(): void {
    const { state, isMeasured } = this.#clock;
    this.#ports.onChange(state, isMeasured);
    if (state === this.#stored) return;
    this.#stored = state;
    // When the state cannot be stored, the next run measures it again.
    this.#ports.facts.writeClock(state).catch(() => undefined);
  }
}
