// The outbox: every command that a person gave and the server's feed has not passed. Its log is the only data on the device
// that exists nowhere else. Invariants: a command is flushed to the log before it is reported as saved; no id is issued twice;
// a record leaves only after the feed has passed it (I7).
import type { CadenceError } from '#schema/protocol/errors.ts';
import { StorageFullError, type AppendOptions, type ByteStore } from './byte-store.ts';
import { encodeFrames, scanFrames } from './frame.ts';
import type { HighWaterMark, MarkStore } from './high-water.ts';
import { emptyLogState, foldRecord, stateToRecords, type LogState } from './log-state.ts';
import type { CommandRecord, NewCommand, OutboxPerson, OutboxRecord, RejectedRecord } from './records.ts';

/** When the log has more dead bytes (passed records and the like) than this, it is compacted. */
export const COMPACT_AFTER_BYTES = 1024 * 1024;

export type Saved = { ok: true; commands: CommandRecord[] } | { ok: false; error: CadenceError };

export interface OutboxDeps {
  store: ByteStore;
  marks: MarkStore;
  /** A fresh random uuid, for client ids and the local person's id. */
  newId(): string;
}

/**
 * The result of opening. `damaged` is shown to the person. A torn tail alone is no damage, because it was never reported as
 * saved.
 */
export interface OutboxOpening {
  outbox: Outbox;
  damaged: boolean;
  tornBytes: number;
}

export class Outbox {
  readonly #deps: OutboxDeps;
  #state: LogState;
  #bytes: number;
  /** Size of the log after the last compaction. */
  #liveBytes: number;
  /** The disk was full: the state in memory has records that the log lacks, so the log may only be rewritten as a whole. */
  #isLogBehind = false;
  #queue: Promise<unknown> = Promise.resolve();
  #writtenMark: HighWaterMark | undefined;
  #markWrite: Promise<void> = Promise.resolve();
  readonly #openedSeq: number;

  private constructor(deps: OutboxDeps, state: LogState, bytes: number, mark: HighWaterMark | undefined) {
    this.#deps = deps;
    this.#state = state;
    this.#bytes = bytes;
    this.#liveBytes = 0;
    this.#writtenMark = mark;
    this.#openedSeq = state.lastSeq;
  }

  static async open(deps: OutboxDeps): Promise<OutboxOpening> {
    const bytes = await deps.store.readAll();
    const mark = await deps.marks.read();
    const scan = scanFrames(bytes);
    const records = scan.payloads as OutboxRecord[];
    const tornBytes = bytes.length - scan.validLength;
    const isNew = records[0]?.kind !== 'header';
    const person: OutboxPerson = mark?.person ?? { kind: 'local', userId: deps.newId() };
    const ids = { logId: deps.newId(), clientId: deps.newId(), replaces: mark?.clientId ?? null };
    const state = emptyLogState(ids, person);
    for (const record of records) foldRecord(state, record);

    const outbox = new Outbox(deps, state, scan.validLength, mark);
    if (tornBytes > 0) await deps.store.truncate(scan.validLength);
    // The header of a compacted log also counts the commands that followed it. A count above what is left shows that commands
    // are lost.
    const keptSeq = Math.max(state.passedSeq, state.pending.at(-1)?.seq ?? 0);
    const lostEnd = (mark !== undefined && isBehind(state, mark, isNew)) || state.lastSeq > keptSeq;
    const damaged = lostEnd || scan.damagedInside || (isNew && records.length > 0);
    // Lost seqs and ids are issued again. A new `logId` keeps rows that counted with the old ones from matching them to the new
    // commands. An undecided call may be one of the lost commands, so sending it under a new id could take effect twice (I3).
    if (lostEnd && !isNew) {
      const fresh = {
        logId: deps.newId(),
        clientId: deps.newId(),
        replaces: state.clientId,
        lastId: 0,
        lastSeq: keptSeq,
        undecided: new Map(),
      };
      await outbox.#replace({ ...state, ...fresh });
    } else if (isNew || outbox.#bytes > COMPACT_AFTER_BYTES) await outbox.compact();
    await outbox.#saveUndecided();
    return { outbox, damaged, tornBytes };
  }

  get person(): OutboxPerson {
    return this.#state.person;
  }
  get logId(): string {
    return this.#state.logId;
  }
  get clientId(): string {
    return this.#state.clientId;
  }
  get lastSeq(): number {
    return this.#state.lastSeq;
  }
  /** `lastSeq` when the log was opened. Rows with a higher `appliedSeq` contain commands that the log has lost. */
  get openedSeq(): number {
    return this.#openedSeq;
  }
  get passedSeq(): number {
    return this.#state.passedSeq;
  }
  get backing(): ByteStore['backing'] {
    return this.#deps.store.backing;
  }
  get bytes(): number {
    return this.#bytes;
  }
  /** In seq order. */
  get pending(): readonly CommandRecord[] {
    return this.#state.pending;
  }
  get rejected(): readonly RejectedRecord[] {
    return [...this.#state.rejected.values()];
  }

  /** The commands that are not saved yet, as `save` would number them if nothing else was saved before. */
  asNew(commands: readonly NewCommand[]): readonly CommandRecord[] {
    return this.#number(commands).fresh;
  }

  /**
   * Keeps calls that wait for the decision of the rows, so that a page which is left meanwhile loses nothing. Not flushed: they
   * survive the end of the process, and were not reported as saved.
   */
  receive(commands: readonly NewCommand[]): Promise<void> {
    return this.#exclusive(() => {
      const { undecided, seqByCallKey } = this.#state;
      const fresh = commands.filter(({ callKey }) => !undecided.has(callKey) && !seqByCallKey.has(callKey));
      const calls = fresh.map((command) => ({ kind: 'call', command }) as const);
      return this.#append(calls, { flush: false });
    });
  }

