// The trace of a run, line by line, and its hash: the same seed gives the same hash.
import { hashText } from './random.ts';

export class Trace {
  readonly lines: string[] = [];
  #hash = 0x811c9dc5;

  add(atMs: number, what: string): void {
    const line = `${(atMs / 1000).toFixed(3)} ${what}`;
    this.lines.push(line);
    this.#hash = hashText(line, this.#hash);
  }

  get hash(): string {
    return this.#hash.toString(16).padStart(8, '0');
  }
}
