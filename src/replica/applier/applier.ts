// Changes the replica's rows, one transaction a time. Invariant: rows = the server's rows as of the stored cursors, with
// the outbox's commands from `passedSeq` + 1 to `appliedSeq` run on top of them; `replica.before` holds what they hide.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import type { Applied } from '../api.ts';
import type { CommandRecord, OutboxPerson } from '../outbox/records.ts';
import type { ReplicaDatabase, Session } from './database.ts';
import type { FeedBatch } from './feed-buffer.ts';
import { FeedWriter } from './feed-writer.ts';
import { readReplicaState, writeReplicaState, type ReplicaState } from './replica-state.ts';
import { runCommands } from './run-commands.ts';

export interface Changes {
  touched: Set<string>;
  outcomes: Map<number, Applied>;
}

/** What the replica needs to know of the outbox, at the time of each change. */
export interface OutboxView {
  readonly person: OutboxPerson;
  readonly logId: string;
  readonly lastSeq: number;
  /** `lastSeq` as it was before anything was saved since the log was opened. */
  readonly openedSeq: number;
  readonly passedSeq: number;
  readonly pending: readonly CommandRecord[];
}

export interface ScopeBatch {
  scope: ShapeScope;
  batch: FeedBatch;
  /** The batch ends where the server said up-to-date. */
  complete: boolean;
}

export class Applier {
  readonly #database: ReplicaDatabase;
  readonly #outbox: OutboxView;
  readonly #writer = new FeedWriter();
  #state: ReplicaState;

  private constructor(database: ReplicaDatabase, outbox: OutboxView, state: ReplicaState) {
    this.#database = database;
    this.#outbox = outbox;
    this.#state = state;
  }

  /**
   * Undefined when the replica holds another person's rows: then it has to be rebuilt. Commands that had their turn in
   * this replica keep it; those of another log (a damaged outbox) are taken back and the waiting ones run again.
   */
  static async open(database: ReplicaDatabase, outbox: OutboxView): Promise<Applier | undefined> {
    const { logId, passedSeq, person } = outbox;
    const fresh: ReplicaState = { userId: person.userId, logId, appliedSeq: passedSeq, passedSeq, cursors: {}, setAside: [] };
    const stored = await readReplicaState(database);
    if (!stored) {
      await writeReplicaState(database, fresh);
      return new Applier(database, outbox, fresh);
    }
    if (stored.userId !== person.userId) return undefined;
    const applier = new Applier(database, outbox, stored);
    if (stored.logId !== logId || stored.appliedSeq > outbox.openedSeq) {
      await applier.#rebase({ ...fresh, cursors: stored.cursors, setAside: stored.setAside });
    }
    return applier;
  }

  get state(): Readonly<ReplicaState> {
    return this.#state;
  }

  /** Gives waiting commands their optimistic turn, at most `limit` of them. */
  applyCommands(limit: number): Promise<Changes> {
    return this.#change(async (session, state) => {
      const due = this.#outbox.pending.filter(({ seq }) => seq > state.appliedSeq).slice(0, limit);
      const run = await runCommands(session, this.#outbox.person, due);
      return { ...run, state: { ...state, appliedSeq: due.at(-1)?.seq ?? state.appliedSeq } };
    });
  }

  hasCommandsToApply(): boolean {
    const last = this.#outbox.pending.at(-1);
    return last !== undefined && last.seq > this.#state.appliedSeq;
  }

  /** Applies what the feed brought. `forget`: rows end at a boundary, so commands they contain need no rerun. */
  applyFeed(batches: readonly ScopeBatch[], forget: boolean): Promise<Changes> {
    return this.#change(async (session, state) => {
      const touched = await this.#writer.restoreBeforeImages(session);
      const cursors = { ...state.cursors };
      let { setAside } = state;
      for (const { scope, batch, complete } of batches) {
        const written = await this.#writer.write(session, scope, batch, complete, setAside);
        ({ setAside } = written);
        for (const table of written.touched) touched.add(table);
        // A refetch that is only staged leaves the old rows, so the old cursor has to stay with them.
        if (batch.cursor && (complete || !batch.isRefetch)) cursors[scope] = batch.cursor;
      }
      const passedSeq = forget ? await this.#readPassedSeq(session, state.passedSeq) : state.passedSeq;
      const rerun = await this.#rerun(session, passedSeq, state.appliedSeq);
      for (const table of rerun.touched) touched.add(table);
      return { touched, outcomes: rerun.outcomes, state: { ...state, ...rerun.state, passedSeq, cursors, setAside } };
    });
  }

  /** The outbox now holds another person's commands, or the same ones under new ids: run them on the server's rows. */
  async restart(userId: string, keepCursors: readonly ShapeScope[]): Promise<Changes> {
    const { logId, passedSeq } = this.#outbox;
    const { setAside } = this.#state;
    const kept = Object.entries(this.#state.cursors).filter(([scope]) => keepCursors.includes(scope as ShapeScope));
    return this.#rebase({ userId, logId, passedSeq, appliedSeq: passedSeq, cursors: Object.fromEntries(kept), setAside });
  }

  #rebase(next: ReplicaState): Promise<Changes> {
    return this.#change(async (session) => {
      const touched = await this.#writer.restoreBeforeImages(session);
      await session.exec('delete from replica.derived');
      // What the rows contain already may never come again in the feed; a log that lost its end does not know of it.
      const passedSeq = await this.#readPassedSeq(session, next.passedSeq);
      const rerun = await this.#rerun(session, passedSeq, passedSeq);
      for (const table of rerun.touched) touched.add(table);
      return { touched, outcomes: rerun.outcomes, state: { ...next, passedSeq, ...rerun.state } };
    });
  }

  async #rerun(session: Session, passedSeq: number, appliedSeq: number): Promise<Changes & { state: { appliedSeq: number } }> {
    const { pending, person } = this.#outbox;
    const due = pending.filter(({ seq }) => seq > passedSeq);
    const run = await runCommands(session, person, due);
    return { ...run, state: { appliedSeq: due.at(-1)?.seq ?? Math.max(passedSeq, appliedSeq) } };
  }

  /** How far the server had taken this device's commands in the rows that are now here. */
  async #readPassedSeq(session: Session, passedSeq: number): Promise<number> {
    const { rows } = await session.query('select client_id::text as client_id, last_command_id from replica.clients');
    const lastIds = new Map(
      (rows as { client_id: string; last_command_id: number }[]).map((row) => [row.client_id, row.last_command_id]),
    );
    // An older copy of the replica was behind the outbox; at a boundary its rows have caught up.
    let passed = Math.max(passedSeq, this.#outbox.passedSeq);
    for (const { seq, clientId, id } of this.#outbox.pending) {
      // A rotation can leave an earlier command under a newer name: it is waited for, or it would be forgotten unseen.
      if (id > (lastIds.get(clientId) ?? 0) && seq > passed) break;
      passed = Math.max(passed, seq);
    }
    return passed;
  }

  async #change(work: (session: Session, state: ReplicaState) => Promise<Changes & { state: ReplicaState }>): Promise<Changes> {
    const { state, ...changes } = await this.#database.transaction(async (session) => {
      const result = await work(session, this.#state);
      await writeReplicaState(session, result.state);
      return result;
    });
    this.#state = state;
    return changes;
  }
}
