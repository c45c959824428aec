// What survives the death of a device's worker: the outbox's two files, the high-water mark, the replica's rows. When a worker
// dies, the files keep all writes; when the power fails, they keep flushed data and any prefix of the rest.
import { CrashClock, CrashingFile, Crash } from '#src/replica/outbox/crashing-file.ts';
import type { AppendOptions, ByteStore } from '#src/replica/outbox/byte-store.ts';
import type { HighWaterMark, MarkStore } from '#src/replica/outbox/high-water.ts';
import { TwoFileStore, type RawFile } from '#src/replica/outbox/two-file-store.ts';
import type { Coverage } from '../coverage.ts';
import type { Random } from '../random.ts';
import { never, type Life } from './life.ts';

export class DeviceStorage {
  /** The space for each file; reduced by a full disk. */
  room = Number.POSITIVE_INFINITY;
  mark: HighWaterMark | undefined;
  /** Call keys that the log received and that must be found after the worker died. */
  readonly received = new Set<string>();
  #clock = new CrashClock();
  #files: [CrashingFile, CrashingFile] = [new CrashingFile(this.#clock), new CrashingFile(this.#clock)];
  readonly #random: Random;
  readonly #coverage: Coverage;

  constructor(random: Random, coverage: Coverage) {
    this.#random = random;
    this.#coverage = coverage;
  }

  /** The power fails after that many more writes and flushes. */
  failAfter(operations: number): void {
    this.#clock.operationsLeft = operations;
  }

  workerDied(): void {
    this.#reopen(() => ({ kept: Number.POSITIVE_INFINITY, torn: 0 }));
  }

  powerLost(): void {
    this.received.clear();
    this.#reopen(() => ({ kept: this.#random.below(3), torn: this.#random.below(200) }));
  }

  /** The disk lost flushed data. */
  loseEnd(bytes: number): void {
    this.received.clear();
    const shortened = (file: CrashingFile): CrashingFile => {
      const content = new Uint8Array(file.getSize());
      file.read(content, { at: 0 });
      return new CrashingFile(this.#clock, content.subarray(0, Math.max(0, content.length - bytes)));
    };
    this.#files = [shortened(this.#files[0]), shortened(this.#files[1])];
  }

  get usedBytes(): number {
    return Math.max(...this.#files.map((file) => file.getSize()));
  }

  evict(): void {
    this.received.clear();
    this.#clock = new CrashClock();
    this.#files = [new CrashingFile(this.#clock), new CrashingFile(this.#clock)];
    this.mark = undefined;
  }

  openStore(life: Life, onPowerLoss: () => void): Promise<ByteStore> {
    const [first, second] = this.#files;
    try {
      const store = TwoFileStore.open(this.#limited(first), this.#limited(second));
      return Promise.resolve(new DyingStore(store, life, onPowerLoss));
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      onPowerLoss();
      return never();
    }
  }

  openMarks(life: Life): MarkStore {
    return {
      read: () => Promise.resolve(this.mark),
      write: async (mark) => {
        await life.point('mark.write');
        if (!life.isAlive) return never();
        this.mark = mark;
        await life.point('mark.written');
      },
    };
  }

  #reopen(survival: () => { kept: number; torn: number }): void {
    this.#clock = new CrashClock();
    const survivor = (file: CrashingFile): CrashingFile => {
      const { kept, torn } = survival();
      return file.afterCrash(this.#clock, kept, torn);
    };
    this.#files = [survivor(this.#files[0]), survivor(this.#files[1])];
  }

  #limited(file: CrashingFile): RawFile {
    return {
      getSize: () => file.getSize(),
      read: (into, options) => file.read(into, options),
      write: (bytes, { at }) => {
        const fits = Math.max(0, Math.min(bytes.length, this.room - at));
        this.#coverage.count('disk: full', fits < bytes.length ? 1 : 0);
        if (fits < bytes.length) this.received.clear();
        return file.write(bytes.subarray(0, fits), { at });
      },
      truncate: (size) => file.truncate(size),
      flush: () => file.flush(),
      close: () => file.close(),
    };
  }
}

/** Passes all calls on; after a power failure in the middle of a call, the call never returns. */
class DyingStore implements ByteStore {
  readonly backing = 'opfs';
  readonly #inner: ByteStore;
  readonly #life: Life;
  readonly #onPowerLoss: () => void;

  constructor(inner: ByteStore, life: Life, onPowerLoss: () => void) {
    this.#inner = inner;
    this.#life = life;
    this.#onPowerLoss = onPowerLoss;
  }

  readAll(): Promise<Uint8Array> {
    return this.#inner.readAll();
  }

  append(bytes: Uint8Array, options?: AppendOptions): Promise<void> {
    return this.#do('append', () => this.#inner.append(bytes, options));
  }

  replace(bytes: Uint8Array): Promise<void> {
    return this.#do('replace', () => this.#inner.replace(bytes));
  }

  truncate(length: number): Promise<void> {
    return this.#do('truncate', () => this.#inner.truncate(length));
  }

  close(): void {}

  async #do(name: string, work: () => Promise<void>): Promise<void> {
    await this.#life.point(`outbox.${name}`);
    if (!this.#life.isAlive) return never();
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.#onPowerLoss();
      return never();
    }
    await this.#life.point(`outbox.${name}.done`);
  }
}
