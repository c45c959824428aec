// What this device knows about its blobs, in IndexedDB: which are on the server, which a row referred to, their owner, and
// where an upload continues. All of it may be lost: the server and the rows provide it again.
import type { PreviousUpload, UrlStorage } from 'tus-js-client';
import { completed, settled } from '#src/indexed-db.ts';

const DATABASE = 'cadence-blobs';
const FACTS = 'facts';
const UPLOADS = 'uploads';
const META = 'meta';

export interface BlobFacts {
  sha256: string;
  /** The server confirmed that it has the blob. */
  stored: boolean;
  /** A row of this person referred to the blob. Only such blobs are removed when no row refers to them any more. */
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

  /** Clears everything except the owner. */
  clear(): Promise<void> {
    return this.#write([FACTS, UPLOADS], (store) => {
      store(FACTS).clear();
      store(UPLOADS).clear();
    });
  }

  // Storage for tus-js-client's started uploads.

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
    const transaction = database.transaction(names, 'readwrite');
    change((name) => transaction.objectStore(name));
    await completed(transaction);
  }
}

/** With the key under which tus-js-client removes the entry after the upload. */
const toPrevious = ({ key, upload }: StoredUpload): PreviousUpload => ({ ...upload, urlStorageKey: key });
