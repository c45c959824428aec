/* oxlint-disable max-lines, complexity -- one case for each kind of step; the device's half and the server's half are still to be parted. */
// A seed's world: people, their devices, the server, the network, and what goes wrong. Runs the plan's steps in virtual time,
// looks at the invariants after every event, heals everything and looks at the rest.
import { idFromParts, type UserId } from '#schema/ids.ts';
import type { SessionUser } from '#src/replica/engine/ports.ts';
import type { Outbox } from '#src/replica/outbox/outbox.ts';
import type { OutboxPerson } from '#src/replica/outbox/records.ts';
import type { Plan, Step } from '../plan.ts';
import { Random } from '../random.ts';
import { Scheduler } from '../scheduler.ts';
import type { TableShape } from '../sql/store.ts';
import { Trace } from '../trace.ts';
import { Violation } from '../violation.ts';
import { nextAction, nothingMade, simulationExercise, type Made } from './actions.ts';
import { ModelReplicaBackend } from './backends.ts';
import { Calls, type Call } from './calls.ts';
import { checkConverged, checkDecided, checkOutbox, checkReplicaCommit, checkServerCommit, checkView } from './checks.ts';
import { Device } from './device.ts';
import { Life } from './life.ts';
import { goodNetwork, Link } from './network.ts';
import { ServerModel } from './server-model.ts';
import { ServerNode } from './server-node.ts';

/** Just before the clocks of Europe go forward. */
const START_MS = Date.UTC(2026, 2, 28, 23, 30);
/** How long a healed world may take to come to rest, in its own time. */
const HEAL_MS = 20 * 60_000;
/** A world at rest stays so. */
const REST_MS = 60_000;
const MAX_EVENTS = 150_000;

/** What the world remembers of a device beside the device itself. */
interface Watched {
  device: Device;
  backend: ModelReplicaBackend;
  person: number;
  tenure: number;
  /** Command ids that the device's rows, as the feed brought them, contain; by client. */
  shownIds: Map<string, number>;
  /** The rows were taken back or thrown away; the feed has to bring them again first. */
  isViewExcused: boolean;
  isSigning: boolean;
  /** Whose outbox it was when it was last looked at. */
  owner: OutboxPerson | undefined;
  /** The person threw away what waits here. */
  isDiscarding: boolean;
  seenState: string;
}

export class World {
  readonly plan: Plan;
  readonly trace = new Trace();
  readonly scheduler = new Scheduler(START_MS);
  readonly calls = new Calls();
  readonly server: ServerModel;
  readonly watched: Watched[];
  node: ServerNode;
  violation: unknown;
  readonly #made: Made[];
  /** Decisions that a disaster undid. */
  readonly #lost = new Set<string>();
  #isHealing = false;
  #isDeployed = false;
  #serverRuns = 0;

