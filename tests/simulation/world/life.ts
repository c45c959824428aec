// One run of a device's worker or of the server: from its start to its death. What is dead does nothing more: whatever it awaits
// never comes, its timers do not ring, what it sends is its last words. Named points are where death and delay happen.
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';

export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** A disaster waiting for its point, mostly this life's end. */
export interface Trap {
  point: string;
  /** How often the point is passed before. */
  skip: number;
  spring: () => void;
}

export interface Pace {
  /** Chance that time passes at a point. */
  delay: number;
  maxMs: number;
}

export interface LifeDeps {
  scheduler: Scheduler;
  random: Random;
  pace: Pace;
  /** A trap ended it. */
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

  /** Bound, so that it can be handed out. */
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

  /** A timer that dies with this life. */
  setTimer(ms: number, ring: () => void): () => void {
    return this.#scheduler.after(ms, () => {
      if (this.isAlive) ring();
    });
  }

  /** A promise's result, unless this life has ended by then. */
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
