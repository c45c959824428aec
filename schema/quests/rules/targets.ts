// What a quest counts, and how far a person is. Pure: the facts are the totals of the period (`occurrence_totals`) and, for
// quests at a time of day, the local hours of its occurrences.
import { dayToNumber } from '../../day.ts';
import { MEASURES, OCCURRENCE_KINDS, type Measure, type OccurrenceKind } from '../../progress/rules/rates.ts';

/** `target_type` and `target_config` of a quest as one value. */
export type QuestTarget = { kinds: readonly OccurrenceKind[] } & (
  | {
      /**
       * `count`: occurrences of the kinds. `days`: different days with one. `streak`: the longest run of consecutive days.
       * `kinds`: different kinds among those named.
       */
      type: 'count' | 'days' | 'streak' | 'kinds';
    }
  /** Full `per` of a measure, added up over the period. */
  | { type: 'sum'; measure: Measure; per: number }
  /** Occurrences that ended from hour `from` on and before hour `to` of the local clock. */
  | { type: 'time_of_day'; from: number; to: number }
);

/**
 * Null when a newer server names a kind of target that this app does not know: such a quest is not shown. Checked by hand,
 * because Today reads quests, and what a page uses of zod is part of its first script.
 */
export function readTarget(type: string, config: unknown): QuestTarget | null {
  if (typeof config !== 'object' || config === null) return null;
  const { kinds, measure, per, from, to } = config as Record<string, unknown>;
  if (!Array.isArray(kinds) || kinds.length === 0 || !kinds.every(isKind)) return null;
  switch (type) {
    case 'count':
    case 'days':
    case 'streak':
    case 'kinds':
      return { type, kinds };
    case 'sum':
      return isMeasure(measure) && isWhole(per) && per > 0 ? { type, kinds, measure, per } : null;
    case 'time_of_day':
      return isWhole(from) && isWhole(to) && 0 <= from && from < to && to <= 24 ? { type, kinds, from, to } : null;
    default:
      return null;
  }
}

const isKind = (value: unknown): value is OccurrenceKind => (OCCURRENCE_KINDS as readonly unknown[]).includes(value);
const isMeasure = (value: unknown): value is Measure => (MEASURES as readonly unknown[]).includes(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

export interface Total {
  kind: string;
  measure: string;
  day: string;
  amount: number;
}

export interface QuestFacts {
  totals: readonly Total[];
  /** Local hours, 0 to 23, of the occurrences that have one. */
  hours: readonly { kind: string; hour: number }[];
}

export function progressOf(target: QuestTarget, facts: QuestFacts): number {
  const isOfKind = ({ kind }: { kind: string }): boolean => (target.kinds as readonly string[]).includes(kind);
  const done = facts.totals.filter((total) => isOfKind(total) && total.measure === 'times' && total.amount > 0);
  switch (target.type) {
    case 'count':
      return done.reduce((sum, { amount }) => sum + amount, 0);
    case 'sum': {
      const totals = facts.totals.filter((total) => isOfKind(total) && total.measure === target.measure);
      return Math.floor(
        Math.max(
          0,
          totals.reduce((sum, { amount }) => sum + amount, 0),
        ) / target.per,
      );
    }
    case 'days':
      return new Set(done.map(({ day }) => day)).size;
    case 'streak':
      return longestRun(done.map(({ day }) => day));
    case 'kinds':
      return new Set(done.map(({ kind }) => kind)).size;
    case 'time_of_day':
      return facts.hours.filter((one) => isOfKind(one) && one.hour >= target.from && one.hour < target.to).length;
  }
}

function longestRun(days: readonly string[]): number {
  let [longest, current, before] = [0, 0, Number.NaN];
  for (const number of [...new Set(days)].map(dayToNumber).sort((a, b) => a - b)) {
    current = number === before + 1 ? current + 1 : 1;
    before = number;
    longest = Math.max(longest, current);
  }
  return longest;
}
