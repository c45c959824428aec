// All scenarios by domain: each file of this folder exports the list `scenarios`, and `simulated`: true if the simulation uses
// the domain, else the reason. The suite fails for a command that no scenario applies.
import { readdirSync } from 'node:fs';
import type { Scenario } from '../scenario.ts';

interface DomainScenarios {
  scenarios: readonly Scenario[];
  simulated?: true | string;
}

const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name !== 'index.ts' && name.endsWith('.ts'));

const domains = await Promise.all(
  files.sort().map(async (file) => [file.replace('.ts', ''), (await import(`./${file}`)) as DomainScenarios] as const),
);

export const scenariosByDomain: Readonly<Record<string, readonly Scenario[]>> = Object.fromEntries(
  domains.map(([domain, { scenarios }]) => [domain, scenarios]),
);

/** `true`, or why the simulation does not use the domain; undefined for files that are not a domain. */
export const simulatedByDomain: Readonly<Record<string, true | string | undefined>> = Object.fromEntries(
  domains.map(([domain, { simulated }]) => [domain, simulated]),
);
