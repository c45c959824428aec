// Shrinks a failing plan: removes steps in halves, quarters … as long as the same invariant still breaks, then the network
// faults of the devices and the server. The remaining plan is what the failure needs.
import type { Plan } from './plan.ts';
import { runPlan, type SeedResult } from './run-seed.ts';
import type { TableShape } from './sql/store.ts';
import { goodNetwork } from './world/network.ts';

export interface Shrunk {
  plan: Plan;
  result: SeedResult;
  runs: number;
}

const CALM = { delay: 0, maxMs: 0 };

export async function shrinkPlan(
  plan: Plan,
  failed: SeedResult,
  shapes: ReadonlyMap<string, TableShape>,
  maxRuns = 300,
): Promise<Shrunk> {
  let best: Shrunk = { plan, result: failed, runs: 0 };
  const keeps = async (candidate: Plan): Promise<boolean> => {
    if (best.runs >= maxRuns) return false;
    const result = await runPlan(candidate, shapes);
    const stillFails = result.failure?.invariant === failed.failure?.invariant;
    best = stillFails ? { plan: candidate, result, runs: best.runs + 1 } : { ...best, runs: best.runs + 1 };
    return stillFails;
  };
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1 && best.runs < maxRuns; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let at = 0; at < best.plan.steps.length;) {
      const steps = best.plan.steps.toSpliced(at, size);
      if (!(await keeps({ ...best.plan, steps }))) at += size;
    }
  }
  await keeps({ ...best.plan, serverPace: CALM });
  for (const index of plan.devices.keys()) {
    const devices = best.plan.devices.map((device, at) =>
      at === index ? { ...device, network: goodNetwork, pace: CALM } : device,
    );
    await keeps({ ...best.plan, devices });
  }
  return best;
}
