// The whole simulated system of a seed: people, devices, server, network and faults. Runs the plan's steps in virtual time,
// checks the invariants after every event, ends all faults and checks the state at rest.
import type { Plan, Step } from '../plan.ts';
import type { TableShape } from '../sql/store.ts';
import { Violation } from '../violation.ts';
import { checkConverged, checkDecided } from './checks.ts';
import { countDone } from './domain-checks.ts';
import { ServerHost } from './server-host.ts';
import { signIn } from './signing.ts';
import { Stage } from './stage.ts';
import { WatchedDevice } from './watched-device.ts';

/** The limit, in simulated time, for reaching rest after the faults have ended. */
const HEAL_MS = 20 * 60_000;
/** A system at rest must stay at rest for this long. */
const REST_MS = 60_000;
const MAX_EVENTS = 150_000;

export class World {
  readonly stage: Stage;
  readonly host: ServerHost;
  readonly watched: WatchedDevice[];

  constructor(plan: Plan, shapes: ReadonlyMap<string, TableShape>, isRecording = false) {
    const stage = new Stage(plan, shapes, isRecording);
    this.stage = stage;
    const host = new ServerHost({
      stage,
      onLoss: () => {
        for (const watched of this.watched) watched.noteWaiting();
      },
      // A connection ends with its server: a request that arrived at the restored server after its commands got new ids would
      // make them take effect twice.
      onRestored: () => {
        for (const { device } of this.watched) device.deps.link.loseWhatIsUnderWay();
      },
    });
    this.host = host;
    this.watched = plan.devices.map((device, index) => new WatchedDevice(stage, index, device, () => host.node));
  }

  /** Throws the first violation. */
  async run(): Promise<void> {
    const { plan, scheduler, coverage } = this.stage;
    for (const { device } of this.watched) device.start();
    for (const [index, { isLocal, person }] of plan.devices.entries()) {
      const watched = this.watched[index];
      if (watched && !isLocal) void signIn(this.stage, watched, person);
    }
    for (const step of plan.steps) scheduler.after(step.atMs, () => this.#perform(step));
    const lastStepMs = plan.steps.at(-1)?.atMs ?? 0;
    await this.#runUntil(() => scheduler.nowMs >= plan.startMs + lastStepMs + 1_000);
    if (scheduler.nowMs >= plan.shiftMs) coverage.count('clock: summer time started or ended');
    this.#heal();
    await this.#runUntilRest();
    if (!this.#isAtRest()) {
      // With slow statements and small buffers, a device re-applies a long backlog for each of hundreds of parts.
      for (const watched of this.watched) watched.endSlowness();
      await this.#runUntilRest();
    }
    if (!this.#isAtRest()) throw new Violation('I8', `not at rest: ${this.#unrest()}`);
    const restedMs = scheduler.nowMs + REST_MS;
    await this.#runUntil(() => scheduler.nowMs > restedMs);
    if (!this.#isAtRest()) throw new Violation('I8', `woke again: ${this.#unrest()}`);
    this.#checkAtRest();
  }

  async #runUntilRest(): Promise<void> {
    const { scheduler } = this.stage;
    const limitMs = scheduler.nowMs + HEAL_MS;
    await this.#runUntil(() => this.#isAtRest() || scheduler.nowMs > limitMs);
  }

  async #runUntil(isOver: () => boolean): Promise<void> {
    const { stage, watched } = this;
    while (!isOver()) {
      if (!(await stage.scheduler.step())) return;
      if (stage.scheduler.events > MAX_EVENTS) throw new Violation('I8', `more than ${MAX_EVENTS} events: ${this.#unrest()}`);
      for (const one of watched) stage.guard(() => one.look());
      if (stage.violation !== undefined) throw stage.violation;
    }
  }

  #perform(step: Step): void {
    const watched = this.watched[step.device];
    if (this.stage.isHealing || !watched) return;
    const random = this.stage.random(`step ${step.salt}`);
    if (step.kind !== 'act') this.stage.coverage.count(`fault: ${step.kind}`);
    if (!watched.perform(step, random)) this.host.perform(step, watched, random);
  }

  #heal(): void {
    this.stage.note('heal');
    this.stage.isHealing = true;
    this.host.heal();
    this.stage.sessions.endLimits();
    for (const watched of this.watched) watched.heal();
  }

  #isAtRest(): boolean {
    return this.host.isAtRest && this.watched.every((watched) => watched.unrest() === '');
  }

  #unrest(): string {
    return this.watched.map((watched) => `d${watched.index} ${watched.unrest() || 'rests'}`).join('; ');
  }

  #checkAtRest(): void {
    const { stage } = this;
    const { calls, server } = stage;
    this.host.countOpen();
    countDone(server.store, stage.coverage);
    const rejected = this.watched.map(({ outbox }) => new Set(outbox?.rejected.map(({ id }) => id)));
    checkDecided(
      calls,
      server.store,
      (device) => rejected[device] ?? new Set(),
      (clientId, id) => stage.wasLost(clientId, id),
    );
    for (const { outbox, backend, person, index } of this.watched) {
      const userId = outbox?.person.userId ?? '';
      if (userId !== stage.user(person).id) throw new Violation('I6', `d${index} is ${userId}'s, not person ${person}'s`);
      checkConverged(server.store, backend.model.store, userId, `d${index}`);
    }
  }
}
