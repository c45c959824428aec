// One device and the simulation's knowledge about it: what its rows have shown, its person, and what that person discarded.
// Checked after every event (I2, I5, I6, I7).
import type { Outbox } from '#src/replica/outbox/outbox.ts';
import type { OutboxPerson } from '#src/replica/outbox/records.ts';
import { ENOUGH_BYTES, type DevicePlan, type Step } from '../plan.ts';
import type { Random } from '../random.ts';
import { Recording } from '../sql/recording.ts';
import type { Commit } from '../sql/store.ts';
import { Violation } from '../violation.ts';
import { nextAction } from './actions.ts';
import { ReplicaBackend } from './backends.ts';
import type { Call } from './calls.ts';
import { checkOnce, checkOutbox, checkOwner, checkReceived, checkReplicaCommit, checkView } from './checks.ts';
import { Device } from './device.ts';
import { strikeDevice } from './device-faults.ts';
import type { Pace } from './life.ts';
import { goodNetwork, Link, noCut } from './network.ts';
import type { ServerNode } from './server-node.ts';
import { signIn, signInAtLast } from './signing.ts';
import type { Stage } from './stage.ts';

export class WatchedDevice {
  readonly device: Device;
  readonly backend: ReplicaBackend;
  readonly index: number;
  person: number;
  /** The rows were rolled back or discarded, so the feed must send them again first. */
  isViewExcused = true;
  isSigning = false;
  /** The person discarded the waiting commands. */
  isDiscarding = false;
  /** The person removed the device and wants it erased, and has not signed in on it since. */
  isErasing = false;
  #tenure = 0;
  /** Calls without an answer yet. */
  #asked = 0;
  /** Per client, the command ids that the device's rows contain according to the feed. */
  readonly #shownIds = new Map<string, number>();
  /** The owner of the outbox at the last check. */
  #owner: OutboxPerson | undefined;
  #seenState = '';
  readonly #stage: Stage;
  readonly #pace: Pace;

