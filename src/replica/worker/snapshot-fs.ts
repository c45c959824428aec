// PGlite's files: in memory while it runs, in a stored image between runs. Records written pages, created, truncated and
// removed files, and collects them for a snapshot in one synchronous turn between two statements. Invariant: the stored image
// is always one consistent snapshot, which Postgres recovers as after a power cut.
import { MemoryFS, PGlite } from '@electric-sql/pglite';
import type { Change, StoredFiles } from './image-frames.ts';
import type { StoredImage } from './stored-image.ts';

/** A snapshot waits until no statement ran for this long, so that storing never competes with a burst of taps … */
const QUIET_MS = 400;
/** … but at most this long after the first unstored statement. */
const LATEST_MS = 3_000;
const PAGE_BYTES = 8_192;
const { PGDATA } = PGlite.paths;

interface Node {
  name: string;
  mode: number;
  parent: Node;
  /** The bytes of a file, or the children of a folder. */
  contents: Uint8Array | Record<string, Node>;
  usedBytes: number;
  node_ops: object;
  stream_ops: object;
}

/** The members of Emscripten's MEMFS and FS used here. */
interface FolderOps {
  mknod(parent: Node, name: string, mode: number, dev: number): Node;
  rename(node: Node, folder: Node, name: string): void;
  unlink(parent: Node, name: string): void;
  rmdir(parent: Node, name: string): void;
  setattr(node: Node, attr: { size?: number }): void;
}
interface StreamOps {
  write(stream: { node: Node }, from: Uint8Array, offset: number, length: number, at: number, canOwn?: boolean): number;
  msync(stream: { node: Node }, from: Uint8Array, at: number, length: number, flags: number): number;
}
interface Memfs {
  mount(mount: object): Node;
  ops_table: { dir: { node: FolderOps; stream: object }; file: { node: Pick<FolderOps, 'setattr'>; stream: StreamOps } };
}
interface EmscriptenModule {
  MEMFS: Memfs;
  FS: {
    isFile(mode: number): boolean;
    isDir(mode: number): boolean;
    getPath(node: Node): string;
    mkdirTree(path: string): void;
    mount(type: object, options: object, path: string): Node;
    mkdir(path: string, mode: number): Node;
    create(path: string, mode: number): Node;
  };
}

interface Unstored {
  /** Length of the stored prefix that is still current, apart from `pages`. */
  keep: number;
  pages: Set<number>;
}

type StructureChange = { kind: 'remove'; path: string } | { kind: 'folder'; node: Node };

export interface SnapshotFsOptions {
  /** Undefined in a window without storage: then the files live as long as the window. */
  image: StoredImage | undefined;
  schema: string;
  files: StoredFiles | undefined;
}

export class SnapshotFs extends MemoryFS {
  readonly #options: SnapshotFsOptions;
  #root: Node | undefined;
  #unstored = new Map<Node, Unstored>();
  /** In the order of the changes. A folder's path is read when it is stored, because the folder may have been moved. */
  #structure: StructureChange[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirtySince: number | undefined;
  #lastStatementAt = 0;
  #storing: Promise<void> = Promise.resolve();
  #waiters: { resolve(): void; reject(error: unknown): void }[] = [];
  #isAbandoned = false;

  constructor(options: SnapshotFsOptions) {
    super();
    this.#options = options;
  }

