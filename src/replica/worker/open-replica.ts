// Opens PGlite with the replica: the stored one if its schema is this app's and it did not fail to open before, else a new one
// from the shipped base. The replica is a cache, so a doubtful one is discarded. With a stored replica, nothing here waits for
// the network.
import { PGlite } from '@electric-sql/pglite';
import { BaseUnreachableError, type OpenedReplica } from '../engine/ports.ts';
import { isNotSupported, openFilePair } from '../outbox/opfs-store.ts';
import type { EngineFiles } from './engine-files.ts';
import { ImageDatabase } from './image-database.ts';
import { ImageFile } from './image-file.ts';
import { addArrayTypes } from './array-types.ts';
import { failOnSilence } from './silence.ts';
import { SnapshotFs } from './snapshot-fs.ts';
import type { StoredImage } from './stored-image.ts';

interface ReplicaBase {
  file: string;
  bytes: number;
  /** A hash of everything that the base is made from. A stored replica with another hash is rebuilt. */
  schema: string;
}

/** Defined by the build: the base that belongs to this code. */
declare const REPLICA_BASE: ReplicaBase;

const FOLDER = 'cadence-replica';
const FILES = ['a.image', 'b.image'] as const;
const OPEN_TIMEOUT_MS = 30_000;
const MAX_UNFINISHED_OPENINGS = 2;

/**
 * Postgres zeroes its shared buffers at every start, 128 MB by default, and here they only duplicate files that are in memory
 * already. With 16 MB a start is a quarter of a second faster and reads are not slower.
 */
const START_PARAMS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB', '-c', 'timezone=UTC'];
/** Without this module PGlite fetches initdb at every start, although the replica never runs it. */
const NO_INITDB = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

export interface OpenOptions {
  fresh: boolean;
  onProgress(part: number): void;
}

export interface OpenedFiles extends Pick<OpenedReplica, 'opened' | 'schema' | 'openMs' | 'flush' | 'close'> {
  pg: PGlite;
}

export class ReplicaOpener {
  readonly #engine: EngineFiles;
  readonly #image: Promise<StoredImage | undefined>;
  #first: Promise<OpenedFiles> | undefined;
  #onProgress: OpenOptions['onProgress'] = () => undefined;

  /** Starts opening immediately; the first `open` gets that opening. */
  constructor(engine: EngineFiles) {
    this.#engine = engine;
    this.#image = openImage();
    this.#first = this.#open(false);
    // The caller of `open` handles the rejection.
    this.#first.catch(() => undefined);
  }

  get engineAddress(): string {
    return this.#engine.address;
  }

  open({ fresh, onProgress }: OpenOptions): Promise<OpenedFiles> {
    this.#onProgress = onProgress;
    const first = this.#first;
    this.#first = undefined;
    if (first && !fresh) return first;
    return this.#open(fresh);
  }

  async #open(fresh: boolean): Promise<OpenedFiles> {
    const startedAt = performance.now();
    const image = await this.#image;
    const stored = image?.storedSchema;
    const { schema } = REPLICA_BASE;
    if (image && !fresh && stored === schema && image.unfinishedOpenings < MAX_UNFINISHED_OPENINGS) {
      await image.noteOpening(false);
      const fs = new SnapshotFs({ image, schema, files: await image.readFiles() });
      const pg = await this.#start(fs, undefined);
      await image.noteOpening(true);
      return { ...opened(fs, pg), opened: 'stored', schema, openMs: performance.now() - startedAt };
    }
    const base = await fetchBase((part) => this.#onProgress(part));
    // From here until the whole folder is stored the image is empty, so an interrupted opening starts from the base again.
    await image?.clear();
    const fs = new SnapshotFs({ image, schema, files: undefined });
    const pg = await this.#start(fs, base);
    void fs.syncToFs();
    return {
      ...opened(fs, pg),
      opened: stored === undefined ? 'fresh' : 'rebuilt',
      schema,
      openMs: performance.now() - startedAt,
    };
  }

  async #start(fs: SnapshotFs, base: Blob | undefined): Promise<PGlite> {
    const [pgliteWasmModule, fsBundle] = await Promise.all([this.#engine.module, this.#engine.data]);
    const starting = ReplicaPglite.create({
      ...{ fs, pgliteWasmModule, fsBundle },
      initdbWasmModule: NO_INITDB,
      startParams: START_PARAMS,
      relaxedDurability: true,
      ...(base ? { loadDataDir: base } : {}),
    });
    try {
      return await withTimeout(starting, OPEN_TIMEOUT_MS);
    } catch (error) {
      // If it starts after the timeout, it must not overwrite the image of its successor.
      await fs.abandon();
      throw error;
    }
  }
}

/** Uses the fixed array types of Postgres instead of querying them at every start; the schema defines no types of its own. */
class ReplicaPglite extends PGlite {
  override _initArrayTypes(): Promise<void> {
    addArrayTypes(this);
    return Promise.resolve();
  }
}

const opened = (fs: SnapshotFs, pg: PGlite): Pick<OpenedFiles, 'pg' | 'flush' | 'close'> => ({
  pg,
  flush: () => fs.flush(),
  close: async () => {
    await fs.abandon();
    await pg.close();
  },
});

/** Undefined in a window without any storage. */
async function openImage(): Promise<StoredImage | undefined> {
  const pair = await openFilePair(FOLDER, FILES, sleep).catch((error: unknown) => {
    if (isNotSupported(error)) return undefined;
    throw error;
  });
  if (pair) return ImageFile.open(...pair);
  return ImageDatabase.open(indexedDB).catch(() => undefined);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function fetchBase(onProgress: (part: number) => void): Promise<Blob> {
  const { file, bytes } = REPLICA_BASE;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  try {
    const response = await failOnSilence((input, init) => fetch(input, init))(`/replica/${file}`);
    if (!response.ok || !response.body) throw new Error(`the base answered ${response.status}`);
    const reader = response.body.getReader();
    let received = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      received += part.value.length;
      onProgress(Math.min(1, received / bytes));
    }
  } catch (error) {
    throw new BaseUnreachableError('the shipped base could not be fetched', { cause: error });
  }
  return new Blob(chunks, { type: 'application/gzip' });
}

function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the replica did not open in time')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
