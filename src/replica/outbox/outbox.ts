// The outbox: every command a person gave and the server's feed has not passed. It is the only precious data on the
// device. Invariants: a command is in the log, flushed, before anybody is told that it is saved; an id is never given
// twice; a record leaves only when the feed passed it (I7).
import type { CadenceError } from '#schema/protocol/errors.ts';
import { StorageFullError, type ByteStore } from './byte-store.ts';
import { encodeFrames, scanFrames } from './frame.ts';
import type { HighWaterMark, MarkStore } from './high-water.ts';
import { emptyLogState, foldRecord, stateToRecords, type LogState } from './log-state.ts';
import type { CommandRecord, OutboxPerson, OutboxRecord, RejectedRecord } from './records.ts';

/** Passed records and other dead bytes are rewritten away beyond this. */
export const COMPACT_AFTER_BYTES = 1024 * 1024;

export interface NewCommand {
  name: string;
  version: number;
  args: unknown;
  at: string;
  callKey: string;
}

export type Saved = { ok: true; commands: CommandRecord[] } | { ok: false; error: CadenceError };

export interface OutboxDeps {
  store: ByteStore;
  marks: MarkStore;
  /** A fresh random uuid: client ids and the local person's id. */
  newId(): string;
}

/** What opening found. `damaged` is told to the person; a torn tail alone is not damage: it was never reported saved. */
export interface OutboxOpening {
  outbox: Outbox;
  damaged: boolean;
  tornBytes: number;
}

export class Outbox {
  readonly #deps: OutboxDeps;
  #state: LogState;
  #bytes: number;
  /** Bytes the log would have if it were compacted now, as of the last compaction. */
  #liveBytes: number;
  /** The disk was full: memory has records that the log lacks, so the log may only be rewritten as a whole. */
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
    // A compacted log's header counts also what stood behind it.
    const keptSeq = Math.max(state.passedSeq, state.pending.at(-1)?.seq ?? 0);
    const lostEnd = (mark !== undefined && isBehind(state, mark, isNew)) || state.lastSeq > keptSeq;
    const damaged = lostEnd || scan.damagedInside || (isNew && records.length > 0);
    // Seqs and ids that are gone are given again, so the rows that counted with them must not take the log for the same.
    if (lostEnd && !isNew) {
      const fresh = { logId: deps.newId(), clientId: deps.newId(), replaces: state.clientId, lastId: 0, lastSeq: keptSeq };
      await outbox.#replace({ ...state, ...fresh });
    } else if (isNew || outbox.#bytes > COMPACT_AFTER_BYTES) await outbox.compact();
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
  /** How far the log went when it was opened: rows that know more belong to an end that it lost. */
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
  /** By rising seq. */
  get pending(): readonly CommandRecord[] {
    return this.#state.pending;
  }
  get rejected(): readonly RejectedRecord[] {
    return [...this.#state.rejected.values()];
  }

  /** Saves commands with one flush: all of them are durable when this resolves, or none. */
  save(commands: readonly NewCommand[]): Promise<Saved> {
    return this.#exclusive(async () => {
      const { fresh, all } = this.#number(commands);
      try {
        await this.#append(fresh);
      } catch (error) {
        if (error instanceof StorageFullError) return { ok: false, error: { code: 'storage_full' } };
        throw error;
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

  /** Call before sending: afterwards a lost end of the log will be noticed. */
  writeMark(): Promise<void> {
    const { clientId, lastId, person } = this.#state;
    const last = this.#writtenMark;
    if (last && last.clientId === clientId && last.lastId === lastId && last.person === person) return this.#markWrite;
    const mark = { clientId, lastId, person };
    this.#writtenMark = mark;
    // In their order, and waited for by whoever asks for the same mark again: only what is stored protects.
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
   * Gives the pending commands from `fromSeq` on a new client id and ids from 1. Only right for commands that the
   * server certainly has not taken under their old id, else they would take effect twice (I3).
   */
  rotateFrom(fromSeq: number): Promise<void> {
    return this.#exclusive(async () => {
      const { pending, clientId: current } = this.#state;
      // Commands under another id than the refused one may be on their way under it.
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
   * Another person's log: after signing in (with the local person's commands rewritten) or after signing out. `rewrite` is
   * asked when its turn has come: what was saved in the meantime belongs to the person too.
   */
  become(person: OutboxPerson, rewrite: (pending: readonly CommandRecord[]) => readonly NewCommand[]): Promise<void> {
    return this.#exclusive(async () => {
      const clientId = this.#deps.newId();
      const state = emptyLogState({ logId: this.#state.logId, clientId, replaces: this.#state.clientId }, person);
      state.lastSeq = state.passedSeq = this.#state.lastSeq;
      for (const command of rewrite(this.#state.pending)) {
        const [seq, id] = [state.lastSeq + 1, state.lastId + 1];
        foldRecord(state, { kind: 'command', seq, clientId, id, ...command });
      }
      await this.#replace(state);
    });
  }

  /** The same account under a newer name or address; commands stay as they are. */
  updatePerson(person: OutboxPerson): Promise<void> {
    return this.#exclusive(() => this.#replace({ ...this.#state, person }));
  }

  /** Rewrites the log without what is over. Callers hold the queue, or nothing else runs yet. */
  async compact(): Promise<void> {
    await this.#replace(this.#state);
  }

  close(): void {
    this.#deps.store.close();
  }

  #number(commands: readonly NewCommand[]): { fresh: CommandRecord[]; all: CommandRecord[] } {
    const fresh: CommandRecord[] = [];
    const { clientId, lastId, lastSeq, seqByCallKey } = this.#state;
    const all = commands.map((command) => {
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

  /** The record of a call that was already saved; when the feed has passed it, only its number is still known. */
  #savedEarlier(seq: number, command: NewCommand): CommandRecord {
    const pending = this.#state.pending.find((candidate) => candidate.seq === seq);
    return pending ?? { kind: 'command', seq, clientId: this.#state.clientId, id: 0, ...command };
  }

  async #append(records: readonly OutboxRecord[]): Promise<void> {
    if (records.length === 0) return;
    const bytes = encodeFrames(records);
    await this.#deps.store.append(bytes);
    this.#bytes += bytes.length;
    for (const record of records) foldRecord(this.#state, record);
    // Not awaited: before anything is sent `writeMark` is awaited. Until then a missing mark only hides nothing-lost.
    void this.writeMark().catch(() => undefined);
  }

  /** For records that make the log shorter in the end: a full device must still be able to let go of what is over. */
  async #appendOrCompact(records: readonly OutboxRecord[]): Promise<void> {
    try {
      if (!this.#isLogBehind) return await this.#append(records);
    } catch (error) {
      if (!(error instanceof StorageFullError)) throw error;
    }
    for (const record of records) foldRecord(this.#state, record);
    // With no room even for the shorter log, memory is right and the log says it again after the next opening.
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

/** Whether the mark knows of ids that the log does not. A mark of the client id before this one is merely late. */
function isBehind(state: LogState, mark: HighWaterMark, isNew: boolean): boolean {
  if (isNew) return mark.lastId > 0;
  if (mark.clientId === state.clientId) return mark.lastId > state.lastId;
  return mark.clientId !== state.replaces;
}
