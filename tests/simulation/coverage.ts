// Counts what a run really did to the code under test: every fault, crash point and kind of network condition counts when it
// happens, not when it is planned. Code that was never exercised was not tested, so a long run with a zero count fails.
import { DEVICE_POINTS, faultKinds, SERVER_POINTS } from './plan.ts';

/** A run of this many seeds must cover everything; a smaller run may miss rare cases. */
export const COVERING_SEEDS = 1_000;

export type Counts = Record<string, number>;

const network = [
  'dropped',
  'twice',
  'late',
  'answer lost',
  'answer of an applied push lost',
  'cut up',
  'cut down',
  'feed cut',
  'offline',
];
const disk = ['power lost while writing', 'full', 'torn end truncated', 'damage detected'];
const rows = ['unflushed commits lost', 'older copy opened', 'opened again', 'built again'];
const tabs = ['call repeated to the next leader', 'page died with its leader'];
const clocks = [
  'ahead by hours',
  'behind by hours',
  'ahead by years',
  'behind by years',
  'set ahead while the app runs',
  'set back while the app runs',
  'set while the app is closed',
  'server unreachable',
  'summer time started or ended',
];
const server = [
  'refetch',
  'command of an old app',
  'command of an old app sent after its update',
  'rows of a newer schema',
  'waited for a scope lock',
  'deadlock resolved',
  'long transaction',
  'commits lost',
  'commits lost after their acknowledgement',
  'commits lost after their rows were received',
  'data folder restored',
  'at rest despite an open transaction elsewhere',
  'at rest despite an open transaction on other rows',
  'out of order',
  'public rows changed',
];
const commands = ['refused on the device and never saved'];
const domains = [
  'goal completed',
  'quest claimed',
  'own quest completed',
  'reading session',
  'book finished',
  'own reward bought',
  'chest opened',
  'planned workout finished',
  'program completed',
  'occurrence of a series with a row of its own',
  'event filled by what was done',
  'lesson finished',
  'review taken back',
  'listening session finished',
  'mark of an answer on a track',
];
const sessions = [
  'rotated',
  'in grace',
  'reused',
  'idle',
  'aged',
  'the next token was lost',
  'cookie lost by a power failure',
  'signed in again with commands waiting',
  'a removed device sent what waited',
];
const copies = ['begun', 'gone on', 'broken off', 'of a lost history', 'unavailable', 'whole'];
const machine = ['backing-off', 'signed-out', 'halted', 'draining', 'rotating'];

const named = (group: string, names: readonly string[]): string[] => names.map((name) => `${group}: ${name}`);

export const expectedCoverage: readonly string[] = [
  ...named('fault', faultKinds),
  ...named('crash', [...DEVICE_POINTS, ...SERVER_POINTS]),
  ...named('network', network),
  ...named('disk', disk),
  ...named('rows', rows),
  ...named('commands', commands),
  ...named('tabs', tabs),
  ...named('clock', clocks),
  ...named('server', server),
  ...named('domains', domains),
  ...named('copy', copies),
  ...named('session', sessions),
  ...named('machine', machine),
];

const isExpected = new Set(expectedCoverage);

export class Coverage {
  readonly counts: Counts = {};

  /** Throws for an unknown name, because it would be counted but never required. */
  count(name: string, times = 1): void {
    if (!isExpected.has(name)) throw new Error(`not in the list of what a run covers: ${name}`);
    if (times > 0) this.counts[name] = (this.counts[name] ?? 0) + times;
  }
}

export function addCounts(into: Counts, more: Counts): void {
  for (const [name, times] of Object.entries(more)) into[name] = (into[name] ?? 0) + times;
}

export const uncovered = (counts: Counts): string[] => expectedCoverage.filter((name) => !counts[name]);

/** One line per group. */
export function coverageToText(counts: Counts): string {
  const groups = new Map<string, string[]>();
  for (const name of expectedCoverage) {
    const [group = '', what = ''] = name.split(': ');
    groups.set(group, [...(groups.get(group) ?? []), `${what} ${counts[name] ?? 0}`]);
  }
  return [...groups].map(([group, list]) => `coverage ${group}: ${list.join(', ')}`).join('\n');
}
