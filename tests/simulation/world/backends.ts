// The storage of a device's rows and its external faults: crashes, older copies, eviction.
import type { OpenedReplica } from '#src/replica/engine/ports.ts';
import type { Random } from '../random.ts';
import { never, type Run } from './life.ts';
import { ReplicaModel } from './replica-model.ts';
import type { TableShape } from '../sql/store.ts';

export class ReplicaBackend {
  readonly model: ReplicaModel;
  /** The stored rows are an older copy, because later rows of the feed are not flushed yet. */
  isOlderCopy = false;
  #flushedCommit = 0;
  /** The commit at which a first read, possibly in parts, reached its boundary. */
  #wholeCommit: number | undefined;

  constructor(shapes: ReadonlyMap<string, TableShape>) {
    this.model = new ReplicaModel(shapes);
  }

  open(run: Run, fresh: boolean): OpenedReplica {
    const { store } = this.model;
    const isEmpty = store.rows('replica.meta').size === 0;
    if (fresh) this.evict();
    const { database, close } = this.model.open(run);
    return {
      database,
      opened: fresh ? 'rebuilt' : isEmpty ? 'fresh' : 'stored',
      schema: 'simulation',
      openMs: 0,
      flush: async () => {
        const upTo = store.commitNumber;
        await run.point('replica.flush');
        if (!run.isAlive) return never();
        this.#flushedCommit = Math.max(this.#flushedCommit, Math.min(upTo, store.commitNumber));
        this.isOlderCopy = false;
        await run.point('replica.flushed');
      },
      close: async () => close(),
    };
  }

  /** The worker died, so unflushed commits may be lost. Returns how many were. */
  crash(random: Random): number {
    const { store } = this.model;
    const unflushed = Math.max(0, store.commitNumber - this.#flushedCommit);
    return unflushed > 0 ? this.#takeBack(random.below(unflushed + 1)) : 0;
  }

  /** The browser returned an older copy of the stored rows; false when there is none. */
  rollBack(commits: number): boolean {
    const isOlder = this.#takeBack(commits) > 0;
    this.isOlderCopy ||= isOlder;
    return isOlder;
  }

  /** True when the stored rows have reached a boundary since they were last empty. */
  get isWhole(): boolean {
    return this.#wholeCommit !== undefined;
  }

  /** Called when the rows are at a boundary. */
  noteBoundary(): void {
    this.#wholeCommit ??= this.model.store.commitNumber;
  }

  #takeBack(commits: number): number {
    const { store, recording } = this.model;
    const taken = store.rollBack(commits);
    this.#flushedCommit = store.commitNumber;
    recording?.rollBackTo(store.commitNumber);
    if (this.#wholeCommit !== undefined && store.commitNumber < this.#wholeCommit) this.#wholeCommit = undefined;
    return taken.length;
  }

  evict(): void {
    this.model.store.clear();
    this.model.recording?.clear();
    this.isOlderCopy = false;
    this.#wholeCommit = undefined;
    this.#flushedCommit = this.model.store.commitNumber;
  }
}
