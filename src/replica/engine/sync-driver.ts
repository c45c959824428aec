// Performs the sync machine's effects and reports their results to it. Owns what the machine only counts: streams, feed
// buffers, the request in flight, timers. One driver per leader.
import { SHAPE_SCOPES, type FeedRow, type ShapeScope } from '#schema/protocol/feed.ts';
import type { ScopeBatch } from '../applier/applier.ts';
import { FeedBuffer, type FeedCursor } from '../applier/feed-buffer.ts';
import type { CopyProgress } from '../applier/replica-state.ts';
import { waitingCount } from '../machine/plans.ts';
import { initialState, transition } from '../machine/transition.ts';
import type { Effect, MachineEvent, MachineState, StreamFailure, TimerName } from '../machine/types.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { CommandRecord } from '../outbox/records.ts';
import { FirstCopy, readFeedInstead } from './first-copy.ts';
import type { EnginePorts } from './ports.ts';
import { answerToEvent, buildPushRequest } from './push-plan.ts';
import { rotate, type Rotation } from './rotate.ts';
import { sendRest } from './send-rest.ts';

export interface Rejection {
  clientId: string;
  commandId: number;
  code: string;
  detail: string | null;
}

export type DriverPorts = Pick<EnginePorts, 'clock' | 'time' | 'feed' | 'copy' | 'push' | 'bufferLimits'>;

/** The part of the engine that the driver calls. */
export interface SyncHost {
  readonly outbox: Outbox;
  cursors(): Partial<Record<ShapeScope, FeedCursor>>;
  /** How far the copy of a first sync is applied; null when none is in progress. */
  copyProgress(): CopyProgress | null;
  onCopyProgress(part: number | null): void;
  /** The scope's rows wait for a boundary, even if no rows come before it. */
  isMidway(scope: ShapeScope): boolean;
  /** Resolves when the rows are applied; rejects when the replica is lost and the engine is rebuilding it. */
  applyFeed(batches: ScopeBatch[], forget: boolean): Promise<{ passedSeq: number }>;
  keepRejections(rejections: Rejection[]): Promise<void>;
  onState(state: MachineState): void;
  /** The server answers that the person removed this device. */
  onRemoved(): void;
}

export class SyncDriver {
  state: MachineState;
  readonly #ports: DriverPorts;
  readonly #host: SyncHost;
  readonly #buffers: Record<ShapeScope, FeedBuffer> = { me: new FeedBuffer(), public: new FeedBuffer() };
  #stopStreams: (() => void)[] = [];
  readonly #timers = new Map<TimerName, () => void>();
  #pushNumber = 0;
  #applyNumber = 0;
  #applying: Promise<void> = Promise.resolve();
  #pushing: Promise<void> = Promise.resolve();
  #rotating: Promise<void> = Promise.resolve();
  #failNextPush = false;
  /** The stream of `me` began at the beginning and has not reached a boundary. */
  #isFirstRead = false;
  readonly #firstCopy = new FirstCopy();

  constructor(ports: DriverPorts, host: SyncHost) {
    const { facts } = initialState;
    this.state = { ...initialState, facts: { ...facts, limits: ports.bufferLimits ?? facts.limits } };
    this.#ports = ports;
    this.#host = host;
  }

  tell(event: MachineEvent): void {
    // Results of an apply on the lost replica are ignored from here on.
    if (event.kind === 'replica-lost') this.#applyNumber += 1;
    const { state, effects } = transition(this.state, event, { random: this.#ports.clock.random() });
    this.state = state;
    this.#host.onState(state);
    for (const effect of effects) this.#perform(effect);
  }

  /** Ends every wait: for the network, for the next stream attempt, for the next push. */
  tryNow(): void {
    this.tell({ kind: 'online' });
    this.tell({ kind: 'timer', timer: 'stream' });
    this.tell({ kind: 'timer', timer: 'push' });
  }

  /** For /debug: makes the next push fail like a network failure. */
  failNextPush(): void {
    this.#failNextPush = true;
  }

  stop(): void {
    this.#stopAll();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#pushNumber += 1;
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'start-streams':
        return this.#startStreams(effect.scopes);
      case 'stop-streams':
        return this.#stopAll();
      case 'push':
        this.#pushing = this.#pushSafely(effect.afterSeq, effect.limit);
        return;
      case 'abandon-push':
        this.#pushNumber += 1;
        return;
      case 'apply':
        this.#applying = this.#apply(effect.scopes, effect.forget);
        return;
      case 'rotate':
        this.#rotating = this.#rotate(effect);
        return;
      case 'set-timer':
        return this.#setTimer(effect.timer, effect.ms);
      case 'clear-timer':
        this.#timers.get(effect.timer)?.();
        this.#timers.delete(effect.timer);
        return;
    }
  }

  #setTimer(timer: TimerName, ms: number): void {
    this.#timers.get(timer)?.();
    const ring = (): void => {
      this.#timers.delete(timer);
      this.tell({ kind: 'timer', timer });
    };
    this.#timers.set(timer, this.#ports.clock.setTimer(ms, ring));
  }

  // ---- Feed

