// What a run really did to the code under test: every fault, every crash point, every kind of weather counts when it happens, not
// when it is planned. What never happened was not tested, so a long run in which a line is zero fails.
import { DEVICE_POINTS, faultKinds, SERVER_POINTS } from './plan.ts';

/** So many seeds have to bring everything; fewer may miss the rare. */
export const COVERING_SEEDS = 1_000;

export type Counts = Record<string, number>;

const network = [
  'dropped',
  'twice',
  'late',
  'answer lost',
  'answer of a push that was taken lost',
  'cut up',
  'cut down',
  'feed cut',
  'offline',
];
const disk = ['power lost while writing', 'no room', 'torn end cut', 'damage found'];
const rows = ['unflushed commits lost', 'older copy opened', 'opened again', 'built again'];
const tabs = ['call asked again of the next leader', 'page died with its leader'];
const clocks = ['ahead by hours', 'behind by hours', 'summer time began or ended'];
const server = [
  'refetch',
  'command of an old app',
  'rows of a newer schema',
  'rows held back',
  'commits lost',
  'commits lost when answered for',
  'out of order',
  'rows of everybody changed',
];
const machine = ['backing-off', 'signed-out', 'halted', 'draining', 'rotating'];

const named = (group: string, names: readonly string[]): string[] => names.map((name) => `${group}: ${name}`);

export const expectedCoverage: readonly string[] = [
  ...named('fault', faultKinds),
  ...named('crash', [...DEVICE_POINTS, ...SERVER_POINTS]),
  ...named('network', network),
  ...named('disk', disk),
  ...named('rows', rows),
  ...named('tabs', tabs),
  ...named('clock', clocks),
  ...named('server', server),
  ...named('machine', machine),
];

const isExpected = new Set(expectedCoverage);

export class Coverage {
  readonly counts: Counts = {};

  /** Throws for a name nobody expects: it would be counted and never missed. */
  count(name: string, times = 1): void {
    if (!isExpected.has(name)) throw new Error(`not in the list of what a run covers: ${name}`);
    if (times > 0) this.counts[name] = (this.counts[name] ?? 0) + times;
  }
}

export function addCounts(into: Counts, more: Counts): void {
  for (const [name, times] of Object.entries(more)) into[name] = (into[name] ?? 0) + times;
}

export const uncovered = (counts: Counts): string[] => expectedCoverage.filter((name) => !counts[name]);

/** One line for each group. */
export function coverageToText(counts: Counts): string {
  const groups = new Map<string, string[]>();
  for (const name of expectedCoverage) {
    const [group = '', what = ''] = name.split(': ');
    groups.set(group, [...(groups.get(group) ?? []), `${what} ${counts[name] ?? 0}`]);
  }
  return [...groups].map(([group, list]) => `coverage ${group}: ${list.join(', ')}`).join('\n');
}
