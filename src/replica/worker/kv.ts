// One small fact in IndexedDB, away from the outbox's own files: its high-water mark.
import type { HighWaterMark, MarkStore } from '../outbox/high-water.ts';

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

  async #get<T>(key: string): Promise<T | undefined> {
    const database = await this.#database;
    return settled(database.transaction(STORE).objectStore(STORE).get(key) as IDBRequest<T | undefined>);
  }

  async #put(key: string, value: unknown): Promise<void> {
    const database = await this.#database;
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
      transaction.objectStore(STORE).put(value, key);
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('not stored'));
    });
  }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
