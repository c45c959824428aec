// Each domain declares whether the simulation uses it, or why not. This test checks the declaration against the simulation's
// actions.
import { expect, test } from 'vitest';
import { commandsByDomain } from '#schema/commands.ts';
import { simulatedByDomain } from '#tests/conformance/scenarios/index.ts';
import { Random } from './random.ts';
import { nextAction } from './world/actions.ts';
import { actionGroups, nothingMade } from './world/maker.ts';

const DRAWS = 3_000;

function namesDrawn(): Set<string> {
  const random = new Random('domains');
  const made = nothingMade();
  const plan = { groups: actionGroups, frequent: [] };
  return new Set(Array.from({ length: DRAWS }, () => nextAction(random, made, Date.UTC(2026, 2, 2), plan).name));
}

const drawn = namesDrawn();

test.each(Object.entries(commandsByDomain))('%s is simulated, or declares why not', (domain, definitions) => {
  const simulated = simulatedByDomain[domain];
  expect(simulated, `tests/conformance/scenarios/${domain}.ts exports no \`simulated\``).toBeDefined();
  expect(definitions.some(({ name }) => drawn.has(name))).toBe(simulated === true);
});
