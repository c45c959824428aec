// Every scenario there is. A domain adds its file here; the suite fails for a command that no scenario applies.
import type { Scenario } from '../scenario.ts';
import { fitnessScenarios } from './fitness.ts';
import { focusScenarios } from './focus.ts';

export const scenariosByDomain: Record<string, readonly Scenario[]> = {
  fitness: fitnessScenarios,
  focus: focusScenarios,
};
