// What this device knows of its blobs beside their bytes, in IndexedDB: which the server has, which a row named, whose they
// are, and where an upload goes on. All of it can be lost: it is then asked for again or found by the rows.
import type { PreviousUpload, UrlStorage } from 'tus-js-client';

const DATABASE = 'cadence-blobs';
const FACTS = 'facts';
const UPLOADS = 'uploads';
const META = 'meta';

export interface BlobFacts {
  sha256: string;
  /** The server said that it has it. */
  stored: boolean;
  /** A row of this person named it. Only what was named before is removed when no row does any more. */
  named: boolean;
}

export interface BlobOwner {
  kind: 'local' | 'signed-in';
  userId: string;
}

interface StoredUpload {
  key: string;
  fingerprint: string;
  upload: PreviousUpload;
}

export class BlobIndex implements UrlStorage {
  readonly #factory: IDBFactory;
  #database: Promise<IDBDatabase> | null = null;

  constructor(factory: IDBFactory) {
    this.#factory = factory;
  }

  async readFacts(): Promise<BlobFacts[]> {
    return settled((await this.#store(FACTS)).getAll() as IDBRequest<BlobFacts[]>);
  }

  async readFact(sha256: string): Promise<BlobFacts | undefined> {
    return settled((await this.#store(FACTS)).get(sha256) as IDBRequest<BlobFacts | undefined>);
  }

  writeFacts(facts: readonly BlobFacts[]): Promise<void> {
    return this.#write([FACTS], (store) => facts.forEach((fact) => store(FACTS).put(fact)));
  }

  forget(sha256: string): Promise<void> {
    return this.#write([FACTS], (store) => store(FACTS).delete(sha256));
  }

  async readOwner(): Promise<BlobOwner | undefined> {
    return settled((await this.#store(META)).get('owner') as IDBRequest<BlobOwner | undefined>);
  }

  writeOwner(owner: BlobOwner): Promise<void> {
    return this.#write([META], (store) => store(META).put(owner, 'owner'));
  }

  /** Everything but the owner. */
  clear(): Promise<void> {
    return this.#write([FACTS, UPLOADS], (store) => {
      store(FACTS).clear();
      store(UPLOADS).clear();
    });
  }

  // tus-js-client's memory of uploads that have begun.

  async findAllUploads(): Promise<PreviousUpload[]> {
    return (await this.#uploads()).map(toPrevious);
  }

  async findUploadsByFingerprint(fingerprint: string): Promise<PreviousUpload[]> {
    return (await this.#uploads()).filter((stored) => stored.fingerprint === fingerprint).map(toPrevious);
  }

  async addUpload(fingerprint: string, upload: PreviousUpload): Promise<string> {
    const key = `${fingerprint}:${crypto.randomUUID()}`;
    await this.#write([UPLOADS], (store) => store(UPLOADS).put({ key, fingerprint, upload } satisfies StoredUpload, key));
    return key;
  }

  removeUpload(urlStorageKey: string): Promise<void> {
    return this.#write([UPLOADS], (store) => store(UPLOADS).delete(urlStorageKey));
  }

  async #uploads(): Promise<StoredUpload[]> {
    return settled((await this.#store(UPLOADS)).getAll() as IDBRequest<StoredUpload[]>);
  }

  async #open(): Promise<IDBDatabase> {
    this.#database ??= this.#openNow();
    return this.#database;
  }

  async #openNow(): Promise<IDBDatabase> {
    const request = this.#factory.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(FACTS, { keyPath: 'sha256' });
      request.result.createObjectStore(UPLOADS);
      request.result.createObjectStore(META);
    };
    return settled(request);
  }

  async #store(name: string): Promise<IDBObjectStore> {
    return (await this.#open()).transaction(name).objectStore(name);
  }

  async #write(names: string[], change: (store: (name: string) => IDBObjectStore) => void): Promise<void> {
    const database = await this.#open();
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(names, 'readwrite');
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('not stored'));
      change((name) => transaction.objectStore(name));
    });
  }
}

/** The key as tus-js-client expects it back, to remove the entry when the upload is done. */
const toPrevious = ({ key, upload }: StoredUpload): PreviousUpload => ({ ...upload, urlStorageKey: key });

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