  constructor(plan: Plan, shapes: ReadonlyMap<string, TableShape>) {
    this.plan = plan;
    this.#made = Array.from({ length: plan.people }, nothingMade);
    this.server = new ServerModel(shapes);
    this.#furnish();
    this.server.store.onCommit = (writes) => {
      this.#guard(() => checkServerCommit(this.server.store, writes, this.scheduler.nowMs));
      for (const { table, pk, row } of writes) {
        if (table === 'replica.command_log' && row) this.#note(`server ${String(row['outcome'])} ${pk}`);
      }
      this.node.wake(
        new Set(writes.flatMap(({ table, row }) => (table === 'replica.feed' && row ? [String(row['scope'])] : []))),
      );
    };
    this.node = this.#startServer();
    this.watched = plan.devices.map((_device, index) => this.#makeDevice(index, shapes));
  }

  user(person: number): SessionUser {
    return { id: idFromParts('simulation', person), email: `person${person}@example.org`, name: null };
  }

  /** Returns how many events it took. Throws the first violation. */
  async run(): Promise<number> {
    for (const { device } of this.watched) device.start();
    for (const [index, { isLocal, person }] of this.plan.devices.entries()) if (!isLocal) void this.#signIn(index, person);
    for (const step of this.plan.steps) this.scheduler.after(step.atMs, () => this.#perform(step));
    const lastStepMs = this.plan.steps.at(-1)?.atMs ?? 0;
    await this.#runUntil(() => this.scheduler.nowMs >= START_MS + lastStepMs + 1_000);
    this.#heal();
    const limitMs = this.scheduler.nowMs + HEAL_MS;
    await this.#runUntil(() => this.#isAtRest() || this.scheduler.nowMs > limitMs);
    if (!this.#isAtRest()) throw new Violation('I8', `not at rest: ${this.#unrest()}`);
    const restedMs = this.scheduler.nowMs + REST_MS;
    await this.#runUntil(() => this.scheduler.nowMs > restedMs);
    if (!this.#isAtRest()) throw new Violation('I8', `woke again: ${this.#unrest()}`);
    this.#checkAtRest();
    return this.scheduler.events;
  }

  // ---- Making

  #furnish(): void {
    const { server, plan } = this;
    const write = server.store.begin();
    const at = START_MS - 86_400_000;
    const rowOf = (table: string, given: Record<string, string | number | boolean | null>): void => {
      const row = Object.fromEntries(
        [...server.store.shape(table).columns.values()].map(({ name, default: value }) => [name, value]),
      );
      write.put(table, { ...row, ...given });
    };
    const touched: { shape: TableShape; pk: string }[] = [];
    write.onWrite = (shape, pk) => touched.push({ shape, pk });
    for (let person = 0; person < plan.people; person += 1) {
      const { id, email } = this.user(person);
      rowOf('users', { id, email, created_at: at, updated_at: at });
    }
    const exercise = { id: simulationExercise, name: 'Squat', measure: 'weight_reps', is_builtin: true, is_custom: false };
    rowOf('exercises', { ...exercise, created_at: at, updated_at: at });
    rowOf('replica.pruned', { only_row: true, horizon: 0 });
    server.settle(write, touched);
  }

  #startServer(): ServerNode {
    this.#serverRuns += 1;
    const random = new Random(`${this.plan.seed} server ${this.#serverRuns}`);
    const pace = this.#isHealing ? { delay: 0, maxMs: 0 } : this.plan.serverPace;
    const life = new Life(this.scheduler, random, pace);
    const pool = this.server.pool(life.point);
    const nowMs = (): number => this.scheduler.nowMs;
    return new ServerNode({ pool, life, nowMs, pageRows: this.plan.pageRows, isNewer: () => this.#isDeployed });
  }

  #makeDevice(index: number, shapes: ReadonlyMap<string, TableShape>): Watched {
    const { network, pace, person, skewMs, isOld } = this.plan.devices[index] ?? this.#noDevice(index);
    const random = (purpose: string): Random => new Random(`${this.plan.seed} device ${index} ${purpose}`);
    const backend = new ModelReplicaBackend(shapes);
    const link = new Link(this.scheduler, random('link'), network);
    const device = new Device({
      index,
      isOld,
      scheduler: this.scheduler,
      random,
      link,
      replica: backend,
      pace,
      server: () => this.node,
      onDeath: (cause) => this.#died(index, cause),
      onOpened: (opened) => {
        if (opened !== 'stored') watched.isViewExcused = true;
      },
    });
    device.skewMs = skewMs;
    const watched: Watched = {
      device,
      backend,
      person,
      tenure: 0,
      shownIds: new Map(),
      isViewExcused: true,
      isSigning: false,
      owner: undefined,
      isDiscarding: false,
      seenState: '',
    };
    backend.model.store.onCommit = (writes) => this.#guard(() => this.#replicaCommitted(watched, writes));
    return watched;
  }

  #noDevice(index: number): never {
    throw new Error(`there is no device ${index}`);
  }

  // ---- Running

  async #runUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      if (!(await this.scheduler.step())) return;
      if (this.scheduler.events > MAX_EVENTS) throw new Violation('I8', `more than ${MAX_EVENTS} events: ${this.#unrest()}`);
      for (const watched of this.watched) this.#guard(() => this.#look(watched));
      if (this.violation !== undefined) throw this.violation;
    }
  }

