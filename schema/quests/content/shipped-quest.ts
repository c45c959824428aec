// How a shipped quest is written, and short ways to say what it counts.
import type { QuestTarget } from '../rules/targets.ts';
import { SUM_UNITS, type SumUnitName } from '../rules/units.ts';

export interface ShippedQuest {
  key: string;
  title: string;
  description: string;
  target: QuestTarget;
  goal: number;
  xp: number;
  coins: number;
  /** The key of the quest that must be claimed first. */
  after?: string;
}

const sum = (unit: SumUnitName, kinds: QuestTarget['kinds']): QuestTarget => {
  const { measure, per } = SUM_UNITS[unit];
  return { type: 'sum', kinds, measure, per };
};

export const count = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'count', kinds });
export const days = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'days', kinds });
export const streak = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'streak', kinds });
export const different = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'kinds', kinds });
export const minutes = (...kinds: QuestTarget['kinds']): QuestTarget => sum('minutes', kinds);
export const hours = (...kinds: QuestTarget['kinds']): QuestTarget => sum('hours', kinds);
export const workingSets: QuestTarget = sum('working_sets', ['workout']);
export const tonnes: QuestTarget = sum('tonnes', ['workout']);
export const between = (from: number, to: number, ...kinds: QuestTarget['kinds']): QuestTarget => ({
  type: 'time_of_day',
  kinds,
  from,
  to,
});
