// Changes the replica's rows, one transaction per change. Invariant: rows = the server's rows as of the stored cursors, plus
// the outbox's commands from `passedSeq` + 1 to `appliedSeq` run on top; `replica.before` stores the server rows that those
// commands changed.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { Applied } from '../api.ts';
import type { CommandRecord, OutboxPerson } from '../outbox/records.ts';
import type { ReplicaDatabase, Session, WriteSession } from './database.ts';
import type { CopiedBatch, FeedBatch } from './feed-buffer.ts';
import { FeedWriter } from './feed-writer.ts';
import { continued, readReplicaState, writeReplicaState, type CopyProgress, type ReplicaState } from './replica-state.ts';
import { runCommands, type RunTime } from './run-commands.ts';

export interface Changes {
  touched: Set<string>;
  outcomes: Map<number, Applied>;
}

/** The part of the outbox that the applier reads at each change. */
export interface OutboxView {
  readonly person: OutboxPerson;
  readonly logId: string;
  readonly lastSeq: number;
  /** `lastSeq` at the time the log was opened. */
  readonly openedSeq: number;
  readonly passedSeq: number;
  readonly pending: readonly CommandRecord[];
}

export interface ScopeBatch {
  scope: ShapeScope;
  batch: FeedBatch;
  /** The batch ends at an up-to-date message. */
  complete: boolean;
}

export class Applier {
  readonly #database: ReplicaDatabase;
  readonly #outbox: OutboxView;
  readonly #time: RunTime | undefined;
  readonly #writer = new FeedWriter();
  #state: ReplicaState;

  private constructor(database: ReplicaDatabase, outbox: OutboxView, state: ReplicaState, time: RunTime | undefined) {
    this.#time = time;
    this.#database = database;
    this.#outbox = outbox;
    this.#state = state;
  }

  /**
   * Undefined when the replica holds another person's rows and must be rebuilt. Commands of this log that already ran here are
   * not run again. After a change of log (a damaged outbox), the effects of the old commands are undone and all waiting
   * commands run again.
   */
  static async open(database: ReplicaDatabase, outbox: OutboxView, time?: RunTime): Promise<Applier | undefined> {
    const { logId, passedSeq, person } = outbox;
    const fresh: ReplicaState = {
      userId: person.userId,
      logId,
      appliedSeq: passedSeq,
      passedSeq,
      cursors: {},
      setAside: [],
      isWhole: false,
      copy: null,
    };
    const stored = await readReplicaState(database);
    if (!stored) {
      await writeReplicaState(database, fresh);
      return new Applier(database, outbox, fresh, time);
    }
    if (stored.userId !== person.userId) return undefined;
    const applier = new Applier(database, outbox, stored, time);
    if (stored.logId !== logId || stored.appliedSeq > outbox.openedSeq) {
      const { cursors, setAside, isWhole, copy } = stored;
      await applier.#rebase({ ...fresh, cursors, setAside, isWhole, copy });
    }
    return applier;
  }

  get state(): Readonly<ReplicaState> {
    return this.#state;
  }

