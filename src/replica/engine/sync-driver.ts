// Performs the sync machine's effects and tells it what came of them. Holds what the machine only counts: the streams, the
// feed buffers, the request in flight, the timers. One driver per leader.
import { SHAPE_SCOPES, type FeedRow, type ShapeScope } from '#schema/protocol/feed.ts';
import type { ScopeBatch } from '../applier/applier.ts';
import { FeedBuffer, type FeedCursor } from '../applier/feed-buffer.ts';
import { initialState, transition } from '../machine/transition.ts';
import type { Effect, MachineEvent, MachineState, TimerName } from '../machine/types.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { EnginePorts } from './ports.ts';
import { answerToEvent, buildPushRequest } from './push-plan.ts';

export interface Rejection {
  clientId: string;
  commandId: number;
  code: string;
  detail: string | null;
}

export type DriverPorts = Pick<EnginePorts, 'clock' | 'feed' | 'push' | 'bufferLimits'>;

/** What the driver leaves to the engine. */
export interface SyncHost {
  readonly outbox: Outbox;
  cursors(): Partial<Record<ShapeScope, FeedCursor>>;
  /** Something in the rows waits for a boundary, though perhaps nothing more is to come before it. */
  isMidway(scope: ShapeScope): boolean;
  /** Resolves when the rows are in; rejects when the replica is lost (the engine is then rebuilding it). */
  applyFeed(batches: ScopeBatch[], forget: boolean): Promise<{ passedSeq: number }>;
  keepRejections(rejections: Rejection[]): Promise<void>;
  onState(state: MachineState): void;
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
  #failNextPush = false;
  /** The stream of `me` began at the beginning and has come to no boundary yet. */
  #isFirstRead = false;

  constructor(ports: DriverPorts, host: SyncHost) {
    const { facts } = initialState;
    this.state = { ...initialState, facts: { ...facts, limits: ports.bufferLimits ?? facts.limits } };
    this.#ports = ports;
    this.#host = host;
  }

  tell(event: MachineEvent): void {
    // What a lost replica still answers is about rows that are gone.
    if (event.kind === 'replica-lost') this.#applyNumber += 1;
    const { state, effects } = transition(this.state, event, { random: this.#ports.clock.random() });
    this.state = state;
    this.#host.onState(state);
    for (const effect of effects) this.#perform(effect);
  }

  /** For /debug: the next request fails as if the network had. */
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
        return void this.#push(effect.afterSeq, effect.limit);
      case 'abandon-push':
        this.#pushNumber += 1;
        return;
      case 'apply':
        this.#applying = this.#apply(effect.scopes, effect.forget);
        return;
      case 'rotate':
        return void this.#host.outbox.rotateFrom(effect.fromSeq).then(
          () => this.tell({ kind: 'rotated' }),
          // A full disk: the log is as it was, so the push runs into the same answer and comes back here.
          () => this.tell({ kind: 'push-failed', failure: { kind: 'network' } }),
        );
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
    // The stored cursor is only right once the apply in progress has moved it.
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
    let isFollowing = true;
    const buffer = this.#buffers[scope];
    const from = this.#host.cursors()[scope];
    // The shipped base has content of its own, perhaps newer or older than the server's: the first read replaces it.
    if (scope === 'public' && !from) buffer.restart();
    if (this.#host.isMidway(scope)) buffer.goOnMidway();
    if (scope === 'me') this.#isFirstRead = from === undefined;
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
        if (isFollowing) this.tell({ kind: 'stream-failed', scope, failure });
      },
    });
    return () => {
      isFollowing = false;
      stop();
    };
  }

  async #receive(scope: ShapeScope, buffer: FeedBuffer, rows: FeedRow[], cursor: FeedCursor, isUpToDate: boolean): Promise<void> {
    const bytes = buffer.add(rows);
    const before = buffer.cursor ?? this.#host.cursors()[scope];
    const moved = rows.length > 0 || before?.offset !== cursor.offset || before.handle !== cursor.handle;
    if (moved) buffer.moveTo(cursor);
    if (rows.length > 0) this.tell({ kind: 'page', scope, bytes, feedSeq: this.#feedSeqIn(rows) });
    // A page that was exactly full is followed by an empty answer, and what came in parts may all be taken by now.
    if (isUpToDate) this.tell({ kind: 'up-to-date', scope, moved: buffer.awaitsBoundary });
    if (this.state.facts.applying && buffer.bytes > this.state.facts.limits.rebasing) await this.#applying;
  }

  /** How far these rows show this device's commands as taken. */
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
    const batches = scopes.map((scope): ScopeBatch => {
      const complete = this.state.facts.scopes[scope].phase === 'current';
      return { scope, batch: this.#buffers[scope].take(complete), complete };
    });
    const number = (this.#applyNumber += 1);
    const ended = batches.find(({ scope, complete }) => scope === 'me' && complete);
    const isWhole = ended !== undefined && (ended.batch.isRefetch || this.#isFirstRead);
    if (ended) this.#isFirstRead = false;
    const rejections = batches.flatMap(({ batch }) => readRejections(batch.rowsByTable.get('replica.rejections')));
    try {
      await this.#host.keepRejections(rejections);
      // Meanwhile the replica was lost: its successor follows from a cursor of its own, and these rows would leave a hole in it.
      if (number !== this.#applyNumber) return;
      const { passedSeq } = await this.#host.applyFeed(batches, forget);
      if (number === this.#applyNumber) this.tell({ kind: 'applied', passedSeq, isWhole });
    } catch {
      // The engine has said `replica-lost` and will say `opened`.
    }
  }

  // ---- Push

  async #push(afterSeq: number, limit: number): Promise<void> {
    const number = (this.#pushNumber += 1);
    const { outbox } = this.#host;
    const { userId } = outbox.person;
    const commands = buildPushRequest(outbox, afterSeq, limit, this.#ports.clock.now());
    if (!commands) return this.tell({ kind: 'push-ok', ackedSeq: outbox.lastSeq });
    // Unmarked, nothing is sent: a log that lost its end would give these ids again.
    const isMarked = await outbox.writeMark().then(
      () => true,
      () => false,
    );
    if (!isMarked) return this.tell({ kind: 'push-failed', failure: { kind: 'network' } });
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
