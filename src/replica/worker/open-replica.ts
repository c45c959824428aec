// Opens PGlite with the replica: the stored one when it fits this version of the app and has opened before, else a fresh
// one from the shipped base. The replica is a cache: whatever is in doubt is thrown away. Nothing here waits for the network
// when a replica is stored.
import { PGlite } from '@electric-sql/pglite';
import { BaseUnreachableError, type OpenedReplica } from '../engine/ports.ts';
import { openFilePair } from '../outbox/opfs-store.ts';
import type { EngineFiles } from './engine-files.ts';
import { ImageFile } from './image-file.ts';
import { addArrayTypes } from './array-types.ts';
import { failOnSilence } from './silence.ts';
import { SnapshotFs } from './snapshot-fs.ts';

interface ReplicaBase {
  file: string;
  bytes: number;
  /** A hash of everything the base is made of: another one means a rebuild. */
  schema: string;
}

/** Put here by the build: the base this code was made with. */
declare const REPLICA_BASE: ReplicaBase;

const FOLDER = 'cadence-replica';
const FILES = ['a.image', 'b.image'] as const;
const OPEN_TIMEOUT_MS = 30_000;
const MAX_UNFINISHED_OPENINGS = 2;

/**
 * One person at one device: 128 MB of buffers are zeroed at every start and hold what the files in memory hold already.
 * 16 MB start a quarter of a second sooner and read no slower.
 */
const START_PARAMS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB', '-c', 'timezone=UTC'];
/** PGlite asks for it to be fetched at every start unless it is given; only initdb runs it. */
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
  readonly #image: Promise<ImageFile | undefined>;
  #first: Promise<OpenedFiles> | undefined;
  #onProgress: OpenOptions['onProgress'] = () => undefined;

  /** Begins at once: the first `open` takes what was begun. */
  constructor(engine: EngineFiles) {
    this.#engine = engine;
    this.#image = openImage();
    this.#first = this.#open(false);
    // Whoever opens hears of it.
    this.#first.catch(() => undefined);
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
      image.noteOpening(false);
      const fs = new SnapshotFs({ image, schema, files: image.readFiles() });
      const pg = await this.#start(fs, undefined);
      image.noteOpening(true);
      return { ...opened(fs, pg), opened: 'stored', schema, openMs: performance.now() - startedAt };
    }
    const base = await fetchBase((part) => this.#onProgress(part));
    // From here until the whole folder is stored there is nothing: an opening left half way begins again.
    image?.clear();
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
      // One that starts after all must not store over its successor.
      fs.abandon();
      throw error;
    }
  }
}

/** Knows the array types of a fresh Postgres instead of asking for them at every start; the schema makes no types. */
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
    fs.abandon();
    await pg.close();
  },
});

async function openImage(): Promise<ImageFile | undefined> {
  const pair = await openFilePair(FOLDER, FILES, (ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  return pair && ImageFile.open(...pair);
}

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
