// The period that a quest or a repeated task belongs to. Weeks begin on Monday for everybody: a week that depended on a setting
// could pay twice after the setting is changed.
import { addDays, weekStart } from '../../day.ts';

export const QUEST_TYPES = ['daily', 'weekly', 'monthly', 'once'] as const;
export type QuestType = (typeof QUEST_TYPES)[number];
export const isQuestType = (text: string): text is QuestType => (QUEST_TYPES as readonly string[]).includes(text);

/** Days, both included; `to` is null when the period has no end. */
export interface Period {
  from: string;
  to: string | null;
}

const MONDAY = 1;

/** The period that contains the day. A quest that can be done once begins on the day when it is accepted. */
export function periodOf(type: QuestType, day: string): Period {
  switch (type) {
    case 'daily':
      return { from: day, to: day };
    case 'weekly': {
      const from = weekStart(day, MONDAY);
      return { from, to: addDays(from, 6) };
    }
    case 'monthly': {
      const from = `${day.slice(0, 7)}-01`;
      return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) };
    }
    case 'once':
      return { from: day, to: null };
  }
}

/** The first day of the period before the one that contains the day. */
export const previousPeriod = (type: Exclude<QuestType, 'once'>, day: string): Period =>
  periodOf(type, addDays(periodOf(type, day).from, -1));
