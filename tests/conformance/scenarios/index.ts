// Every scenario there is. A domain adds its file here; the suite fails for a command that no scenario applies.
import type { Scenario } from '../scenario.ts';
import { captureScenarios } from './capture.ts';
import { fitnessScenarios } from './fitness.ts';
import { focusScenarios } from './focus.ts';
import { settingsScenarios } from './settings.ts';
import { trackScenarios } from './tracks.ts';

export const scenariosByDomain: Record<string, readonly Scenario[]> = {
  capture: captureScenarios,
  fitness: fitnessScenarios,
  focus: focusScenarios,
  settings: settingsScenarios,
  tracks: trackScenarios,
};