  /**
   * Saves commands with one flush: when this resolves, either all of them are durable or none is. `refused`: call keys that the
   * rows refused; those and the calls of a failed save are no longer undecided.
   */
  save(commands: readonly NewCommand[], refused: readonly string[] = []): Promise<Saved> {
    return this.#exclusive(async () => {
      const { fresh, all } = this.#number(commands);
      const dropped = this.#dropCalls(refused);
      try {
        if (fresh.length > 0) await this.#append([...fresh, ...dropped]);
        else await this.#appendOrCompact(dropped);
      } catch (error) {
        if (!(error instanceof StorageFullError)) throw error;
        await this.#appendOrCompact(this.#dropCalls([...refused, ...commands.map(({ callKey }) => callKey)]));
        return { ok: false, error: { code: 'storage_full' } };
      }
      return { ok: true, commands: all };
    });
  }

  /** The feed has passed everything up to `seq`. */
  markPassed(seq: number): Promise<void> {
    return this.#exclusive(async () => {
      if (seq <= this.#state.passedSeq) return;
      await this.#appendOrCompact([{ kind: 'passed', seq }]);
      if (this.#bytes - this.#liveBytes > COMPACT_AFTER_BYTES) await this.compact();
    });
  }

  keepRejected(record: RejectedRecord): Promise<void> {
    return this.#exclusive(async () => {
      if (!this.#state.rejected.has(record.id)) await this.#appendOrCompact([record]);
    });
  }

  dismissRejected(id: string): Promise<void> {
    return this.#exclusive(async () => {
      if (this.#state.rejected.has(id)) await this.#appendOrCompact([{ kind: 'dismissed', id }]);
    });
  }

  /** Call before sending. From then on, a lost tail of the log is detected. */
  writeMark(): Promise<void> {
    const { clientId, lastId, person } = this.#state;
    const last = this.#writtenMark;
    if (last && last.clientId === clientId && last.lastId === lastId && last.person === person) return this.#markWrite;
    const mark = { clientId, lastId, person };
    this.#writtenMark = mark;
    // Writes run in order, and a caller with the same mark waits for the write in progress: only a stored mark protects.
    this.#markWrite = this.#markWrite
      .catch(() => undefined)
      .then(() => this.#deps.marks.write(mark))
      .catch((error: unknown) => {
        this.#writtenMark = undefined;
        throw error;
      });
    return this.#markWrite;
  }

  /**
   * Gives the pending commands from `fromSeq` on a new client id and ids from 1. Only call it when the server has certainly not
   * taken them under their old ids; otherwise they would take effect twice (I3).
   */
  rotateFrom(fromSeq: number): Promise<void> {
    return this.#exclusive(async () => {
      const { pending, clientId: current } = this.#state;
      // Commands under other client ids than the refused one may be in flight, so they keep theirs.
      const refused = pending.find(({ seq }) => seq >= fromSeq)?.clientId ?? current;
      const clientId = this.#deps.newId();
      let lastId = 0;
      const renamed = pending.map((command) =>
        command.seq < fromSeq || command.clientId !== refused ? command : { ...command, clientId, id: (lastId += 1) },
      );
      const names = refused === current ? { clientId, replaces: current, lastId } : {};
      await this.#replace({ ...this.#state, ...names, pending: renamed });
    });
  }

  /**
   * Gives the log to another person: after a sign-in (with the local person's commands rewritten) or after a sign-out.
   * `rewrite` is called when the queue reaches this operation, so that it includes commands saved in the meantime, and again for
   * undecided calls.
   */
  become(person: OutboxPerson, rewrite: (commands: readonly NewCommand[]) => readonly NewCommand[]): Promise<void> {
    return this.#exclusive(async () => {
      const clientId = this.#deps.newId();
      const state = emptyLogState({ logId: this.#state.logId, clientId, replaces: this.#state.clientId }, person);
      state.lastSeq = state.passedSeq = this.#state.lastSeq;
      for (const command of rewrite(this.#state.pending)) {
        const [seq, id] = [state.lastSeq + 1, state.lastId + 1];
        foldRecord(state, { kind: 'command', seq, clientId, id, ...command });
      }
      for (const command of rewrite([...this.#state.undecided.values()])) foldRecord(state, { kind: 'call', command });
      await this.#replace(state);
    });
  }

  /** The same account with a newer name or address; commands are unchanged. */
  updatePerson(person: OutboxPerson): Promise<void> {
    return this.#exclusive(() => this.#replace({ ...this.#state, person }));
  }

  /** Rewrites the log without dead records. Call it inside the queue, or before anything else runs. */
  async compact(): Promise<void> {
    await this.#replace(this.#state);
  }

  close(): void {
    this.#deps.store.close();
  }

  #number(commands: readonly NewCommand[]): { fresh: CommandRecord[]; all: CommandRecord[] } {
    const fresh: CommandRecord[] = [];
    const { clientId, lastId, lastSeq, seqByCallKey, undecided } = this.#state;
    const all = commands.map((given) => {
      // A received call may have been rewritten for the account that signed in meanwhile.
      const command = undecided.get(given.callKey) ?? given;
      const savedAs = seqByCallKey.get(command.callKey);
      if (savedAs !== undefined) return this.#savedEarlier(savedAs, command);
      const record: CommandRecord = {
        kind: 'command',
        seq: lastSeq + fresh.length + 1,
        clientId,
        id: lastId + fresh.length + 1,
        ...command,
      };
      fresh.push(record);
      return record;
    });
    return { fresh, all };
  }

  /** The record of a call that was saved before. When that command has passed, only its seq is still known. */
  #savedEarlier(seq: number, command: NewCommand): CommandRecord {
    const pending = this.#state.pending.find((candidate) => candidate.seq === seq);
    return pending ?? { kind: 'command', seq, clientId: this.#state.clientId, id: 0, ...command };
  }

  /**
   * Saves calls that an earlier leader received and did not decide. They are not tried, because commands made before the rows are
   * open would wait behind them. On a full disk they stay undecided until the next opening.
   */
  async #saveUndecided(): Promise<void> {
    const { fresh } = this.#number([...this.#state.undecided.values()]);
    await this.#append(fresh).catch(ignoreStorageFull);
  }

  #dropCalls(callKeys: readonly string[]): OutboxRecord[] {
    const known = callKeys.filter((callKey) => this.#state.undecided.has(callKey));
    return known.length > 0 ? [{ kind: 'refused', callKeys: known }] : [];
  }

  async #append(records: readonly OutboxRecord[], options?: AppendOptions): Promise<void> {
    if (records.length === 0) return;
    const bytes = encodeFrames(records);
    await this.#deps.store.append(bytes, options);
    this.#bytes += bytes.length;
    for (const record of records) foldRecord(this.#state, record);
    // Not awaited: `writeMark` is awaited before anything is sent. A mark missing until then cannot cause a reused id.
    void this.writeMark().catch(() => undefined);
  }

  /** For records that make the log shorter in the end: a full device must still be able to drop passed commands. */
  async #appendOrCompact(records: readonly OutboxRecord[]): Promise<void> {
    if (records.length === 0) return;
    try {
      if (!this.#isLogBehind) return await this.#append(records);
    } catch (error) {
      if (!(error instanceof StorageFullError)) throw error;
    }
    for (const record of records) foldRecord(this.#state, record);
    // When even the shorter log does not fit, the state in memory is right, and the next opening repeats these changes.
    this.#isLogBehind = true;
    await this.compact().catch(ignoreStorageFull);
  }

  async #replace(state: LogState): Promise<void> {
    const bytes = encodeFrames(stateToRecords(state));
    await this.#deps.store.replace(bytes);
    this.#state = state;
    this.#bytes = this.#liveBytes = bytes.length;
    this.#isLogBehind = false;
    await this.writeMark();
  }

  #exclusive<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(run);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function ignoreStorageFull(error: unknown): void {
  if (!(error instanceof StorageFullError)) throw error;
}

/** Whether the mark knows ids that the log lacks. A mark of the previous client id is only out of date. */
function isBehind(state: LogState, mark: HighWaterMark, isNew: boolean): boolean {
  if (isNew) return mark.lastId > 0;
  if (mark.clientId === state.clientId) return mark.lastId > state.lastId;
  return mark.clientId !== state.replaces;
}
