// Small facts in IndexedDB, separate from the outbox's files: the outbox's high-water mark, the state of the clock, and how often an
// engine was warmed up.
import type { ClockState } from '#src/clock/device-clock.ts';
import { completed, settled } from '#src/indexed-db.ts';
import type { HighWaterMark, MarkStore } from '../outbox/high-water.ts';
import type { WarmUps } from './warm-up.ts';

const DATABASE = 'cadence-facts';
const STORE = 'facts';

export class FactStore implements MarkStore {
  readonly #database: Promise<IDBDatabase>;

  constructor(factory: IDBFactory) {
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    this.#database = settled(request);
  }

  read(): Promise<HighWaterMark | undefined> {
    return this.#get<HighWaterMark>('mark');
  }

  write(mark: HighWaterMark): Promise<void> {
    return this.#put('mark', mark);
  }

  readClock(): Promise<ClockState | undefined> {
    return this.#get<ClockState>('clock');
  }

  writeClock(state: ClockState): Promise<void> {
    return this.#put('clock', state);
  }

  readWarmUps(): Promise<WarmUps | undefined> {
    return this.#get<WarmUps>('warm-ups');
  }

  writeWarmUps(warmUps: WarmUps): Promise<void> {
    return this.#put('warm-ups', warmUps);
  }

  async #get<T>(key: string): Promise<T | undefined> {
    const database = await this.#database;
    return settled(database.transaction(STORE).objectStore(STORE).get(key) as IDBRequest<T | undefined>);
  }

  async #put(key: string, value: unknown): Promise<void> {
    const database = await this.#database;
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    transaction.objectStore(STORE).put(value, key);
    await completed(transaction);
  }
}
