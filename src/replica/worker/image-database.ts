// The replica's files where OPFS is missing: the frames of image-file.ts as records in IndexedDB. Invariant: a frame and the
// facts about what is stored are written in one transaction, so the stored image is always one consistent snapshot.
import { completed, settled } from '#src/indexed-db.ts';
import { encodeFrame, filesToChanges, foldFrames, type Change, type StoredFiles } from './image-frames.ts';
import { isWorthCompacting, type StoredImage } from './stored-image.ts';

const DATABASE = 'cadence-replica';
const FRAMES = 'frames';
const FACTS = 'facts';
const FACTS_KEY = 'image';
const FORMAT = 1;

interface ImageFacts {
  format: number;
  schema: string;
  /** Size of all frames. */
  bytes: number;
  /** Size of the first frame, the image. */
  imageBytes: number;
  unfinishedOpenings: number;
}

export class ImageDatabase implements StoredImage {
  readonly #database: IDBDatabase;
  #facts: ImageFacts | undefined;

  private constructor(database: IDBDatabase, facts: ImageFacts | undefined) {
    this.#database = database;
    this.#facts = facts;
  }

  static async open(factory: IDBFactory): Promise<ImageDatabase> {
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(FRAMES, { autoIncrement: true });
      request.result.createObjectStore(FACTS);
    };
    const database = await settled(request);
    const facts = await settled<ImageFacts | undefined>(database.transaction(FACTS).objectStore(FACTS).get(FACTS_KEY));
    return new ImageDatabase(database, facts?.format === FORMAT ? facts : undefined);
  }

  get storedSchema(): string | undefined {
    return this.#facts?.schema;
  }

  get unfinishedOpenings(): number {
    return this.#facts?.unfinishedOpenings ?? 0;
  }

  async readFiles(): Promise<StoredFiles> {
    const frames = await settled<Uint8Array[]>(this.#database.transaction(FRAMES).objectStore(FRAMES).getAll());
    const bytes = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0));
    if (bytes.length !== this.#facts?.bytes) throw new Error('the stored replica is not as long as it says');
    let at = 0;
    for (const frame of frames) {
      bytes.set(frame, at);
      at += frame.length;
    }
    return foldFrames(bytes);
  }

  async clear(): Promise<void> {
    await this.#write((frames, facts) => {
      frames.clear();
      facts.clear();
    });
    this.#facts = undefined;
  }

  async noteOpening(isFinished: boolean): Promise<void> {
    if (!this.#facts) return;
    const facts = { ...this.#facts, unfinishedOpenings: isFinished ? 0 : this.#facts.unfinishedOpenings + 1 };
    await this.#write((_frames, store) => store.put(facts, FACTS_KEY));
    this.#facts = facts;
  }

  append(schema: string, changes: readonly Change[]): Promise<void> {
    // Encode before the first await: the changes are views of files that keep changing.
    const frame = encodeFrame(changes);
    const { bytes, imageBytes, unfinishedOpenings } = this.#facts ?? {
      ...{ bytes: 0, imageBytes: frame.length, unfinishedOpenings: 0 },
    };
    return this.#store(frame, { format: FORMAT, schema, bytes: bytes + frame.length, imageBytes, unfinishedOpenings });
  }

  needsCompaction(): boolean {
    if (!this.#facts) return false;
    const { bytes, imageBytes } = this.#facts;
    return isWorthCompacting(imageBytes, bytes - imageBytes);
  }

  async compact(pause: () => Promise<void>): Promise<void> {
    const facts = this.#facts;
    if (!facts) return;
    const files = await this.readFiles();
    await pause();
    const frame = encodeFrame(filesToChanges(files));
    await this.#store(frame, { ...facts, bytes: frame.length, imageBytes: frame.length });
  }

  /** Adds the frame; the whole image replaces all other frames. */
  async #store(frame: Uint8Array<ArrayBuffer>, facts: ImageFacts): Promise<void> {
    await this.#write((frames, store) => {
      if (facts.bytes === frame.length) frames.clear();
      frames.add(frame);
      store.put(facts, FACTS_KEY);
    });
    this.#facts = facts;
  }

  async #write(change: (frames: IDBObjectStore, facts: IDBObjectStore) => void): Promise<void> {
    const transaction = this.#database.transaction([FRAMES, FACTS], 'readwrite', { durability: 'strict' });
    change(transaction.objectStore(FRAMES), transaction.objectStore(FACTS));
    await completed(transaction);
  }
}