  constructor(stage: Stage, index: number, plan: DevicePlan, server: () => ServerNode) {
    this.#stage = stage;
    this.#pace = { ...plan.pace };
    this.index = index;
    this.person = plan.person;
    const { coverage, scheduler } = stage;
    const random = (purpose: string): Random => stage.random(`device ${index} ${purpose}`);
    this.backend = new ReplicaBackend(stage.shapes);
    if (stage.isRecording) this.backend.model.recording = new Recording();
    this.device = new Device({
      index,
      isOld: plan.isOld,
      bufferBytes: plan.bufferBytes,
      scheduler,
      random,
      coverage,
      link: new Link({ scheduler, random: random('link'), weights: plan.network, coverage }),
      replica: this.backend,
      pace: this.#pace,
      server,
      sessions: stage.sessions,
      onDeath: (cause) => this.#died(cause),
      onOpened: (opened) => {
        if (opened !== 'stored' || !this.#hasRowsOfFeed || this.backend.isOlderCopy) this.isViewExcused = true;
        coverage.count(opened === 'stored' ? 'rows: opened again' : 'rows: built again', opened === 'fresh' ? 0 : 1);
      },
    });
    this.device.skewMs = plan.skewMs;
    this.backend.model.store.onCommit = (writes) => stage.guard(() => this.#replicaCommitted(writes));
  }

  /** The rows of a local person come from the outbox alone. */
  get #hasRowsOfFeed(): boolean {
    return this.backend.isWhole || this.outbox?.person.kind === 'local';
  }

  /** Undefined while the device is down or its log is not open yet. */
  get outbox(): Outbox | undefined {
    try {
      return this.device.engine?.outbox;
    } catch {
      return undefined;
    }
  }

  // ---- Checks

  look(): void {
    const { device, backend, outbox, index } = this;
    if (!outbox || !device.engine) return;
    const { facts, kind } = device.engine.driver.state;
    const state = `${kind} ${outbox.clientId.slice(0, 4)} ${outbox.lastSeq} ${outbox.passedSeq} ${outbox.pending.length} ${facts.push.kind} ${backend.model.store.changes}`;
    if (state === this.#seenState) return;
    this.#seenState = state;
    const { calls, coverage } = this.#stage;
    this.#stage.note(`d${index} ${state}`);
    if (kind === 'backing-off' || kind === 'signed-out' || kind === 'halted' || kind === 'draining') {
      coverage.count(`machine: ${kind}`);
    }
    if (kind === 'signed-out') this.#signInAgainLater();
    if (facts.push.kind === 'rotating') coverage.count('machine: rotating');
    this.#lookAtOwner(outbox);
    const own = calls.on(index);
    const isLost = (clientId: string, id: number): boolean => this.#stage.isLost(clientId, id);
    checkOutbox(own, calls, outbox, this.#shownIds, isLost);
    checkReceived(own, device.storage.received);
    if (this.isViewExcused && kind === 'live' && !facts.applying && !facts.scopes.me.complete) {
      this.isViewExcused = false;
      backend.noteBoundary();
    }
    checkOwner(backend.model.store, outbox);
    if (device.deps.bufferBytes === ENOUGH_BYTES && !this.#stage.hasLost) checkOnce(own, backend.model.store, outbox);
    // Until the rows are open there is no screen, and it is unknown whether they are an older copy.
    if (this.isViewExcused || this.isSigning || kind === 'starting') return;
    const wasLost = (clientId: string, id: number): boolean => this.#stage.wasLost(clientId, id);
    checkView(own, this.#tenure, backend.model.store, outbox, wasLost);
  }

  /** The app asks its person to sign in again, who does it after a while. Elsewhere only a step of the plan signs in. */
  #signInAgainLater(): void {
    const { plan, scheduler, coverage, isHealing } = this.#stage;
    if (plan.sessions.idleMs === Number.POSITIVE_INFINITY && !isHealing) return;
    const afterMs = this.#stage.random(`again ${this.index} ${scheduler.events}`).between(500, 20_000);
    scheduler.after(afterMs, () => {
      if (this.isSigning || this.device.engine?.driver.state.kind !== 'signed-out') return;
      coverage.count('session: signed in again with commands waiting', this.outbox?.pending.length ? 1 : 0);
      void signIn(this.#stage, this, this.person);
    });
  }

  /**
   * An outbox that changes from one account to another was wiped; a local person's outbox keeps its content when it becomes an
   * account's.
   */
  #lookAtOwner(outbox: Outbox): void {
    const owner = this.#owner;
    this.#owner = outbox.person;
    if (owner?.kind !== 'signed-in' || owner.userId === outbox.person.userId) return;
    const kept = new Set(outbox.pending.map(({ callKey }) => callKey));
    for (const call of this.#stage.calls.on(this.index)) if (!kept.has(call.callKey)) this.#leaveBehind(call);
    this.#tenure += 1;
    this.isViewExcused = true;
  }

  /** I2: a person who signs out after sending leaves no undecided command; rejected commands are removed from the device. */
  #leaveBehind(call: Call): void {
    const { identity, state, excused } = call;
    call.isPending = false;
    const isThrownAway = this.isDiscarding || this.isErasing;
    call.excused ??= isThrownAway ? 'thrown away' : 'signed out';
    if (isThrownAway || excused !== undefined || state !== 'saved' || !identity) return;
    const { clientId, id } = identity;
    if (this.#stage.isDecided(clientId, id) || this.#stage.isLost(clientId, id)) return;
    throw new Violation('I2', `${call.action.name} was saved and changing the person threw it away`);
  }

  #replicaCommitted(writes: readonly Commit['writes'][number][]): void {
    for (const { table, row } of writes) {
      if (table !== 'replica.clients' || !row) continue;
      const client = String(row['client_id']);
      this.#shownIds.set(client, Math.max(this.#shownIds.get(client) ?? 0, row['last_command_id'] as number));
    }
    const { outbox } = this;
    if (outbox) checkReplicaCommit(this.backend.model.store, writes, outbox.person.userId);
  }

  /** '' at rest, else a description of the activity. */
  unrest(): string {
    const { device, outbox } = this;
    if (this.isSigning) return 'is signing';
    if (!outbox || !device.engine) return 'is down';
    const { kind, facts } = device.engine.driver.state;
    if (outbox.person.kind === 'local') return 'has nobody signed in';
    // A slow device decides its calls one by one, and looks quiet in between.
    if (this.#asked > 0) return `has ${this.#asked} calls without an answer`;
    const waiting = facts.savedSeq - facts.passedSeq;
    const isQuiet = kind === 'live' && waiting === 0 && facts.push.kind === 'idle' && !facts.applying;
    const isApplied = outbox.pending.length === 0 && this.backend.model.store.rows('replica.before').size === 0;
    if (isQuiet && isApplied) return '';
    return `${kind}, ${waiting} waiting, ${outbox.pending.length} in the outbox, push ${facts.push.kind} ${JSON.stringify(facts.error)}`;
  }

  // ---- Events

  perform(step: Step, random: Random): boolean {
    const { device, index } = this;
    this.#stage.note(`d${index} ${JSON.stringify({ ...step, atMs: undefined, device: undefined, salt: undefined })}`);
    if (step.kind !== 'act') return strikeDevice({ stage: this.#stage, watched: this, random }, step);
    // While the app signs in or out, its screen is blocked, but another tab's screen is not.
    if (this.isSigning && !random.chance(0.3)) return true;
    for (let left = step.count; left > 0; left -= 1) {
      const action = nextAction(random, this.#stage.madeBy(this.person), device.clockMs, this.#stage.plan.actions);
      void this.#act(this.#stage.calls.add(random.uuid(), index, this.#tenure, action), step.survives);
    }
    return true;
  }

  async #act(call: Call, survives: boolean): Promise<void> {
    const { callKey, action } = call;
    this.#asked += 1;
    const answer = await this.device.save([{ callKey, ...action }], survives).finally(() => {
      this.#asked -= 1;
    });
    if (answer === 'page died') call.state = 'page died';
    else if (!answer.ok) call.state = 'failed';
    else call.state = answer.value.some((saved) => 'refused' in saved) ? 'refused' : 'saved';
    if (call.state === 'refused') this.#stage.coverage.count('commands: refused on the device and never saved');
    // A call that came into the log before the disk was full stays in it, so after a crash the server decides.
    if (call.state === 'refused' && this.device.storage.room < Number.POSITIVE_INFINITY)
      call.excused ??= 'no room for its refusal';
    this.#stage.note(`d${this.index} ${action.name} ${call.state}`);
  }

  async dismiss(): Promise<void> {
    const [first] = this.outbox?.rejected ?? [];
    if (!first || !this.device.calls) return;
    const [clientId = '', id = ''] = first.id.split(':');
    const call = this.#stage.calls.named(clientId, Number(id));
    if (call) call.excused = 'dismissed';
    await this.device.calls.dismissRejected(first.id);
  }

  /** Data lost by the log is lost and reported as damage; nothing else may be affected. */
  loseEnd(bytes: number): void {
    this.device.killWorker('the disk lost the end of the log');
    this.device.storage.loseEnd(bytes);
    this.#forgetCalls('lost by the disk');
    this.isViewExcused = true;
  }

  evictAll(): void {
    this.device.killWorker('everything was evicted');
    this.backend.evict();
    this.device.storage.evict();
    this.#forgetCalls('evicted');
    this.#tenure += 1;
    this.#owner = undefined;
    this.isViewExcused = true;
  }

  /** The log may have lost any of them, and a page without an answer repeats its call. */
  #forgetCalls(cause: string): void {
    for (const call of this.#stage.calls.on(this.index)) {
      call.excused ??= cause;
      call.isAskedAgain ||= call.state === 'asked';
    }
  }

  /** The server is about to lose commits: commands that wait here now are not lost with them. */
  noteWaiting(): void {
    for (const record of this.outbox?.pending ?? []) this.#stage.calls.seen(record);
  }

  // ---- Deaths and recovery

  #died(cause: string): void {
    const { scheduler } = this.#stage;
    this.#stage.note(`d${this.index} died: ${cause}`);
    this.#seenState = '';
    const restartMs = this.#stage.random(`restart ${this.index} ${scheduler.events}`).between(10, 3_000);
    scheduler.after(restartMs, () => this.#restart());
  }

  #restart(): void {
    if (this.device.life) return;
    this.#stage.note(`d${this.index} starts`);
    this.device.start();
  }

  /** Signed in as the expected person, and the engine has not been told otherwise. */
  get #isSignedIn(): boolean {
    const { device, outbox, person, isSigning } = this;
    const { id } = this.#stage.user(person);
    const isTold = device.engine?.driver.state.kind === 'signed-out';
    return !isSigning && !isTold && device.user?.id === id && device.browser.isCurrent && outbox?.person.userId === id;
  }

  /** In this run of its worker and in all later ones. */
  endSlowness(): void {
    this.#pace.delay = 0;
  }

  heal(): void {
    const { device } = this;
    device.storage.room = Number.POSITIVE_INFINITY;
    device.storage.failAfter(Number.POSITIVE_INFINITY);
    Object.assign(device.deps.link, { cut: noCut, weights: goodNetwork });
    device.clearTrap();
    device.setOnline(true);
    // A device that could not open on a full disk is reloaded by its person.
    if (device.life && (!this.outbox || device.engine?.driver.state.kind === 'halted')) device.killWorker('reloaded');
    this.#restart();
    if (!this.#isSignedIn || this.#stage.random(`heal ${this.index}`).chance(0.5)) void signInAtLast(this.#stage, this);
  }
}
