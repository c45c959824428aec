// How a shipped quest is written, and short ways to say what it counts.
import type { QuestTarget } from '../rules/targets.ts';

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

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TONNE_G = 1_000_000;

export const count = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'count', kinds });
export const days = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'days', kinds });
export const streak = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'streak', kinds });
export const different = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'kinds', kinds });
export const minutes = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'sum', kinds, measure: 'ms', per: MINUTE_MS });
export const hours = (...kinds: QuestTarget['kinds']): QuestTarget => ({ type: 'sum', kinds, measure: 'ms', per: HOUR_MS });
export const workingSets: QuestTarget = { type: 'sum', kinds: ['workout'], measure: 'working_sets', per: 1 };
export const tonnes: QuestTarget = { type: 'sum', kinds: ['workout'], measure: 'volume_g', per: TONNE_G };
export const between = (from: number, to: number, ...kinds: QuestTarget['kinds']): QuestTarget => ({
  type: 'time_of_day',
  kinds,
  from,
  to,
});