  #startStreams(scopes: readonly ShapeScope[]): void {
    this.#stopAll();
    let isStopped = false;
    this.#stopStreams = [() => (isStopped = true)];
    // The stored cursor is right only after the apply in progress has moved it.
    void this.#applying.then(() => {
      if (isStopped) return;
      for (const scope of scopes) this.#stopStreams.push(this.#follow(scope));
    });
  }

  #stopAll(): void {
    for (const stop of this.#stopStreams) stop();
    this.#stopStreams = [];
    for (const scope of SHAPE_SCOPES) this.#buffers[scope] = new FeedBuffer();
  }

  #follow(scope: ShapeScope): () => void {
    const buffer = this.#buffers[scope];
    const from = this.#host.cursors()[scope];
    // The content of the shipped base may be newer or older than the server's, so the first read replaces it.
    if (scope === 'public' && !from) buffer.restart();
    if (this.#host.isMidway(scope)) buffer.goOnMidway();
    if (scope === 'me') this.#isFirstRead = from === undefined;
    if (scope !== 'me' || from) return this.#stream(scope, from, buffer);
    return this.#readFirst(buffer);
  }

  /** The first sync of `me`: a copy where there is one to be had, then the feed. */
  #readFirst(buffer: FeedBuffer): () => void {
    let isReading = true;
    let stop = (): void => undefined;
    const followFrom = (cursor: FeedCursor | undefined): void => {
      if (isReading) stop = this.#stream('me', cursor, buffer);
    };
    const progress = this.#host.copyProgress();
    const { copy } = this.#ports;
    if (copy && this.#firstCopy.isWorthTrying(waitingCount(this.state.facts))) {
      const stopCopy = this.#firstCopy.read(copy, {
        person: this.#host.outbox.person.userId,
        progress,
        buffer,
        received: (bytes, rows) => {
          this.#tellOfRows('me', bytes, rows);
          return this.#roomIn(buffer);
        },
        onProgress: (part) => this.#host.onCopyProgress(part),
        followFrom,
        failed: (failure) => this.#streamFailed('me', failure),
      });
      return () => {
        isReading = false;
        stopCopy();
        stop();
      };
    }
    readFeedInstead(progress, buffer, followFrom);
    return () => stop();
  }

  #stream(scope: ShapeScope, from: FeedCursor | undefined, buffer: FeedBuffer): () => void {
    let isFollowing = true;
    const { person } = this.#host.outbox;
    const stop = this.#ports.feed.follow(scope, from, scope === 'me' ? person.userId : null, {
      batch: async (rows, cursor, isUpToDate) => {
        if (isFollowing) await this.#receive(scope, buffer, rows, cursor, isUpToDate);
      },
      mustRefetch: () => {
        if (!isFollowing) return;
        buffer.restart();
        this.tell({ kind: 'must-refetch', scope });
      },
      failed: (failure) => {
        if (isFollowing) this.#streamFailed(scope, failure);
      },
    });
    return () => {
      isFollowing = false;
      stop();
    };
  }

  #streamFailed(scope: ShapeScope, failure: StreamFailure): void {
    this.tell({ kind: 'stream-failed', scope, failure });
    if (failure.kind === 'signed-out' && failure.isRemoved) this.#host.onRemoved();
  }

  async #receive(scope: ShapeScope, buffer: FeedBuffer, rows: FeedRow[], cursor: FeedCursor, isUpToDate: boolean): Promise<void> {
    const bytes = buffer.add(rows);
    const before = buffer.cursor ?? this.#host.cursors()[scope];
    const moved = rows.length > 0 || before?.offset !== cursor.offset || before.handle !== cursor.handle;
    if (moved) buffer.moveTo(cursor);
    if (rows.length > 0) this.#tellOfRows(scope, bytes, rows);
    // A boundary may bring no rows: after an exactly full page, or when its parts have already been applied.
    if (isUpToDate) this.tell({ kind: 'up-to-date', scope, moved: buffer.awaitsBoundary });
    await this.#roomIn(buffer);
  }

  #tellOfRows(scope: ShapeScope, bytes: number, rows: readonly FeedRow[]): void {
    this.tell({ kind: 'page', scope, bytes, feedSeq: this.#feedSeqIn(rows) });
  }

  /** Resolves when more may be read. */
  async #roomIn(buffer: FeedBuffer): Promise<void> {
    if (this.state.facts.applying && buffer.bytes > this.state.facts.limits.rebasing) await this.#applying;
  }

  /** The last of this device's commands that these rows show as taken. */
  #feedSeqIn(rows: readonly FeedRow[]): number {
    let feedSeq = 0;
    for (const { tbl, pk, row } of rows) {
      if (tbl !== 'replica.clients' || row === null) continue;
      const { last_command_id } = JSON.parse(row) as { last_command_id: number };
      feedSeq = Math.max(feedSeq, seqOf(this.#host.outbox, pk, last_command_id));
    }
    return feedSeq;
  }

  async #apply(scopes: readonly ShapeScope[], forget: boolean): Promise<void> {
    const number = (this.#applyNumber += 1);
    try {
      await this.#applyTaken(number, scopes, forget);
    } catch {
      // The replica was lost: the engine has sent `replica-lost` and will send `opened`.
      if (number !== this.#applyNumber) return;
      // Any other failure, for instance a full disk or unreadable rows: the taken rows have left the buffers, and later rows
      // must not be applied without them. So the streams start again at the stored cursors.
      this.tell({ kind: 'stream-failed', scope: scopes[0] ?? 'me', failure: { kind: 'network' } });
      this.tell({ kind: 'applied', passedSeq: this.state.facts.passedSeq, isWhole: false });
    }
  }

  async #applyTaken(number: number, scopes: readonly ShapeScope[], forget: boolean): Promise<void> {
    const batches = scopes.map((scope): ScopeBatch => {
      const complete = this.state.facts.scopes[scope].phase === 'current';
      return { scope, batch: this.#buffers[scope].take(complete), complete };
    });
    const ended = batches.find(({ scope, complete }) => scope === 'me' && complete);
    const isWhole = ended !== undefined && (ended.batch.isRefetch || this.#isFirstRead);
    if (ended) this.#isFirstRead = false;
    const rejections = batches.flatMap(({ batch }) => readRejections(batch.rowsByTable.get('replica.rejections')));
    await this.#host.keepRejections(rejections);
    // The replica was lost meanwhile. The next one follows from its own cursor, and these rows would leave a gap in it.
    if (number !== this.#applyNumber) return;
    const { passedSeq } = await this.#host.applyFeed(batches, forget).catch((error: unknown) => {
      // Rows that the replica cannot take as a copy come in another form from the feed.
      if (batches.some(({ batch }) => batch.copied !== null)) this.#firstCopy.refuse();
      throw error;
    });
    if (number === this.#applyNumber) this.tell({ kind: 'applied', passedSeq, isWhole });
  }

  // ---- Push

  /** When the server cannot be asked or the disk is full, the log is unchanged. The next push gets the same answer and leads here again. */
  async #rotate(rotation: Rotation): Promise<void> {
    const isDone = await rotate(this.#host.outbox, this.#ports, rotation).catch(() => false);
    this.tell(isDone ? { kind: 'rotated' } : { kind: 'push-failed', failure: { kind: 'network' } });
  }

  /** Reports any exception as a failed push. Otherwise the machine would stay in `sending` for ever. */
  async #pushSafely(afterSeq: number, limit: number): Promise<void> {
    const number = (this.#pushNumber += 1);
    try {
      await this.#push(number, afterSeq, limit);
    } catch {
      if (number === this.#pushNumber) this.tell({ kind: 'push-failed', failure: { kind: 'network' } });
    }
  }

  async #push(number: number, afterSeq: number, limit: number): Promise<void> {
    const { outbox } = this.#host;
    const { userId } = outbox.person;
    const { clock, time } = this.#ports;
    if (time) {
      await time.measured();
      if (number !== this.#pushNumber) return;
    }
    const errorMs = (command: CommandRecord): number => time?.errorMs(command.clock) ?? 0;
    const commands = buildPushRequest(outbox, afterSeq, limit, clock.now(), errorMs);
    if (!commands) return this.tell({ kind: 'push-ok', ackedSeq: outbox.lastSeq });
    // Write the high-water mark before sending. Otherwise a truncated log could issue the same ids again.
    await outbox.writeMark();
    if (number !== this.#pushNumber) return;
    const isToFail = this.#failNextPush;
    this.#failNextPush = false;
    const answer = isToFail ? ({ kind: 'network' } as const) : await this.#ports.push.push(commands.request, userId);
    if (number !== this.#pushNumber) return;
    if (answer.kind === 'answered') {
      const { clientId } = commands.request;
      await this.#host.keepRejections(
        answer.response.outcomes.flatMap((outcome) =>
          outcome.status === 'rejected'
            ? [{ clientId, commandId: outcome.id, code: outcome.error.code, detail: outcome.error.detail ?? null }]
            : [],
        ),
      );
    }
    if (number === this.#pushNumber) this.tell(answerToEvent(outbox, commands, answer));
    if (answer.kind === 'signed-out' && answer.isRemoved) this.#host.onRemoved();
  }

  /** Sends everything that waits on a removed device, after what was in progress when its machine stopped. False: try later. */
  async sendRest(): Promise<boolean> {
    await Promise.allSettled([this.#applying, this.#pushing, this.#rotating]);
    return sendRest(this.#host.outbox, this.state.facts.passedSeq, this.#ports);
  }
}

const seqOf = (outbox: Outbox, clientId: string, lastCommandId: number): number =>
  outbox.pending.findLast((command) => command.clientId === clientId && command.id <= lastCommandId)?.seq ?? 0;

function readRejections(rows: Map<string, string | null> | undefined): Rejection[] {
  return [...(rows?.values() ?? [])].flatMap((text) => {
    if (text === null) return [];
    const row = JSON.parse(text) as { client_id: string; command_id: number; error_code: string; error_detail: string | null };
    return [{ clientId: row.client_id, commandId: row.command_id, code: row.error_code, detail: row.error_detail }];
  });
}
