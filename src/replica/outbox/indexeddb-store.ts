// The outbox's storage where OPFS is missing: chunks in IndexedDB with strict durability. The app warns that such a window may
// lose its data, because the browser clears it.
import { settled } from '#src/indexed-db.ts';
import { StorageFullError, type AppendOptions, type ByteStore } from './byte-store.ts';

const DATABASE = 'cadence-outbox';
const STORE = 'chunks';

export class IndexedDbStore implements ByteStore {
  readonly backing = 'indexeddb';
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(factory: IDBFactory): Promise<IndexedDbStore> {
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true });
    return new IndexedDbStore(await settled(request));
  }

  async readAll(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = await settled(this.#database.transaction(STORE).objectStore(STORE).getAll());
    const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  append(bytes: Uint8Array, { flush }: AppendOptions = { flush: true }): Promise<void> {
    return this.#write((store) => store.add(bytes), flush ? 'strict' : 'relaxed');
  }

  replace(bytes: Uint8Array): Promise<void> {
    return this.#write((store) => {
      store.clear();
      store.add(bytes);
    });
  }

  async truncate(length: number): Promise<void> {
    await this.replace((await this.readAll()).slice(0, length));
  }

  close(): void {
    this.#database.close();
  }

  #write(change: (store: IDBObjectStore) => void, durability: IDBTransactionDurability = 'strict'): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(STORE, 'readwrite', { durability });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => {
        const { error } = transaction;
        reject(error?.name === 'QuotaExceededError' ? new StorageFullError(error.message) : error);
      };
      change(transaction.objectStore(STORE));
    });
  }
}
