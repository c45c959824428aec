// The shared state of a seed: the plan, time, the trace, the server's rows, the calls, and what a disaster undid. Invariant:
// the first violation is kept, even if the code under test swallows its error.
import type { SessionUser } from '#schema/protocol/answers.ts';
import { idFromParts } from '#schema/ids.ts';
import { Coverage } from '../coverage.ts';
import type { Plan } from '../plan.ts';
import { Random } from '../random.ts';
import { Scheduler } from '../scheduler.ts';
import type { TableShape } from '../sql/store.ts';
import { Trace } from '../trace.ts';
import { nothingMade, type Made } from './maker.ts';
import { Calls, decisionKey } from './calls.ts';
import { ServerModel } from './server-model.ts';
import { Sessions } from './sessions.ts';

/** An answer is on its way for at most 20 s of a held request and 9 s of a bad network. */
const SESSION_TIMES = { rotateAfterMs: 5_000, graceMs: 30_000, reissueAfterMs: 40_000 };

export class Stage {
  readonly plan: Plan;
  readonly shapes: ReadonlyMap<string, TableShape>;
  readonly scheduler: Scheduler;
  /** A real PGlite will repeat the statements of the model replicas. */
  readonly isRecording: boolean;
  readonly server: ServerModel;
  readonly sessions: Sessions;
  readonly trace = new Trace();
  readonly calls = new Calls();
  readonly coverage = new Coverage();
  violation: unknown;
  /** From here on no further faults happen. */
  isHealing = false;
  readonly #made: Made[];
  /** Decisions that a disaster undid. */
  readonly #lost = new Set<string>();

  constructor(plan: Plan, shapes: ReadonlyMap<string, TableShape>, isRecording: boolean) {
    this.plan = plan;
    this.isRecording = isRecording;
    this.shapes = shapes;
    this.scheduler = new Scheduler(plan.startMs);
    const chance = this.random('runs of postgres');
    this.server = new ServerModel(shapes, () => chance.next());
    const tokens = this.random('session tokens');
    this.sessions = new Sessions(
      { ...SESSION_TIMES, ...plan.sessions },
      () => tokens.uuid(),
      (event) => this.coverage.count(`session: ${event}`),
    );
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

  /** Runs a check within the code under test, which may swallow the violation. */
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

  /** `pk`: the key of the decision in the server's log. */
  lose(pk: string): void {
    this.#lost.add(pk);
  }

  /** Whether any decision was undone. */
  get hasLost(): boolean {
    return this.#lost.size > 0;
  }

  /** Whether the command was decided and its decision undone by a disaster. */
  wasLost(clientId: string, id: number): boolean {
    return this.#lost.has(decisionKey(this.server.store, clientId, id));
  }

  /** Undone and not decided again. */
  isLost(clientId: string, id: number): boolean {
    return this.wasLost(clientId, id) && !this.isDecided(clientId, id);
  }
}
