// Synchronises this device's blobs with the server, in one tab at a time: uploads blobs that rows refer to and the server
// lacks, removes blobs that no row refers to, and removes all of them when another person uses the device. The plans are in
// plan.ts.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Person, SyncStatus } from '#src/replica/api.ts';
import type { BlobBoard } from '../board.ts';
import type { BlobFacts, BlobIndex } from '../blob-index.ts';
import type { NamedBlob } from './named-blobs.ts';
import { canSend, knowsAllRows, planOwnership, planSweep, planUpload, UNNAMED_GRACE_MS } from './plan.ts';
import type { BlobServer } from './server.ts';

/** Delays of the retries after a network failure; coming online or a tap retries sooner. */
const RETRY_AFTER_MS = [5_000, 15_000, 60_000, 300_000];

export interface TransferPorts {
  board: BlobBoard;
  index: Pick<BlobIndex, 'readFacts' | 'writeFacts' | 'readOwner' | 'writeOwner'>;
  store: {
    get(sha256: string): Promise<Blob | undefined>;
    list(): Promise<{ name: string; size: number; modifiedMs: number }[]>;
    discard(sha256: string): Promise<void>;
    wipe(): Promise<void>;
  };
  server: BlobServer;
  now(): number;
  setTimer(ms: number, ring: () => void): () => void;
}

/** The input of the leading tab. */
export interface TransferInput {
  status: SyncStatus;
  person: Person | null;
  /** Undefined until the rows have been read once. */
  named: readonly NamedBlob[] | undefined;
}