  override async init(...[pg, options]: Parameters<MemoryFS['init']>): ReturnType<MemoryFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const mount = (module: unknown): void => {
      const { FS, MEMFS } = module as EmscriptenModule;
      FS.mkdirTree(PGDATA);
      FS.mount({ mount: (at: object) => this.#mount(FS, MEMFS, at) }, {}, PGDATA);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), mount] } };
  }

  override initialSyncFs(): Promise<void> {
    const { files: stored } = this.#options;
    if (!stored) return Promise.resolve();
    const { FS } = this.#module;
    for (const path of stored.folders) FS.mkdir(PGDATA + path, 0o700);
    for (const [path, bytes] of stored.files) {
      const node = FS.create(PGDATA + path, 0o600);
      node.contents = bytes;
      node.usedBytes = bytes.length;
    }
    this.#unstored.clear();
    this.#structure = [];
    return Promise.resolve();
  }

  /** PGlite calls this after every statement outside a transaction. */
  override syncToFs(): Promise<void> {
    if (!this.#options.image || this.#isAbandoned) return Promise.resolve();
    const now = performance.now();
    this.#dirtySince ??= now;
    this.#lastStatementAt = now;
    this.#timer ??= setTimeout(() => this.#storeWhenQuiet(), QUIET_MS);
    return Promise.resolve();
  }

  /**
   * Reschedules when statements ran meanwhile. Resetting the timer at every statement would cost more than a small statement
   * does.
   */
  #storeWhenQuiet(): void {
    const now = performance.now();
    const dueAt = Math.min(this.#lastStatementAt + QUIET_MS, (this.#dirtySince ?? now) + LATEST_MS);
    this.#timer = dueAt > now ? setTimeout(() => this.#storeWhenQuiet(), dueAt - now) : undefined;
    if (this.#timer === undefined) this.#storeNext();
  }

  /** Resolves when everything up to now is stored, with the next regular snapshot. Rejects in a window without storage. */
  flush(): Promise<void> {
    if (!this.#options.image) return Promise.reject(new Error('this window stores no rows'));
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      void this.syncToFs();
    });
  }

  /**
   * Stops without storing, for a replica that is discarded. Resolves when no write of its image is in progress, because its
   * successor uses the same image.
   */
  abandon(): Promise<void> {
    this.#isAbandoned = true;
    clearTimeout(this.#timer);
    for (const { reject } of this.#waiters.splice(0)) reject(new Error('the replica was thrown away'));
    return this.#storing;
  }

  #storeNext(): void {
    this.#storing = this.#storing.then(() => this.#store());
  }

  async #store(): Promise<void> {
    const { image, schema } = this.#options;
    if (!image || this.#isAbandoned) return;
    this.#dirtySince = undefined;
    const waiters = this.#waiters.splice(0);
    const [unstored, structure] = [this.#unstored, this.#structure];
    try {
      const changes = this.#changes();
      // Writes during this snapshot belong to the next one.
      this.#unstored = new Map();
      this.#structure = [];
      if (changes.length > 0) await image.append(schema, changes);
      for (const { resolve } of waiters) resolve();
    } catch (error) {
      // The disk is full: the changes stay unstored, and the next statement schedules another attempt.
      this.#putBack(unstored, structure);
      for (const { reject } of waiters) reject(error);
      return;
    }
    if (image.needsCompaction())
      await image.compact(() => new Promise((resolve) => setTimeout(resolve, 0))).catch(() => undefined);
  }

  #putBack(unstored: Map<Node, Unstored>, structure: StructureChange[]): void {
    for (const [node, { keep, pages }] of this.#unstored) {
      const earlier = unstored.get(node);
      if (!earlier) unstored.set(node, { keep, pages });
      else {
        earlier.keep = Math.min(earlier.keep, keep);
        for (const page of pages) earlier.pages.add(page);
      }
    }
    this.#unstored = unstored;
    this.#structure = [...structure, ...this.#structure];
  }

  #changes(): Change[] {
    const { FS } = this.#module;
    const pathOf = (node: Node): string => FS.getPath(node).slice(PGDATA.length);
    const changes: Change[] = [];
    for (const entry of this.#structure) {
      if (entry.kind === 'remove') changes.push(entry);
      else if (this.#isAttached(entry.node)) changes.push({ kind: 'folder', path: pathOf(entry.node) });
    }
    for (const [node, unstored] of this.#unstored) {
      if (this.#isAttached(node)) changes.push(fileChange(pathOf(node), node, unstored));
    }
    return changes;
  }

  /** False for a file or folder that was removed after it changed. */
  #isAttached(node: Node): boolean {
    for (let at = node; at !== this.#root; at = at.parent) {
      if (at.parent === at || (at.parent.contents as Record<string, Node>)[at.name] !== at) return false;
    }
    return true;
  }

  // ---- Watching the files

  #mount(FS: EmscriptenModule['FS'], MEMFS: Memfs, mount: object): Node {
    const root = MEMFS.mount(mount);
    const watched = this.#watchedOps(FS, MEMFS.ops_table);
    watched.patch(root);
    this.#root = root;
    return root;
  }

  #watchedOps(FS: EmscriptenModule['FS'], { dir, file }: Memfs['ops_table']): { patch(node: Node): void } {
    const pathOf = (parent: Node, name: string): string => `${FS.getPath(parent).slice(PGDATA.length)}/${name}`;
    const patch = (node: Node): void => {
      if (FS.isDir(node.mode)) node.node_ops = folderOps;
      if (!FS.isFile(node.mode)) return;
      node.node_ops = fileOps;
      node.stream_ops = streamOps;
    };
    const setattr: FolderOps['setattr'] = (node, attr) => {
      if (attr.size !== undefined && FS.isFile(node.mode)) this.#noteResized(node, attr.size);
      file.node.setattr(node, attr);
    };
    const fileOps = { ...file.node, setattr };
    const folderOps: FolderOps = {
      ...dir.node,
      setattr,
      mknod: (parent, name, mode, dev) => {
        const node = dir.node.mknod(parent, name, mode, dev);
        patch(node);
        this.#noteCreated(FS, node);
        return node;
      },
      rename: (node, folder, name) => {
        this.#structure.push({ kind: 'remove', path: pathOf(node.parent, node.name) });
        dir.node.rename(node, folder, name);
        this.#noteCreated(FS, node);
      },
      unlink: (parent, name) => {
        this.#structure.push({ kind: 'remove', path: pathOf(parent, name) });
        dir.node.unlink(parent, name);
      },
      rmdir: (parent, name) => {
        dir.node.rmdir(parent, name);
        this.#structure.push({ kind: 'remove', path: pathOf(parent, name) });
      },
    };
    const streamOps: StreamOps = {
      ...file.stream,
      write: (stream, from, offset, length, at, canOwn) => {
        const written = file.stream.write(stream, from, offset, length, at, canOwn);
        this.#noteWritten(stream.node, at, at + written);
        return written;
      },
      msync: (stream, from, at, length, flags) => {
        const result = file.stream.msync(stream, from, at, length, flags);
        this.#noteWritten(stream.node, at, at + length);
        return result;
      },
    };
    return { patch };
  }

  #unstoredOf(node: Node): Unstored {
    let unstored = this.#unstored.get(node);
    if (!unstored) this.#unstored.set(node, (unstored = { keep: Number.MAX_SAFE_INTEGER, pages: new Set() }));
    return unstored;
  }

  #noteWritten(node: Node, from: number, to: number): void {
    const { keep, pages } = this.#unstoredOf(node);
    if (keep === 0) return;
    for (let page = Math.floor(from / PAGE_BYTES); page * PAGE_BYTES < to; page += 1) pages.add(page);
  }

