// A model of a file for tests: writes become durable only when flushed, and a crash keeps any prefix of the unflushed writes.
import type { RawFile } from './two-file-store.ts';

export class Crash extends Error {}

/** Counts down operations over all files of one device; the device dies at zero. */
export class CrashClock {
  constructor(public operationsLeft = Number.POSITIVE_INFINITY) {}
  tick(): void {
    this.operationsLeft -= 1;
    if (this.operationsLeft < 0) throw new Crash();
  }
}

type Change = { kind: 'write'; bytes: Uint8Array; at: number } | { kind: 'truncate'; size: number };

export class CrashingFile implements RawFile {
  #durable: Uint8Array;
  #unflushed: Change[] = [];

  constructor(
    readonly clock: CrashClock,
    bytes: Uint8Array = new Uint8Array(0),
  ) {
    this.#durable = bytes;
  }

  getSize(): number {
    return this.#current().length;
  }

  read(into: Uint8Array, { at }: { at: number }): number {
    const part = this.#current().subarray(at, at + into.length);
    into.set(part);
    return part.length;
  }

  write(bytes: Uint8Array, { at }: { at: number }): number {
    this.#unflushed.push({ kind: 'write', bytes: bytes.slice(), at });
    this.clock.tick();
    return bytes.length;
  }

  truncate(size: number): void {
    this.#unflushed.push({ kind: 'truncate', size });
    this.clock.tick();
  }

  flush(): void {
    this.clock.tick();
    this.#durable = this.#current();
    this.#unflushed = [];
  }

  close(): void {}

  /**
   * The file after the crash: the first `kept` unflushed writes survived whole, and the next one with its first `tornBytes`
   * bytes.
   */
  afterCrash(clock: CrashClock, kept: number, tornBytes: number): CrashingFile {
    const survived = this.#unflushed.slice(0, kept);
    const torn = this.#unflushed[survived.length];
    if (torn?.kind === 'write') survived.push({ ...torn, bytes: torn.bytes.subarray(0, tornBytes) });
    return new CrashingFile(clock, survived.reduce(applyChange, this.#durable));
  }

  #current(): Uint8Array {
    return this.#unflushed.reduce(applyChange, this.#durable);
  }
}

function applyChange(bytes: Uint8Array, change: Change): Uint8Array {
  const size = change.kind === 'truncate' ? change.size : Math.max(bytes.length, change.at + change.bytes.length);
  const next = new Uint8Array(size);
  next.set(bytes.subarray(0, size));
  if (change.kind === 'write') next.set(change.bytes, change.at);
  return next;
}