export class Transfers {
  readonly #ports: TransferPorts;
  #input: TransferInput = { status: { kind: 'starting', progress: null }, person: null, named: undefined };
  #facts = new Map<string, BlobFacts>();
  #loaded = false;
  readonly #asked = new Set<string>();
  readonly #failed = new Map<string, CadenceError>();
  readonly #unnamedSinceMs = new Map<string, number>();
  #losses = 0;
  /** No request is made before this time, unless `retry` is called. */
  #notBeforeMs = 0;
  #stopRetryTimer: () => void = () => undefined;
  #stopSweepTimer: () => void = () => undefined;
  #sending: AbortController | null = null;
  #turn: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(ports: TransferPorts) {
    this.#ports = ports;
  }

  /** Call with every change of status, person or rows. */
  tell(input: TransferInput): void {
    const { person } = this.#input;
    this.#input = input;
    // The upload in progress belongs to the previous person.
    if (person?.userId !== input.person?.userId) this.#sending?.abort();
    this.wake();
  }

  /** Call when the device is online again or the person asks: also retries failed uploads. */
  retry(): void {
    this.#losses = 0;
    this.#notBeforeMs = 0;
    for (const sha256 of this.#failed.keys()) this.#ports.board.say({ kind: 'upload', sha256, state: null });
    this.#failed.clear();
    this.#asked.clear();
    this.wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopRetryTimer();
    this.#stopSweepTimer();
    this.#sending?.abort();
  }

  wake(): void {
    if (this.#stopped) return;
    if (this.#turn) {
      this.#again = true;
      return;
    }
    this.#turn = this.#run()
      .catch((error: unknown) => {
        // An unexpected exception must not end the transfers of this tab.
        this.#waitForNetwork();
        throw error;
      })
      .finally(() => {
        this.#turn = null;
        if (this.#again) this.wake();
      });
  }

  /** Resolves when nothing can be done without new input or a timer. */
  async settled(): Promise<void> {
    while (this.#turn) await this.#turn;
  }

  async #run(): Promise<void> {
    this.#again = false;
    const { person } = this.#input;
    if (!person) return;
    if (!this.#loaded) {
      for (const fact of await this.#ports.index.readFacts()) this.#facts.set(fact.sha256, fact);
      this.#loaded = true;
    }
    await this.#own(person);
    const { named } = this.#input;
    if (!named) return;
    await this.#noteNamed(named);
    await this.#sweep(named);
    while (!this.#stopped && !this.#again && (await this.#sendNext(named, person)));
  }

  async #own(person: Person): Promise<void> {
    const { index, store } = this.#ports;
    const owner = await index.readOwner();
    const plan = planOwnership(owner, person);
    if (plan === 'keep') return;
    if (plan === 'wipe') {
      await store.wipe();
      for (const all of [this.#facts, this.#asked, this.#failed, this.#unnamedSinceMs]) all.clear();
    }
    await index.writeOwner({ kind: person.kind, userId: person.userId });
  }

  async #noteNamed(named: readonly NamedBlob[]): Promise<void> {
    const fresh = named.filter(({ sha256 }) => this.#ports.board.kept.has(sha256) && !this.#facts.get(sha256)?.named);
    if (fresh.length === 0) return;
    await this.#note(fresh.map(({ sha256 }) => ({ sha256, stored: this.#facts.get(sha256)?.stored ?? false, named: true })));
  }

  async #note(facts: readonly BlobFacts[]): Promise<void> {
    for (const fact of facts) this.#facts.set(fact.sha256, fact);
    await this.#ports.index.writeFacts(facts);
  }

  async #sweep(named: readonly NamedBlob[]): Promise<void> {
    const { store, board, now, setTimer } = this.#ports;
    if (!knowsAllRows(this.#input.status)) {
      this.#unnamedSinceMs.clear();
      return;
    }
    const names = new Set(named.map(({ sha256 }) => sha256));
    for (const sha256 of names) this.#unnamedSinceMs.delete(sha256);
    if ([...board.kept.keys()].every((sha256) => names.has(sha256))) return;
    const kept = new Map((await store.list()).map(({ name, modifiedMs }) => [name, { keptAtMs: modifiedMs }]));
    const everNamed = new Set([...this.#facts.values()].filter((fact) => fact.named).map(({ sha256 }) => sha256));
    const { remove, begin } = planSweep({ kept, named: names, everNamed, unnamedSinceMs: this.#unnamedSinceMs }, now());
    for (const sha256 of begin) this.#unnamedSinceMs.set(sha256, now());
    for (const sha256 of remove) {
      await store.discard(sha256);
      this.#facts.delete(sha256);
      this.#asked.delete(sha256);
      this.#unnamedSinceMs.delete(sha256);
    }
    this.#stopSweepTimer();
    if (this.#unnamedSinceMs.size > 0) this.#stopSweepTimer = setTimer(UNNAMED_GRACE_MS, () => this.wake());
  }

  /** True when there may be more to do now. */
  async #sendNext(named: readonly NamedBlob[], person: Person): Promise<boolean> {
    const { board } = this.#ports;
    if (!canSend(this.#input.status, person) || this.#ports.now() < this.#notBeforeMs) return false;
    const plan = planUpload({
      kept: board.kept,
      named: new Set(named.map(({ sha256 }) => sha256)),
      stored: board.stored,
      asked: this.#asked,
      failed: this.#failed,
    });
    if (!plan) return false;
    if (plan.kind === 'ask') return this.#ask(plan.sha256s, person);
    return this.#send(plan.sha256, named.find(({ sha256 }) => sha256 === plan.sha256)?.mediaType ?? null, person);
  }

  async #ask(sha256s: readonly string[], person: Person): Promise<boolean> {
    const missing = await this.#ports.server.missing(sha256s, person.userId);
    if (!missing) return this.#waitForNetwork();
    const absent = new Set(missing);
    for (const sha256 of sha256s) this.#asked.add(sha256);
    await this.#noteStored(
      sha256s.filter((sha256) => !absent.has(sha256)),
      true,
    );
    await this.#noteStored(missing, false);
    return true;
  }

  async #noteStored(sha256s: readonly string[], stored: boolean): Promise<void> {
    if (sha256s.length === 0) return;
    await this.#note(sha256s.map((sha256) => ({ sha256, stored, named: true })));
    this.#ports.board.say({ kind: 'stored', sha256s, stored });
  }

  async #send(sha256: string, mediaType: string | null, person: Person): Promise<boolean> {
    const { board, store, server } = this.#ports;
    const file = await store.get(sha256);
    if (!file) {
      board.say({ kind: 'removed', sha256 });
      return true;
    }
    this.#sending = new AbortController();
    board.say({ kind: 'upload', sha256, state: { kind: 'uploading', part: 0 } });
    const end = await server.upload(
      { file, sha256, mediaType, person: person.userId },
      {
        signal: this.#sending.signal,
        onProgress: (part) => board.say({ kind: 'upload', sha256, state: { kind: 'uploading', part } }),
      },
    );
    this.#sending = null;
    switch (end.kind) {
      case 'stored':
        this.#losses = 0;
        board.say({ kind: 'upload', sha256, state: null });
        await this.#noteStored([sha256], true);
        return true;
      case 'refused':
        this.#failed.set(sha256, end.error);
        board.say({ kind: 'upload', sha256, state: { kind: 'failed', error: end.error } });
        return true;
      case 'stopped':
        board.say({ kind: 'upload', sha256, state: null });
        return false;
      case 'lost':
        board.say({ kind: 'upload', sha256, state: null });
        return this.#waitForNetwork();
    }
  }

  #waitForNetwork(): false {
    const wait = RETRY_AFTER_MS[Math.min(this.#losses, RETRY_AFTER_MS.length - 1)] ?? 0;
    this.#losses += 1;
    this.#notBeforeMs = this.#ports.now() + wait;
    this.#stopRetryTimer();
    this.#stopRetryTimer = this.#ports.setTimer(wait, () => this.wake());
    return false;
  }
}