  /** A violation is found in the middle of the code under test, which may swallow it. */
  #guard(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.violation ??= error;
    }
  }

  #note(what: string): void {
    this.trace.add(this.scheduler.nowMs - START_MS, what);
  }

  #look(watched: Watched): void {
    const { device, backend, shownIds } = watched;
    const outbox = openOutbox(device);
    if (!outbox || !device.engine) return;
    const { facts, kind } = device.engine.driver.state;
    const state = `${kind} ${outbox.clientId.slice(0, 4)} ${outbox.lastSeq} ${outbox.passedSeq} ${outbox.pending.length} ${facts.push.kind} ${backend.model.store.changes}`;
    if (state === watched.seenState) return;
    watched.seenState = state;
    this.#note(`d${device.deps.index} ${state}`);
    this.#lookAtOwner(watched, outbox);
    const own = this.calls.on(device.deps.index);
    checkOutbox(own, this.calls, outbox, shownIds, (clientId, id) => this.#isLost(clientId, id));
    if (watched.isViewExcused && kind === 'live' && !facts.applying && !facts.scopes.me.complete) watched.isViewExcused = false;
    if (!watched.isViewExcused && !watched.isSigning) checkView(own, watched.tenure, backend.model.store, outbox);
  }

  /** An account's outbox that becomes another's was wiped; a local person's becomes an account's with all that is in it. */
  #lookAtOwner(watched: Watched, outbox: Outbox): void {
    const { owner, device, isDiscarding } = watched;
    watched.owner = outbox.person;
    if (owner?.kind !== 'signed-in' || owner.userId === outbox.person.userId) return;
    const kept = new Set(outbox.pending.map(({ callKey }) => callKey));
    for (const call of this.calls.on(device.deps.index)) if (!kept.has(call.callKey)) this.#leaveBehind(call, isDiscarding);
    watched.tenure += 1;
    watched.isViewExcused = true;
    watched.isDiscarding = false;
  }

  #replicaCommitted({ device, backend, shownIds }: Watched, writes: Parameters<typeof checkReplicaCommit>[1]): void {
    for (const { table, row } of writes) {
      if (table !== 'replica.clients' || !row) continue;
      const client = String(row['client_id']);
      shownIds.set(client, Math.max(shownIds.get(client) ?? 0, row['last_command_id'] as number));
    }
    const outbox = openOutbox(device);
    if (outbox) checkReplicaCommit(backend.model.store, writes, outbox.person.userId);
  }

  #died(index: number, cause: string): void {
    const watched = this.watched[index];
    if (!watched) return;
    this.#note(`d${index} died: ${cause}`);
    watched.seenState = '';
    const restartMs = new Random(`${this.plan.seed} restart ${index} ${this.scheduler.events}`).between(10, 3_000);
    this.scheduler.after(restartMs, () => this.#restart(watched));
  }

  #restart({ device }: Watched): void {
    if (device.life) return;
    this.#note(`d${device.deps.index} starts`);
    device.start();
  }

  // ---- What happens

  #perform(step: Step): void {
    if (this.#isHealing) return;
    const watched = this.watched[step.device];
    if (!watched) return;
    const random = new Random(`${this.plan.seed} step ${step.salt}`);
    this.#note(`d${step.device} ${JSON.stringify({ ...step, atMs: undefined, device: undefined, salt: undefined })}`);
    const { device, backend } = watched;
    switch (step.kind) {
      case 'act':
        for (let left = step.count; left > 0; left -= 1) void this.#act(watched, random, step.survives);
        return;
      case 'kill-worker':
        return device.killWorker('killed');
      case 'lose-power':
        return device.losePower('power lost');
      case 'lose-power-writing':
        return device.storage.failAfter(step.operations);
      case 'trap': {
        const spring = (): void => (step.isPower ? device.losePower(step.point) : device.killWorker(step.point));
        if (device.life) device.life.trap = { point: step.point, skip: step.skip, spring };
        return;
      }
      case 'offline':
        device.setOnline(false);
        return void this.scheduler.after(step.forMs, () => device.setOnline(true));
      case 'cut':
        Object.assign(device.deps.link, { isUpCut: step.up, isDownCut: step.down });
        return void this.scheduler.after(step.forMs, () => Object.assign(device.deps.link, { isUpCut: false, isDownCut: false }));
      case 'disk-full':
        device.storage.room = device.storage.usedBytes + random.below(400);
        return void this.scheduler.after(step.forMs, () => (device.storage.room = Number.POSITIVE_INFINITY));
      case 'old-copy':
        device.killWorker('an older copy of the replica');
        watched.isViewExcused = backend.rollBack(step.commits) || watched.isViewExcused;
        return;
      case 'lose-end':
        return this.#loseEnd(watched, step.bytes);
      case 'evict-replica':
        device.killWorker('the replica was evicted');
        return backend.evict();
      case 'evict-all':
        return this.#evictAll(watched);
      case 'clock':
        device.skewMs += step.deltaMs;
        return;
      case 'sign-out':
        return void this.#signOut(watched, step.waiting);
      case 'sign-in':
        return void this.#signIn(step.device, step.person);
      case 'dismiss':
        return void this.#dismiss(watched);
      case 'rebuild':
        return void device.calls?.debug({ kind: 'rebuild' });
      default:
        return this.#performOnServer(step, watched, random);
    }
  }

  #performOnServer(step: Step, { person }: Watched, random: Random): void {
    switch (step.kind) {
      case 'server-crash':
        return this.#crashServer(step.downMs);
      case 'server-trap':
        this.node.life.trap = { point: step.point, skip: step.skip, spring: () => this.#crashServer(step.downMs) };
        return;
      case 'server-loses':
        return this.#loseCommits(step.commits);
      case 'deploy':
        this.#isDeployed = true;
        return;
      case 'job': {
        const id = this.#made[person]?.focus.at(-1 - random.below(3));
        if (id !== undefined && this.node.life.isAlive) {
          this.node.runAsServer(this.user(person).id as UserId, 'focus.expire', { id }).catch(() => undefined);
        }
        return;
      }
      case 'prune':
        return this.server.prune(random.below(30));
      default:
        return;
    }
  }

  async #act(watched: Watched, random: Random, survives: boolean): Promise<void> {
    const { device, tenure, person, isSigning } = watched;
    // While the app signs in or out, its screen takes nothing else.
    if (isSigning) return;
    const made = this.#made[person] ?? nothingMade();
    const action = nextAction(random, made, device.clockMs);
    const call = this.calls.add(random.uuid(), device.deps.index, tenure, action);
    const answer = await device.save([{ callKey: call.callKey, ...action }], survives);
    if (answer === 'page died') call.state = 'page died';
    else call.state = answer.ok ? 'saved' : 'refused';
    this.#note(`d${device.deps.index} ${action.name} ${call.state}`);
  }

  async #dismiss({ device }: Watched): Promise<void> {
    const outbox = openOutbox(device);
    const [first] = outbox?.rejected ?? [];
    if (!first || !device.calls) return;
    const [clientId = '', id = ''] = first.id.split(':');
    const call = this.calls.named(clientId, Number(id));
    if (call) call.excused = 'dismissed';
    await device.calls.dismissRejected(first.id);
  }

  /** What the log lost is lost, and reported as damage; nothing else may suffer. */
  #loseEnd(watched: Watched, bytes: number): void {
    watched.device.killWorker('the disk lost the end of the log');
    watched.device.storage.loseEnd(bytes);
    for (const call of this.calls.on(watched.device.deps.index)) call.excused ??= 'lost by the disk';
    watched.isViewExcused = true;
  }

  #evictAll(watched: Watched): void {
    const { device, backend } = watched;
    device.killWorker('everything was evicted');
    backend.evict();
    device.storage.evict();
    for (const call of this.calls.on(device.deps.index)) call.excused ??= 'evicted';
    watched.tenure += 1;
    watched.owner = undefined;
    watched.isViewExcused = true;
  }

  #crashServer(downMs: number): void {
    this.#note('server crashes');
    this.node.life.die();
    this.server.crash();
    this.scheduler.after(downMs, () => {
      if (this.node.life.isAlive) return;
      this.#note('server starts');
      this.node = this.#startServer();
    });
  }

  /** A backup is restored: the last commits never happened. What no outbox holds any more is lost with them. */
  #loseCommits(commits: number): void {
    for (const { device } of this.watched) {
      const outbox = openOutbox(device);
      if (outbox) for (const record of outbox.pending) this.calls.seen(record);
    }
    this.#crashServer(500);
    // The old server's connections end with it. Were an old request to reach the restored one after its commands got other
    // names, they would take effect twice.
    for (const { device } of this.watched) device.deps.link.loseWhatIsUnderWay();
    const taken = this.server.restoreBackup(commits);
    for (const { table, pk, row } of taken.flatMap(({ writes }) => writes)) {
      if (table !== 'replica.command_log' || !row) continue;
      this.#lost.add(pk);
      const call = this.calls.named(String(row['client_id']), row['command_id'] as number);
      if (call && !call.isPending) call.excused ??= 'lost with the server';
    }
    this.#note(`server lost ${taken.length} commits`);
  }

  /** Decided once, undone by a disaster, and not decided again. */
  #isLost(clientId: string, id: number): boolean {
    const pk = `["${clientId}", "${id}"]`;
    return this.#lost.has(pk) && !this.server.store.rows('replica.command_log').has(pk);
  }

  // ---- Signing in and out, as the account pages do

  async #signIn(index: number, person: number): Promise<void> {
    const watched = this.watched[index];
    if (!watched || watched.isSigning) return;
    const { device } = watched;
    watched.isSigning = true;
    const before = device.user;
    const user = this.user(person);
    device.user = user;
    for (;;) {
      const answer = await device.ask((calls) => calls.signedIn());
      if (answer.ok) break;
      this.#note(`d${index} signing in: ${answer.error.code}`);
      if (answer.error.code === 'conflict') {
        // The app offers to go back to whoever has changes waiting here.
        device.user = before;
        if (before !== null) await device.ask((calls) => calls.signedIn());
        watched.isSigning = false;
        return;
      }
      await this.scheduler.sleep(1_000);
    }
    watched.person = person;
    watched.isViewExcused = true;
    watched.isSigning = false;
    this.#note(`d${index} signed in as ${person}`);
  }

  async #signInAtLast(watched: Watched): Promise<void> {
    while (watched.isSigning) await this.scheduler.sleep(500);
    await this.#signIn(watched.device.deps.index, watched.person);
  }

  async #signOut(watched: Watched, waiting: 'send' | 'discard'): Promise<void> {
    const { device } = watched;
    const index = device.deps.index;
    if (watched.isSigning || device.user === null) return;
    watched.isSigning = true;
    watched.isDiscarding = waiting === 'discard';
    const answer = await device.ask((calls) => calls.signOut(waiting));
    this.#note(`d${index} signing out: ${answer.ok ? 'done' : answer.error.code}`);
    if (answer.ok) device.user = null;
    else watched.isDiscarding = false;
    watched.isSigning = false;
  }

  /** I2: who leaves a device after sending leaves nothing undecided; what was refused is gone with the device's memory. */
  #leaveBehind(call: Call, isThrownAway: boolean): void {
    const { identity, state, excused } = call;
    call.isPending = false;
    call.excused ??= isThrownAway ? 'thrown away' : 'signed out';
    if (isThrownAway || excused !== undefined || state !== 'saved' || !identity) return;
    const isDecided = this.server.store.rows('replica.command_log').has(`["${identity.clientId}", "${identity.id}"]`);
    if (isDecided || this.#isLost(identity.clientId, identity.id)) return;
    throw new Violation('I2', `${call.action.name} was saved and changing the person threw it away`);
  }

  // ---- The end

  #heal(): void {
    this.#note('heal');
    this.#isHealing = true;
    if (this.node.life.isAlive) this.node.life.trap = undefined;
    else this.node = this.#startServer();
    for (const watched of this.watched) {
      const { device } = watched;
      device.storage.room = Number.POSITIVE_INFINITY;
      device.storage.failAfter(Number.POSITIVE_INFINITY);
      Object.assign(device.deps.link, { isUpCut: false, isDownCut: false, weights: goodNetwork });
      if (device.life) device.life.trap = undefined;
      device.setOnline(true);
      // What could not open on a full disk is opened again by whoever looks at it.
      if (device.life && !openOutbox(device)) device.killWorker('reloaded');
      this.#restart(watched);
      void this.#signInAtLast(watched);
    }
  }

  #isAtRest(): boolean {
    return this.node.life.isAlive && this.watched.every((watched) => this.#restOf(watched) === '');
  }

  #unrest(): string {
    return this.watched.map((watched) => `d${watched.device.deps.index} ${this.#restOf(watched) || 'rests'}`).join('; ');
  }

  /** '' at rest, else what goes on. */
  #restOf({ device, isSigning, backend }: Watched): string {
    const outbox = openOutbox(device);
    if (isSigning) return 'is signing';
    if (!outbox || !device.engine) return 'is down';
    const { kind, facts } = device.engine.driver.state;
    if (outbox.person.kind === 'local') return 'has nobody signed in';
    const waiting = facts.savedSeq - facts.passedSeq;
    const isQuiet =
      kind === 'live' && waiting === 0 && facts.push.kind === 'idle' && !facts.applying && outbox.pending.length === 0;
    const isApplied = backend.model.store.rows('replica.before').size === 0;
    return isQuiet && isApplied
      ? ''
      : `${kind}, ${waiting} waiting, ${outbox.pending.length} in the outbox, push ${facts.push.kind} ${JSON.stringify(facts.error)}`;
  }

  #checkAtRest(): void {
    const rejected = this.watched.map(({ device }) => new Set(openOutbox(device)?.rejected.map(({ id }) => id)));
    checkDecided(this.calls, this.server.store, (device) => rejected[device] ?? new Set());
    for (const { device, backend, person } of this.watched) {
      const userId = openOutbox(device)?.person.userId ?? '';
      if (userId !== this.user(person).id)
        throw new Violation('I6', `d${device.deps.index} is ${userId}'s, not person ${person}'s`);
      checkConverged(this.server.store, backend.model.store, userId, `d${device.deps.index}`);
    }
  }
}

function openOutbox({ engine }: Device): Outbox | undefined {
  try {
    return engine?.outbox;
  } catch {
    return undefined;
  }
}
