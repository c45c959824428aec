// PGlite's files in IndexedDB, stored as whole snapshots. PGlite's own IdbFs compares and writes in several turns of the event
// loop while statements go on, so what it stores may mix two moments; and it does so after every statement. Here one
// synchronous turn reads all changed files into one IndexedDB transaction: what is stored is always one moment between two
// statements, and Postgres recovers it as it would after a power cut.
import { IdbFs } from '@electric-sql/pglite';

/** Waiting this long after the last statement, so that a snapshot never competes with a burst of taps … */
const QUIET_MS = 400;
/** … but no longer than this after the first. */
const LATEST_MS = 3_000;
const STORE = 'FILE_DATA';

interface FileEntry {
  timestamp: Date;
  mode: number;
  contents?: Uint8Array;
}

/** What is used of Emscripten's IDBFS; its callbacks for the local side are synchronous. */
interface EmscriptenModule {
  FS: { lookupPath(path: string): { node: { mount: { mountpoint: string } } } };
  IDBFS: {
    getDB(name: string, done: (error: unknown, database: IDBDatabase) => void): void;
    getLocalSet(
      mount: { mountpoint: string },
      done: (error: unknown, set: { entries: Record<string, { timestamp: Date }> }) => void,
    ): void;
    loadLocalEntry(path: string, done: (error: unknown, entry: FileEntry) => void): void;
  };
}

export class SnapshotFs extends IdbFs {
  readonly #mountPath: string;
  /** Modification time of each file as stored; a missing one is not stored. */
  #stored = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirtySince: number | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(name: string) {
    super(name);
    this.#mountPath = `/pglite/${name}`;
  }

  /** The IndexedDB database the files are in. */
  static databaseName(name: string): string {
    return `/pglite/${name}`;
  }

  override async initialSyncFs(): Promise<void> {
    await super.initialSyncFs();
    this.#stored = this.#localTimes();
  }

  /** PGlite calls this after every statement outside a transaction. */
  override syncToFs(): Promise<void> {
    const now = performance.now();
    this.#dirtySince ??= now;
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(QUIET_MS, this.#dirtySince + LATEST_MS - now));
    this.#timer = setTimeout(() => void this.flush().catch(() => undefined), wait);
    return Promise.resolve();
  }

  /** Resolves when everything up to now is stored. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#dirtySince = undefined;
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#store());
    return this.#writing;
  }

  /** Stops without storing: for a replica that is thrown away. */
  abandon(): void {
    clearTimeout(this.#timer);
  }

  async #store(): Promise<void> {
    const database = await this.#database();
    const startedAt = Date.now();
    // From here to the last `put` nothing may be awaited.
    const local = this.#localTimes();
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'relaxed' });
    const store = transaction.objectStore(STORE);
    for (const [path, time] of local) if (this.#stored.get(path) !== time) store.put(this.#readEntry(path), path);
    for (const path of this.#stored.keys()) if (!local.has(path)) store.delete(path);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the snapshot was not stored'));
    });
    // A file written again within the clock's tick keeps its time: take it once more next time.
    for (const [path, time] of local) if (time >= startedAt - 2) local.set(path, -1);
    this.#stored = local;
  }

  #localTimes(): Map<string, number> {
    const { FS, IDBFS } = this.#module;
    const times = new Map<string, number>();
    IDBFS.getLocalSet(FS.lookupPath(this.#mountPath).node.mount, (error, set) => {
      if (error) throw error;
      for (const [path, { timestamp }] of Object.entries(set.entries)) times.set(path, timestamp.getTime());
    });
    return times;
  }

  #readEntry(path: string): FileEntry {
    let found: FileEntry | undefined;
    this.#module.IDBFS.loadLocalEntry(path, (error, entry) => {
      if (error) throw error;
      found = entry;
    });
    if (!found) throw new Error(`${path} could not be read`);
    return found;
  }

  #database(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      this.#module.IDBFS.getDB(this.#mountPath, (error, database) => {
        if (error) reject(error);
        else resolve(database);
      });
    });
  }

  get #module(): EmscriptenModule {
    return this.pg?.Module as unknown as EmscriptenModule;
  }
}
