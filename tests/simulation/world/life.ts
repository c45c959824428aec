// One run of a device's worker or of the server, from its start to its death. After its death it does nothing: its pending
// promises never resolve, its timers do not fire, and only requests sent before arrive. Crashes and delays happen at named
// points.
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';

export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** What code of a run asks of it. */
export interface Run {
  point(name: string): Promise<void>;
  /** Ask again after `point`: another coroutine of the run may have ended it before the awaiting one went on. */
  readonly isAlive: boolean;
}

/** A disaster that is triggered at a point, mostly the death of this run. */
export interface Trap {
  point: string;
  /** How many times the point is passed before the trap triggers. */
  skip: number;
  spring: () => void;
}

export interface Pace {
  /** The probability of a delay at a point. */
  delay: number;
  maxMs: number;
}

export interface LifeDeps {
  scheduler: Scheduler;
  random: Random;
  pace: Pace;
  /** Called when a trap ends the run. */
  onCrash: (point: string) => void;
}

export class Life {
  isAlive = true;
  trap: Trap | undefined;
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #pace: Pace;
  readonly #onCrash: (point: string) => void;
  readonly #lastWords: (() => void)[] = [];

  constructor({ scheduler, random, pace, onCrash }: LifeDeps) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#pace = pace;
    this.#onCrash = onCrash;
  }

  /** A bound function, so that it can be passed on. */
  point = async (name: string): Promise<void> => {
    if (!this.isAlive) return never();
    const { trap } = this;
    if (trap?.point === name) {
      trap.skip -= 1;
      if (trap.skip < 0) {
        this.trap = undefined;
        trap.spring();
        if (!this.isAlive) {
          this.#onCrash(name);
          return never();
        }
      }
    }
    if (this.#random.chance(this.#pace.delay)) {
      await this.#scheduler.sleep(this.#random.between(0, this.#pace.maxMs));
      if (!this.isAlive) return never();
    }
  };

  /** A timer that is cancelled when this run ends. */
  setTimer(ms: number, ring: () => void): () => void {
    return this.#scheduler.after(ms, () => {
      if (this.isAlive) ring();
    });
  }

  /** A promise's result; never resolves when this run has ended by then. */
  async hear<T>(promise: Promise<T>): Promise<T> {
    const result = await promise;
    return this.isAlive ? result : never();
  }

  onDeath(run: () => void): () => void {
    this.#lastWords.push(run);
    return () => this.#lastWords.splice(this.#lastWords.indexOf(run) >>> 0, 1);
  }

  die(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    for (const run of this.#lastWords.splice(0)) run();
  }
}
