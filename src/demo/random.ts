// Pseudo-random numbers from a seed, so that the same seed makes the same year.
import { v7 } from 'uuid';

export class Random {
  #state: number;

  /** `name` selects an independent stream, so that more draws in one domain do not change another. */
  constructor(seed: number, name: string) {
    this.#state = [...name].reduce((hash, character) => Math.imul(hash ^ character.charCodeAt(0), 0x01000193), seed ^ 0x811c9dc5);
  }

  /** 0 ≤ x < 1, by mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** An integer between `least` and `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(from: readonly T[]): T {
    const index = this.between(0, from.length - 1);
    if (index >= from.length || index < 0) throw new Error('there is nothing to pick from');
    return from[index] as T;
  }

  /** A uuidv7 with this time, as a device would make. */
  id(at: Date): string {
    const random = Uint8Array.from({ length: 16 }, () => this.between(0, 255));
    return v7({ msecs: at.getTime(), seq: this.between(0, 2 ** 31 - 1), random });
  }
}
