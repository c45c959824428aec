// What a quest can add up, and which deeds have it. The deeds of a unit are those whose occurrences are recorded with its measure.
import type { Measure, OccurrenceKind } from '../../progress/rules/rates.ts';

interface SumUnit {
  measure: Measure;
  per: number;
  kinds: readonly OccurrenceKind[];
}

const MINUTE_MS = 60_000;
const TIMED: readonly OccurrenceKind[] = ['focus', 'workout', 'reading', 'drill', 'listening'];

export const SUM_UNITS = {
  minutes: { measure: 'ms', per: MINUTE_MS, kinds: TIMED },
  hours: { measure: 'ms', per: 60 * MINUTE_MS, kinds: TIMED },
  working_sets: { measure: 'working_sets', per: 1, kinds: ['workout'] },
  tonnes: { measure: 'volume_g', per: 1_000_000, kinds: ['workout'] },
  pages: { measure: 'pages', per: 1, kinds: ['reading'] },
  answers: { measure: 'answers', per: 1, kinds: ['drill', 'listening'] },
} as const satisfies Record<string, SumUnit>;

export type SumUnitName = keyof typeof SUM_UNITS;
export const SUM_UNIT_NAMES = Object.keys(SUM_UNITS) as SumUnitName[];

/** The deeds that a quest may count. What the app gives for deeds (quests, achievements, boosts, chests) is no deed. */
export const COUNTED_KINDS = [
  'focus',
  'workout',
  'habit',
  'goal',
  'milestone',
  'reading',
  'book',
  'lesson',
  'drill',
  'review',
  'listening',
  'plan',
  'capture',
] as const satisfies readonly OccurrenceKind[];