  /** Runs waiting commands optimistically, at most `limit` of them. */
  applyCommands(limit: number): Promise<Changes> {
    return this.#change(async (session, state) => {
      const due = this.#outbox.pending.filter(({ seq }) => seq > state.appliedSeq).slice(0, limit);
      const run = await runCommands(session, this.#outbox.person, due, this.#time);
      return { ...run, state: { ...state, appliedSeq: due.at(-1)?.seq ?? state.appliedSeq } };
    });
  }

  hasCommandsToApply(): boolean {
    const last = this.#outbox.pending.at(-1);
    return last !== undefined && last.seq > this.#state.appliedSeq;
  }

  /**
   * Whether a command's refusal by these rows is final: they contain every command of this device, and with an account a whole
   * state of the server (docs/decisions/0037-refused-here-is-never-saved.md).
   */
  get isDeciding(): boolean {
    const { person, passedSeq } = this.#outbox;
    const isWhole = person.kind === 'local' || this.#state.isWhole;
    return isWhole && this.#state.passedSeq >= passedSeq && !this.hasCommandsToApply();
  }

  /**
   * Runs new commands before they are saved. `save` gets the refusals by call key, saves the other commands durably and returns
   * their records, or undefined when it could not. The rows commit only after it has saved them, so that the screen never shows
   * a command that a crash could lose.
   */
  async applyNew(
    commands: readonly CommandRecord[],
    save: (refused: ReadonlyMap<string, CadenceError>) => Promise<readonly CommandRecord[] | undefined>,
  ): Promise<Changes> {
    try {
      return await this.#change(async (session, state) => {
        const run = await runCommands(session, this.#outbox.person, commands, this.#time);
        const refused = refusalsOf(commands, run.outcomes);
        const ran = commands.filter(({ callKey }) => !refused.has(callKey));
        const saved = await save(refused);
        const seqs = saved?.map(({ seq }) => seq) ?? [];
        // Another command was saved in between, without having run: undo these, and run all of them in the log's order.
        const waiting = this.#outbox.pending.filter(({ seq }) => seq > state.appliedSeq).map(({ seq }) => seq);
        if (!saved || seqs.length !== ran.length || String(seqs) !== String(waiting)) throw new RowsUndone();
        const outcomes = new Map(ran.map(({ seq }, at) => [seqs[at] ?? 0, run.outcomes.get(seq) ?? applied]));
        return { touched: run.touched, outcomes, state: { ...state, appliedSeq: seqs.at(-1) ?? state.appliedSeq } };
      });
    } catch (error) {
      if (!(error instanceof RowsUndone)) throw error;
      return { touched: new Set(), outcomes: new Map() };
    }
  }

  /** Applies rows from the feed. `forget`: the rows end at a boundary, so the commands they contain are not run again. */
  applyFeed(batches: readonly ScopeBatch[], forget: boolean): Promise<Changes> {
    return this.#change(async (session, state) => {
      const touched = await this.#writer.restoreBeforeImages(session);
      const cursors = { ...state.cursors };
      let { setAside, isWhole, copy } = state;
      for (const { scope, batch, complete } of batches) {
        const written = await this.#writer.write(session, scope, batch, complete, setAside);
        ({ setAside } = written);
        for (const table of written.touched) touched.add(table);
        if (scope === 'me') isWhole = complete || (batch.isRefetch && isWhole);
        if (batch.copied) {
          copy = progressAfter(copy, batch.copied);
          if (batch.copied.isEnd) cursors[scope] = copy.cursor;
        }
        if (scope === 'me' && (complete || batch.copied?.isEnd)) copy = null;
        // A refetch that is only staged leaves the old rows in place, so their cursor must stay too.
        if (batch.cursor && (complete || !batch.isRefetch)) cursors[scope] = batch.cursor;
      }
      const passedSeq = forget ? await this.#readPassedSeq(session, state.passedSeq) : state.passedSeq;
      const rerun = await this.#rerun(session, passedSeq, state.appliedSeq);
      for (const table of rerun.touched) touched.add(table);
      const next = { ...state, ...rerun.state, passedSeq, cursors, setAside, isWhole, copy };
      return { touched, outcomes: rerun.outcomes, state: next };
    });
  }

  /**
   * Call after the outbox was given other commands (another person's, or the same under new ids): undoes the old ones and runs
   * the new ones.
   */
  async restart(userId: string, keepCursors: readonly ShapeScope[]): Promise<Changes> {
    const { logId, passedSeq } = this.#outbox;
    const { setAside } = this.#state;
    const isWhole = this.#state.isWhole && keepCursors.includes('me');
    const kept = Object.entries(this.#state.cursors).filter(([scope]) => keepCursors.includes(scope as ShapeScope));
    const cursors = Object.fromEntries(kept);
    const copy = keepCursors.includes('me') ? this.#state.copy : null;
    return this.#rebase({ userId, logId, passedSeq, appliedSeq: passedSeq, cursors, setAside, isWhole, copy });
  }

  #rebase(next: ReplicaState): Promise<Changes> {
    return this.#change(async (session) => {
      const touched = await this.#writer.restoreBeforeImages(session);
      await session.exec('delete from replica.derived');
      // The feed may never resend what the rows already contain, and a log that lost its tail does not know how far that is.
      const passedSeq = await this.#readPassedSeq(session, next.passedSeq);
      const rerun = await this.#rerun(session, passedSeq, passedSeq);
      for (const table of rerun.touched) touched.add(table);
      return { touched, outcomes: rerun.outcomes, state: { ...next, passedSeq, ...rerun.state } };
    });
  }

  async #rerun(session: Session, passedSeq: number, appliedSeq: number): Promise<Changes & { state: { appliedSeq: number } }> {
    const { pending, person } = this.#outbox;
    const due = pending.filter(({ seq }) => seq > passedSeq);
    const run = await runCommands(session, person, due, this.#time);
    return { ...run, state: { appliedSeq: due.at(-1)?.seq ?? Math.max(passedSeq, appliedSeq) } };
  }

  /** The last of this device's commands that the current rows contain. */
  async #readPassedSeq(session: Session, passedSeq: number): Promise<number> {
    const { rows } = await session.query('select client_id::text as client_id, last_command_id from replica.clients');
    const lastIds = new Map(
      (rows as { client_id: string; last_command_id: number }[]).map((row) => [row.client_id, row.last_command_id]),
    );
    // When an older copy of the replica was opened, its `passedSeq` is behind the outbox's; at a boundary its rows have caught
    // up.
    let passed = Math.max(passedSeq, this.#outbox.passedSeq);
    for (const { seq, clientId, id } of this.#outbox.pending) {
      // After a rotation, an earlier command may have the newer client id. Stop there, or that command would be forgotten
      // before it passed.
      if (id > (lastIds.get(clientId) ?? 0) && seq > passed) break;
      passed = Math.max(passed, seq);
    }
    return passed;
  }

  async #change(
    work: (session: WriteSession, state: ReplicaState) => Promise<Changes & { state: ReplicaState }>,
  ): Promise<Changes> {
    const { state, ...changes } = await this.#database.transaction(async (session) => {
      const result = await work(session, this.#state);
      await writeReplicaState(session, result.state);
      return result;
    });
    this.#state = state;
    return changes;
  }
}

const progressAfter = (before: CopyProgress | null, { cursor, place, rows }: CopiedBatch): CopyProgress => ({
  cursor: continued(before, cursor),
  place: place ?? before?.place ?? null,
  rows: (before?.rows ?? 0) + rows.reduce((sum, { rows }) => sum + rows, 0),
});

const applied: Applied = { kind: 'applied' };

/** Rolls the transaction back without saying that the rows are broken. */
class RowsUndone extends Error {}

/** By call key. A command that failed through a bug is not refused: the server decides about it. */
function refusalsOf(
  commands: readonly CommandRecord[],
  outcomes: ReadonlyMap<number, Applied>,
): ReadonlyMap<string, CadenceError> {
  const refused = new Map<string, CadenceError>();
  for (const { seq, callKey } of commands) {
    const outcome = outcomes.get(seq);
    if (outcome?.kind === 'rejected' && outcome.error.code !== 'internal') refused.set(callKey, outcome.error);
  }
  return refused;
}
