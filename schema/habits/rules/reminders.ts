// When a habit's reminders are due: at times of day on chosen weekdays, by the clock of the person's zone.
import { addDays, personDay, weekdayOf } from '../../day.ts';
import { wallToInstant } from '../../wall-clock.ts';

export interface ReminderTime {
  /** Of the day, 0 to 1439. */
  minute: number;
  /** ISO: 1 is Monday. */
  weekdays: readonly number[];
}

export interface Reminders {
  /** The IANA zone of the device on which they were set. The zone of the settings comes first where one is chosen. */
  zone: string;
  times: readonly ReminderTime[];
}

export const NO_REMINDERS: Reminders = { zone: 'UTC', times: [] };

/** What the row has; a row without reminders has an empty object. */
export function readReminders(value: unknown): Reminders {
  const { zone, times } = (value ?? {}) as Partial<Reminders>;
  return typeof zone === 'string' && Array.isArray(times) ? { zone, times } : NO_REMINDERS;
}

const DAYS_AHEAD = 8;

/** The first reminder after an instant; null without any. A zone that this side does not know is taken for UTC. */
export function nextReminder({ times }: Reminders, zone: string, after: Date): Date | null {
  const today = localDay(after, zone);
  const instants = Array.from({ length: DAYS_AHEAD }, (_, at) => addDays(today.day, at)).flatMap((day) =>
    times
      .filter(({ weekdays }) => weekdays.includes(weekdayOf(day)))
      .map(({ minute }) => wallToInstant(`${day}T${clockText(minute)}:00`, today.zone)),
  );
  const coming = instants.filter((instant) => instant > after);
  return coming.length === 0 ? null : new Date(Math.min(...coming.map((instant) => instant.getTime())));
}

function localDay(at: Date, zone: string): { day: string; zone: string } {
  try {
    return { day: personDay(at, zone, 0), zone };
  } catch {
    return { day: personDay(at, 'UTC', 0), zone: 'UTC' };
  }
}

/** 'HH:MM' */
export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
