// The score of a habit, 0 to 1, as Loop computes it (ScoreList.kt): s ← s·m + c(1 − m), m = 0.5^(√f / 13), where f is how often a day the
// habit asks for and c how much of it was done. Skipped days leave the score as it is. Two things Loop does not have: pauses, which
// leave it as well, and chosen weekdays, where each scheduled day weighs as much as the days up to the next one.
import type { HabitDay } from './days.ts';
import { isScheduled, paceOf, type HabitRule } from './habit.ts';

const HALF_LIFE = 13;

/** The score at the end of each day; `days` must begin with the habit's first entry. */
export function scoresOf(rule: HabitRule, days: readonly HabitDay[]): number[] {
  const { times, within } = paceOf(rule);
  const frequency = times / within;
  const isWeekdays = rule.frequency === 'weekdays';
  const multiplier = 0.5 ** (Math.sqrt(frequency) / HALF_LIFE / (isWeekdays ? frequency : 1));
  const isMeasured = rule.kind === 'measure';
  // Of habits that are not daily twice the span is looked at, so that it does not matter on which days of a week they are done.
  const doubled = !isMeasured && frequency < 1 ? 2 : 1;
  const window = isWeekdays ? 1 : within * doubled;
  const wanted = isWeekdays ? 1 : times * doubled;
  let sum = 0;
  let score = isMeasured && rule.target_type === 'at_most' ? 1 : 0;
  return days.map((day, at) => {
    sum += countOf(rule, day) - countOf(rule, days[at - window]);
    if (isNeutral(rule, day)) return score;
    const share = isMeasured ? shareOfTarget(rule, sum) : Math.min(1, sum / wanted);
    score = score * multiplier + share * (1 - multiplier);
    return score;
  });
}

const countOf = (rule: HabitRule, day: HabitDay | undefined): number => {
  if (!day) return 0;
  return rule.kind === 'measure' ? Math.max(0, day.amount) : Number(day.mark === 'done');
};

/** A day that was not scheduled counts when the habit was done all the same. */
const isNeutral = (rule: HabitRule, { day, mark }: HabitDay): boolean =>
  mark === 'skipped' || mark === 'off' || (mark !== 'done' && !isScheduled(rule, day));

function shareOfTarget({ target_value, target_type }: HabitRule, sum: number): number {
  const target = target_value ?? 0;
  if (target_type === 'at_least') return target > 0 ? Math.min(1, sum / target) : 1;
  if (target > 0) return Math.min(1, Math.max(0, 1 - (sum - target) / target));
  return sum > 0 ? 0 : 1;
}
