// Runs one plan from its beginning to its end and says what came of it.
import type { Plan } from './plan.ts';
import type { TableShape } from './sql/store.ts';
import { Violation } from './violation.ts';
import { installSimulationCommands } from './world/commands.ts';
import { World } from './world/world.ts';

export interface SeedResult {
  seed: number;
  hash: string;
  events: number;
  /** Null when every invariant held. */
  failure: { invariant: string; message: string; trace: string[] } | null;
}

installSimulationCommands();

export async function runPlan(plan: Plan, shapes: ReadonlyMap<string, TableShape>): Promise<SeedResult> {
  const world = new World(plan, shapes);
  let failure: SeedResult['failure'] = null;
  try {
    await world.run();
  } catch (error) {
    const invariant = error instanceof Violation ? error.invariant : 'crash';
    const message = error instanceof Violation ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
    failure = { invariant, message, trace: world.trace.lines };
  }
  return { seed: plan.seed, hash: world.trace.hash, events: world.scheduler.events, failure };
}
