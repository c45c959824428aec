// A series and its occurrences in a window. Used by the views, the commands, the reminders, the export and the subscription.
// Rules of exceptions: an occurrence with a row of its own is that row, whatever the rule or an exclusion says; a key in
// excluded_dates does not take place; everything else follows the rule and extra_dates.
import { isWithinDay, lastWall, wallsBetween } from './recurrence.ts';
import { DAY_MS, dayOfWall, fullWall, instantToWall, msToWall, wallToInstant, wallToMs } from './walls.ts';

export interface Series {
  start_time: Date;
  end_time: Date;
  all_day: boolean;
  timezone: string;
  recurrence_rule: string | null;
  recurrence_end: Date | null;
  excluded_dates: readonly string[];
  extra_dates: readonly string[];
}

export interface SeriesTime {
  /** Names the occurrence within the series, on every device. */
  key: string;
  start: Date;
  end: Date;
}

/** Of whole days UTC: they have no zone, and are stored as midnights of UTC. */
export const zoneOf = ({ all_day, timezone }: Pick<Series, 'all_day' | 'timezone'>): string => (all_day ? 'UTC' : timezone);

export const startWall = (series: Pick<Series, 'all_day' | 'timezone' | 'start_time'>): string =>
  series.all_day ? dayOfWall(series.start_time.toISOString()) : instantToWall(series.start_time, series.timezone);

export const keyOf = (wall: string, { recurrence_rule, all_day }: Pick<Series, 'recurrence_rule' | 'all_day'>): string =>
  !all_day && recurrence_rule !== null && isWithinDay(recurrence_rule) ? fullWall(wall).slice(0, 16) : dayOfWall(wall);

/** The occurrences by rule and extra dates that touch `from` ≤ time < `to`, without looking at excluded dates. */
function timesByRule(series: Series, from: Date, to: Date): SeriesTime[] {
  const [start, zone] = [startWall(series), zoneOf(series)];
  const lengthMs = series.end_time.getTime() - series.start_time.getTime();
  // A day of slack on each side, because walls are ordered by the clock of the zone and the window by instants.
  const [first, last] = [msToWall(from.getTime() - lengthMs - DAY_MS), msToWall(to.getTime() + DAY_MS)];
  const ruled = series.recurrence_rule === null ? [fullWall(start)] : wallsBetween(series.recurrence_rule, start, first, last);
  const timed = ruled.map((wall) => ({ wall, key: keyOf(wall, series) }));
  const keys = new Set(timed.map(({ key }) => key));
  for (const extra of series.extra_dates) {
    const wall = fullWall(extra);
    if (wall < first || wall > last || timed.some((one) => one.wall === wall)) continue;
    const key = keys.has(keyOf(wall, series)) ? wall.slice(0, 16) : keyOf(wall, series);
    keys.add(key);
    timed.push({ wall, key });
  }
  return timed
    .toSorted((a, b) => (a.wall < b.wall ? -1 : 1))
    .map(({ wall, key }) => {
      const at = wallToInstant(wall, zone);
      return { key, start: at, end: new Date(at.getTime() + lengthMs) };
    })
    .filter((one) => touches(one, from, to));
}

/** An event without length belongs to the window in which it starts. */
export const touches = ({ start, end }: { start: Date; end: Date }, from: Date, to: Date): boolean =>
  start < to && (end > from || (end.getTime() === start.getTime() && start >= from));

/** The occurrences of a series in a window that have no row of their own (`own`: the keys of those that have one). */
export function timesIn(series: Series, own: ReadonlySet<string>, from: Date, to: Date): SeriesTime[] {
  const excluded = new Set(series.excluded_dates);
  return timesByRule(series, from, to).filter(({ key }) => !own.has(key) && !excluded.has(key));
}

/** The occurrence with this key; undefined when the series has none. Excluded ones count. */
export function timeOfKey(series: Series, key: string): SeriesTime | undefined {
  const near = wallToInstant(key, zoneOf(series));
  const [from, to] = [new Date(near.getTime() - DAY_MS), new Date(near.getTime() + 2 * DAY_MS)];
  return timesByRule(series, from, to).find((one) => one.key === key);
}

/** When the last occurrence ends; null for a series without end. */
export function endOfSeries(
  series: Pick<Series, 'start_time' | 'end_time' | 'all_day' | 'timezone' | 'recurrence_rule' | 'extra_dates'>,
): Date | null {
  const start = startWall(series);
  const last = series.recurrence_rule === null ? fullWall(start) : lastWall(series.recurrence_rule, start);
  if (last === null) return null;
  const final = series.extra_dates.reduce((most, extra) => (fullWall(extra) > most ? fullWall(extra) : most), last);
  return new Date(wallToInstant(final, zoneOf(series)).getTime() + series.end_time.getTime() - series.start_time.getTime());
}

/** The dates after a series moved from one first wall to another. */
export function movedDates(dates: readonly string[], from: string, to: string): string[] {
  const days = Math.round((wallToMs(dayOfWall(to)) - wallToMs(dayOfWall(from))) / DAY_MS) * DAY_MS;
  const time = wallToMs(to) - wallToMs(from);
  return dates.map((date) =>
    date.length === 10 ? dayOfWall(msToWall(wallToMs(date) + days)) : msToWall(wallToMs(date) + time).slice(0, date.length),
  );
}
