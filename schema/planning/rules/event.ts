// An event's row, its times from what a person says, and which of its fields an occurrence shares with its series.
import { planningLimits, type EventType } from './limits.ts';
import { DAY_MS, dayOfWall, fullWall, instantToWall, knownZone, wallToInstant, wallToMs } from './walls.ts';
import type { Series } from './series.ts';

export interface EventTimes {
  start_time: Date;
  end_time: Date;
  all_day: boolean;
  timezone: string;
}

export interface EventContent {
  title: string;
  description: string | null;
  event_type: EventType;
  location: string | null;
  color: string | null;
  reminders: readonly number[];
  linked_kind: string | null;
  linked_id: string | null;
}

export const CONTENT_COLUMNS = [
  'title',
  'description',
  'event_type',
  'location',
  'color',
  'reminders',
  'linked_kind',
  'linked_id',
  'reminder_minutes',
] as const;

export const EVENT_COLUMNS = [
  'id',
  ...CONTENT_COLUMNS,
  'workout_id',
  'habit_id',
  'goal_id',
  'start_time',
  'end_time',
  'all_day',
  'timezone',
  'recurrence_rule',
  'recurrence_end',
  'parent_event_id',
  'occurrence_key',
  'original_start',
  'excluded_dates',
  'extra_dates',
  'status',
  'actual_start',
  'actual_end',
  'filled_by',
  'source',
  'source_uid',
] as const;

export interface SaidTimes {
  start?: string | undefined;
  end?: string | undefined;
  allDay?: boolean | undefined;
  zone?: string | undefined;
}

export const isSaid = ({ start, end, allDay, zone }: SaidTimes): boolean =>
  start !== undefined || end !== undefined || allDay !== undefined || zone !== undefined;

/** The wall of an instant of the event: for whole days the date. */
const wallOf = (at: Date, { all_day, timezone }: Pick<EventTimes, 'all_day' | 'timezone'>): string =>
  all_day ? at.toISOString().slice(0, 19) : instantToWall(at, timezone);

/** A time that is not said stays what the clock shows; the length stays with a start. Null for an event that ends before it starts. */
export function saidTimes(before: EventTimes | null, said: SaidTimes): EventTimes | null {
  const timezone = knownZone(said.zone ?? before?.timezone ?? 'UTC');
  const all_day = said.allDay ?? before?.all_day ?? false;
  const start = said.start ?? (before ? wallOf(before.start_time, before) : null);
  if (start === null) return null;
  const lengthMs = before ? wallToMs(wallOf(before.end_time, before)) - wallToMs(wallOf(before.start_time, before)) : 3_600_000;
  const startMs = wallToMs(start);
  const endMs = said.end === undefined ? startMs + lengthMs : wallToMs(said.end);
  if (Number.isNaN(startMs) || Number.isNaN(endMs) || endMs < startMs || endMs - startMs > planningLimits.eventDays * DAY_MS)
    return null;
  if (all_day) {
    const first = Date.parse(`${dayOfWall(start)}T00:00:00Z`);
    // The end of whole days is the midnight after the last one.
    const last = Math.ceil(endMs / DAY_MS) * DAY_MS;
    return { start_time: new Date(first), end_time: new Date(Math.max(last, first + DAY_MS)), all_day, timezone };
  }
  const start_time = wallToInstant(start, timezone);
  const end = fullWall(new Date(endMs).toISOString());
  const end_time = wallToInstant(end, timezone);
  // In the hour that autumn shows twice an end can be read as before its start.
  return {
    start_time,
    end_time: end_time < start_time ? new Date(start_time.getTime() + (endMs - startMs)) : end_time,
    all_day,
    timezone,
  };
}

/** Reminders of whole days count from this hour of the day. */
const WHOLE_DAY_HOUR = 9;

/** When the reminders of an occurrence that starts at `start` come. */
export function reminderTimes(
  { all_day, timezone, reminders }: Pick<Series, 'all_day' | 'timezone'> & { reminders: readonly number[] },
  start: Date,
): Date[] {
  const from = all_day ? wallToInstant(`${start.toISOString().slice(0, 10)}T0${WHOLE_DAY_HOUR}:00:00`, timezone) : start;
  return reminders.map((minutes) => new Date(from.getTime() - minutes * 60_000));
}
