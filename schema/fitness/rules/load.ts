// Session load after Foster: RPE of the whole session × its minutes, in arbitrary units. The acute load is the mean of the last 7 days, the
// chronic one of the last 28 (Gabbett 2016). Rest days count as zero.
import { addDays, daysBetween } from '../../day.ts';

export const ACUTE_DAYS = 7;
export const CHRONIC_DAYS = 28;
/** A workout longer than this was not finished at its end. */
const MAX_MINUTES = 300;

export interface LoadedSession {
  day: string;
  minutes: number;
  /** RPE of the session, else the mean RPE of its sets; null where nothing was rated. */
  effort: number | null;
}

export const sessionLoad = ({ minutes, effort }: Pick<LoadedSession, 'minutes' | 'effort'>): number =>
  effort === null ? 0 : Math.round(effort * Math.min(minutes, MAX_MINUTES));

export interface DayLoad {
  day: string;
  acute: number;
  chronic: number;
}

/** Both means of every day from `from` to `to`; sessions before `from` count for the first days. */
export function loadByDay(sessions: readonly LoadedSession[], from: string, to: string): DayLoad[] {
  const first = addDays(from, 1 - CHRONIC_DAYS);
  const loads = Array<number>(daysBetween(first, to) + 1).fill(0);
  for (const session of sessions) {
    const at = daysBetween(first, session.day);
    if (at >= 0 && at < loads.length) loads[at] = (loads[at] ?? 0) + sessionLoad(session);
  }
  const mean = (end: number, days: number) => loads.slice(end - days + 1, end + 1).reduce((sum, load) => sum + load, 0) / days;
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => ({
    day: addDays(from, at),
    acute: mean(at + CHRONIC_DAYS - 1, ACUTE_DAYS),
    chronic: mean(at + CHRONIC_DAYS - 1, CHRONIC_DAYS),
  }));
}

/** The acute load as a share of the chronic one; null while there is too little to compare with. */
export const loadRatio = ({ acute, chronic }: Pick<DayLoad, 'acute' | 'chronic'>): number | null =>
  chronic < 1 ? null : acute / chronic;
