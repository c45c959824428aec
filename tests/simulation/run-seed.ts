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
  failure: { invariant: string; message: string } | null;
  trace: string[];
}

installSimulationCommands();

export async function runPlan(plan: Plan, shapes: ReadonlyMap<string, TableShape>): Promise<SeedResult> {
  const world = new World(plan, shapes);
  // What nobody waits for must not fail unseen.
  let unhandled: unknown;
  const onUnhandled = (error: unknown): void => {
    unhandled ??= error;
  };
  process.on('unhandledRejection', onUnhandled);
  let failure: SeedResult['failure'] = null;
  try {
    await world.run();
    if (unhandled !== undefined) throw unhandled;
  } catch (error) {
    failure = errorToFailure(error);
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
  return { seed: plan.seed, hash: world.trace.hash, events: world.scheduler.events, failure, trace: world.trace.lines };
}

function errorToFailure(error: unknown): NonNullable<SeedResult['failure']> {
  if (error instanceof Violation) return { invariant: error.invariant, message: error.message };
  return { invariant: 'crash', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
