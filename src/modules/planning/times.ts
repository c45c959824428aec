// How times of day are written: as the person chose, else as the device's language does.
import type { Settings } from '#schema/settings/rules.ts';
import { formatMinutes } from '#src/format/durations.ts';
import { partsOf, untilOf } from '#schema/planning/rules/recurrence.ts';
import { hourCycle } from '#src/format/written.ts';
import { formatDayWithYear, weekdayNames } from '#src/format/days.ts';
import { strings } from './strings.ts';

export interface TimeFormats {
  /** Minutes of the day. */
  minute(minute: number): string;
  /** A wall, 'YYYY-MM-DDTHH:MM:SS'. */
  wall(wall: string): string;
  hour(hour: number): string;
  is12: boolean;
}

export function timeFormats(clock: Settings['hourClock']): TimeFormats {
  const cycle = hourCycle(clock);
  const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC', ...cycle });
  const hours = new Intl.DateTimeFormat(undefined, { hour: 'numeric', timeZone: 'UTC', ...cycle });
  const is12 = time.resolvedOptions().hour12 === true;
  return {
    minute: (minute) => time.format(minute * 60_000),
    wall: (wall) => time.format(Date.parse(`${wall.slice(0, 19)}Z`)),
    hour: (hour) => (is12 ? hours : time).format(hour * 3_600_000),
    is12,
  };
}

export const lengthText = (from: string, to: string): string =>
  formatMinutes(Math.round((Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000));

const RULE_DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const MONDAY = 1;

/** A rule in words; parts that have no words stand as they are. */
export function ruleWords(rule: string): string {
  const parts = partsOf(rule);
  const words = strings.rule;
  const unit = words.units[parts.get('FREQ') ?? ''] ?? '';
  const every = words.every(Number(parts.get('INTERVAL') ?? 1), unit);
  const names = weekdayNames(MONDAY);
  const days = (parts.get('BYDAY') ?? '')
    .split(',')
    .filter((day) => day !== '')
    .map((day) => `${/\d/.test(day) ? `${day.slice(0, -2)}. ` : ''}${names[RULE_DAYS.indexOf(day.slice(-2))]?.long ?? day}`);
  const until = untilOf(parts);
  const count = parts.get('COUNT');
  const calendar = words.calendars[parts.get('RSCALE') ?? ''];
  return [
    every,
    calendar !== undefined && words.by(calendar),
    days.length > 0 && words.on(days.join(', ')),
    until !== null && words.until(formatDayWithYear(until.slice(0, 10))),
    count !== undefined && words.times(Number(count)),
  ]
    .filter((part) => part !== false)
    .join('');
}
