// Where rows live in a simulation: the model, or a real PGlite. Checks read rows through the same few questions.
import type { OpenedReplica } from '#src/replica/engine/ports.ts';
import type { Random } from '../random.ts';
import type { Pause } from './replica-model.ts';
import { ReplicaModel } from './replica-model.ts';
import type { TableShape } from '../sql/store.ts';
import { rowToJson } from '../sql/row-json.ts';
import type { Store } from '../sql/store.ts';

/** Rows by table and key, as JSON. */
export type JsonRow = Record<string, unknown>;

export interface RowReader {
  rows(table: string): Promise<JsonRow[]>;
}

export interface ReplicaBackend extends RowReader {
  open(pause: Pause, fresh: boolean): OpenedReplica | Promise<OpenedReplica>;
  /** The worker died: what was not flushed may be gone. */
  crash(random: Random): void;
  /** The browser gave back an older copy of the stored rows; false when there is none. */
  rollBack(commits: number): boolean;
  evict(): void;
}

export const storeRows = (store: Store, table: string): JsonRow[] => {
  const shape = store.shape(table);
  return [...store.rows(table).values()].map((row) => rowToJson(shape, row));
};

export class ModelReplicaBackend implements ReplicaBackend {
  readonly model: ReplicaModel;
  #flushedCommit = 0;

  constructor(shapes: ReadonlyMap<string, TableShape>) {
    this.model = new ReplicaModel(shapes);
  }

  open(pause: Pause, fresh: boolean): OpenedReplica {
    const { store } = this.model;
    const isEmpty = store.rows('replica.meta').size === 0;
    if (fresh) this.evict();
    const { database, close } = this.model.open(pause);
    return {
      database,
      opened: fresh ? 'rebuilt' : isEmpty ? 'fresh' : 'stored',
      schema: 'simulation',
      openMs: 0,
      flush: async () => {
        const upTo = store.commitNumber;
        await pause('replica.flush');
        this.#flushedCommit = Math.max(this.#flushedCommit, Math.min(upTo, store.commitNumber));
      },
      close: async () => close(),
    };
  }

  crash(random: Random): void {
    const { store } = this.model;
    const unflushed = Math.max(0, store.commitNumber - this.#flushedCommit);
    if (unflushed > 0) store.rollBack(random.below(unflushed + 1));
    this.#flushedCommit = store.commitNumber;
  }

  rollBack(commits: number): boolean {
    const { store } = this.model;
    const taken = store.rollBack(commits);
    this.#flushedCommit = store.commitNumber;
    return taken.length > 0;
  }

  evict(): void {
    this.model.store.clear();
    this.#flushedCommit = this.model.store.commitNumber;
  }

  rows(table: string): Promise<JsonRow[]> {
    return Promise.resolve(storeRows(this.model.store, table));
  }
}