  /** A file that was truncated and then grown again has zeros where the stored file has its old bytes. */
  #noteResized(node: Node, size: number): void {
    const unstored = this.#unstoredOf(node);
    unstored.keep = Math.min(unstored.keep, size, node.usedBytes);
  }

  #noteCreated(FS: EmscriptenModule['FS'], node: Node): void {
    if (FS.isFile(node.mode)) {
      this.#unstored.set(node, { keep: 0, pages: new Set() });
    } else if (FS.isDir(node.mode)) {
      this.#structure.push({ kind: 'folder', node });
      for (const child of Object.values(node.contents as Record<string, Node>)) this.#noteCreated(FS, child);
    }
  }

  get #module(): EmscriptenModule {
    return this.pg?.Module as unknown as EmscriptenModule;
  }
}

function fileChange(path: string, node: Node, { keep, pages }: Unstored): Change {
  const size = node.usedBytes;
  const contents = (node.contents as Uint8Array).subarray(0, size);
  if (keep === 0) return { kind: 'file', path, size, keep, parts: [{ at: 0, bytes: contents }] };
  const parts: { at: number; bytes: Uint8Array }[] = [];
  const sorted = [...pages].sort((one, other) => one - other);
  for (let i = 0; i < sorted.length;) {
    const first = i;
    while (i < sorted.length && (sorted[i] ?? 0) - (sorted[first] ?? 0) === i - first) i += 1;
    const at = (sorted[first] ?? 0) * PAGE_BYTES;
    const bytes = contents.subarray(at, at + (i - first) * PAGE_BYTES);
    if (bytes.length > 0) parts.push({ at, bytes });
  }
  return { kind: 'file', path, size, keep, parts };
}
