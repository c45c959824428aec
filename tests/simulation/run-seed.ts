// Runs one plan from start to end and returns the result.
import type { Counts } from './coverage.ts';
import type { Plan } from './plan.ts';
import { replayOnPglite } from './replay.ts';
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
  coverage: Counts;
  /** Statements for which a real PGlite gave the same result as the model; 0 for seeds that only the model ran. */
  repeated: number;
}

installSimulationCommands();

/** `onPglite`: afterwards a real PGlite repeats the statements of the model replicas. */
export async function runPlan(plan: Plan, shapes: ReadonlyMap<string, TableShape>, onPglite = false): Promise<SeedResult> {
  const world = new World(plan, shapes, onPglite);
  let repeated = 0;
  // An unhandled rejection must fail the seed.
  let unhandled: unknown;
  const onUnhandled = (error: unknown): void => {
    unhandled ??= error;
  };
  process.on('unhandledRejection', onUnhandled);
  let failure: SeedResult['failure'] = null;
  try {
    await world.run();
    if (unhandled !== undefined) throw unhandled;
    if (onPglite) repeated = await repeatOnPglite(world);
  } catch (error) {
    failure = errorToFailure(error);
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
  const { trace, scheduler, coverage } = world.stage;
  return {
    seed: plan.seed,
    hash: trace.hash,
    events: scheduler.events,
    failure,
    trace: trace.lines,
    coverage: coverage.counts,
    repeated,
  };
}

async function repeatOnPglite({ watched }: World): Promise<number> {
  let repeated = 0;
  for (const { backend, index } of watched) {
    const { recording, store } = backend.model;
    if (!recording) continue;
    const { statements, difference } = await replayOnPglite(recording, store);
    if (difference !== null) throw new Violation('model', `d${index}: ${difference}`);
    repeated += statements;
  }
  return repeated;
}

function errorToFailure(error: unknown): NonNullable<SeedResult['failure']> {
  if (error instanceof Violation) return { invariant: error.invariant, message: error.message };
  return { invariant: 'crash', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
