// What all parts of a seed's world share: the plan, time, the trace, the server's rows, and the memory of what was asked and what
// a disaster undid. Invariant: the first violation stays, whoever swallows its error.
import { idFromParts } from '#schema/ids.ts';
import type { SessionUser } from '#src/replica/engine/ports.ts';
import { Coverage } from '../coverage.ts';
import type { Plan } from '../plan.ts';
import { Random } from '../random.ts';
import { Scheduler } from '../scheduler.ts';
import type { TableShape } from '../sql/store.ts';
import { Trace } from '../trace.ts';
import { nothingMade, type Made } from './actions.ts';
import { Calls, decisionKey } from './calls.ts';
import { ServerModel } from './server-model.ts';

export class Stage {
  readonly plan: Plan;
  readonly shapes: ReadonlyMap<string, TableShape>;
  readonly scheduler: Scheduler;
  /** A real PGlite will be asked what the model replicas are asked. */
  readonly isRecording: boolean;
  readonly server: ServerModel;
  readonly trace = new Trace();
  readonly calls = new Calls();
  readonly coverage = new Coverage();
  violation: unknown;
  /** Nothing more goes wrong from here on. */
  isHealing = false;
  readonly #made: Made[];
  /** Decisions that a disaster undid. */
  readonly #lost = new Set<string>();

  constructor(plan: Plan, shapes: ReadonlyMap<string, TableShape>, isRecording: boolean) {
    this.plan = plan;
    this.isRecording = isRecording;
    this.shapes = shapes;
    this.scheduler = new Scheduler(plan.startMs);
    this.server = new ServerModel(shapes);
    this.#made = Array.from({ length: plan.people }, nothingMade);
  }

  random(purpose: string): Random {
    return new Random(`${this.plan.seed} ${purpose}`);
  }

  user(person: number): SessionUser {
    return { id: idFromParts('simulation', person), email: `person${person}@example.org`, name: null };
  }

  madeBy(person: number): Made {
    return this.#made[person] ?? nothingMade();
  }

  note(what: string): void {
    this.trace.add(this.scheduler.nowMs - this.plan.startMs, what);
  }

  /** A violation is found in the middle of the code under test, which may swallow it. */
  guard(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.violation ??= error;
    }
  }

  isDecided(clientId: string, id: number): boolean {
    return this.server.store.rows('replica.command_log').has(decisionKey(this.server.store, clientId, id));
  }

  /** `pk`: of the decision in the server's log. */
  lose(pk: string): void {
    this.#lost.add(pk);
  }

  /** Anything at all. */
  get hasLost(): boolean {
    return this.#lost.size > 0;
  }

  /** Decided once and undone by a disaster. */
  wasLost(clientId: string, id: number): boolean {
    return this.#lost.has(decisionKey(this.server.store, clientId, id));
  }

  /** And not decided again. */
  isLost(clientId: string, id: number): boolean {
    return this.wasLost(clientId, id) && !this.isDecided(clientId, id);
  }
}
