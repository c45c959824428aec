// What the views show of events: occurrences in a window, their places in a day, the days of a month. Pure.
import { addDays, daysBetween, weekStart } from '#schema/day.ts';
import { timesIn, touches } from '#schema/planning/rules/series.ts';
import { instantToWall, wallToInstant, wallToMs } from '#schema/planning/rules/walls.ts';
import type { EventRow } from './queries.ts';

/** One event as a view shows it. */
export interface Entry {
  /** Unique in a view. */
  id: string;
  row: EventRow;
  /** The series, or the event itself. */
  eventId: string;
  /** The occurrence within its series; null for an event that does not repeat. */
  key: string | null;
  start: Date;
  end: Date;
  isSeries: boolean;
  isAllDay: boolean;
  isDone: boolean;
  /** In the zone of the view, 'YYYY-MM-DDTHH:MM:SS'; for whole days midnights. */
  from: string;
  to: string;
}

export const isSeries = (row: Pick<EventRow, 'parent_event_id' | 'recurrence_rule' | 'recurrence_end'>): boolean =>
  row.parent_event_id === null && (row.recurrence_rule !== null || row.recurrence_end !== null);

/** In order of their starts; whole days first. */
export function entriesIn(rows: readonly EventRow[], from: Date, to: Date, zone: string): Entry[] {
  const ownByParent = new Map<string, Set<string>>();
  for (const { parent_event_id: parent, occurrence_key: key } of rows) {
    if (parent === null || key === null) continue;
    const keys = ownByParent.get(parent) ?? new Set();
    ownByParent.set(parent, keys.add(key));
  }
  const none: ReadonlySet<string> = new Set();
  const entries = rows.flatMap((row) => {
    if (isSeries(row)) {
      return timesIn(row, ownByParent.get(row.id) ?? none, from, to).map((time) =>
        entryOf(row, zone, { id: `${row.id} ${time.key}`, eventId: row.id, key: time.key, start: time.start, end: time.end }),
      );
    }
    if (row.status === 'cancelled') return [];
    const [start, end] = [row.start_time, row.end_time];
    const eventId = row.parent_event_id ?? row.id;
    return touches({ start, end }, from, to)
      ? [entryOf(row, zone, { id: row.id, eventId, key: row.occurrence_key, start, end })]
      : [];
  });
  return entries.toSorted(
    (a, b) => Number(b.isAllDay) - Number(a.isAllDay) || a.start.getTime() - b.start.getTime() || (a.id < b.id ? -1 : 1),
  );
}

function entryOf(row: EventRow, zone: string, of: Pick<Entry, 'id' | 'eventId' | 'key' | 'start' | 'end'>): Entry {
  const shown = row.all_day ? 'UTC' : zone;
  return {
    ...of,
    row,
    isSeries: of.key !== null,
    isAllDay: row.all_day,
    isDone: row.status === 'done',
    from: instantToWall(of.start, shown),
    to: instantToWall(of.end, shown),
  };
}

/** The window of days in a zone, from the midnight before `from` to the midnight after `to`, wide enough for whole days. */
export function windowOf(from: string, to: string, zone: string): { from: Date; to: Date } {
  const [first, last] = [wallToInstant(from, zone), wallToInstant(addDays(to, 1), zone)];
  const [utcFirst, utcLast] = [new Date(`${from}T00:00:00Z`), new Date(`${addDays(to, 1)}T00:00:00Z`)];
  return { from: first < utcFirst ? first : utcFirst, to: last > utcLast ? last : utcLast };
}

/** The last day that an entry touches: an end at midnight belongs to the day before. */
export const lastDayOf = ({ from, to }: Pick<Entry, 'from' | 'to'>): string =>
  to > from && to.slice(11, 19) === '00:00:00' ? addDays(to.slice(0, 10), -1) : to.slice(0, 10);

export const isOnDay = (entry: Entry, day: string): boolean => entry.from.slice(0, 10) <= day && lastDayOf(entry) >= day;

/** Whole days and what lasts a day or longer stand above the hours. */
export const isInLane = (entry: Entry): boolean =>
  entry.isAllDay || entry.end.getTime() - entry.start.getTime() >= 24 * 3_600_000;

export interface Placed {
  entry: Entry;
  /** In minutes of the day. */
  from: number;
  to: number;
  /** Of `columns` side by side, from 0. */
  column: number;
  columns: number;
}

const DAY_MINUTES = 24 * 60;
/** An event that is shorter is drawn as long as this, so that it can be read and touched. */
const LEAST_MINUTES = 22;

/** The places of a day's timed entries: overlapping ones share the width. */
export function placesOn(entries: readonly Entry[], day: string): Placed[] {
  const start = wallToMs(day);
  const timed = entries
    .filter((entry) => !isInLane(entry) && isOnDay(entry, day))
    .map((entry) => {
      const from = Math.max(0, (wallToMs(entry.from) - start) / 60_000);
      const to = Math.min(DAY_MINUTES, (wallToMs(entry.to) - start) / 60_000);
      return { entry, from, to: Math.min(DAY_MINUTES, Math.max(to, from + LEAST_MINUTES)) };
    })
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
  const placed: Placed[] = [];
  let group: Placed[] = [];
  let groupEnd = -1;
  const close = (): void => {
    const columns = Math.max(0, ...group.map(({ column }) => column + 1));
    for (const one of group) one.columns = columns;
    group = [];
  };
  for (const one of timed) {
    if (one.from >= groupEnd) close();
    const taken = new Set(group.filter(({ to }) => to > one.from).map(({ column }) => column));
    let column = 0;
    while (taken.has(column)) column += 1;
    const place = { ...one, column, columns: 1 };
    group.push(place);
    placed.push(place);
    groupEnd = Math.max(group.length === 1 ? one.to : groupEnd, one.to);
  }
  close();
  return placed;
}

export interface LanePlace {
  entry: Entry;
  /** Days from the first one of the view. */
  from: number;
  days: number;
  line: number;
}

/** The lines of the lane above the hours, and of the weeks of a month. */
export function lanesOf(entries: readonly Entry[], firstDay: string, days: number): LanePlace[] {
  const lastDay = addDays(firstDay, days - 1);
  const ends: number[] = [];
  return entries
    .filter((entry) => entry.from.slice(0, 10) <= lastDay && lastDayOf(entry) >= firstDay)
    .map((entry) => {
      const from = Math.max(0, daysBetween(firstDay, entry.from.slice(0, 10)));
      const to = Math.min(days - 1, daysBetween(firstDay, lastDayOf(entry)));
      return { entry, from, days: to - from + 1 };
    })
    .toSorted((a, b) => a.from - b.from || b.days - a.days)
    .map((one) => {
      const free = ends.findIndex((end) => end <= one.from);
      const line = free === -1 ? ends.length : free;
      ends[line] = one.from + one.days;
      return { ...one, line };
    });
}

/** The weeks that a month touches. */
export function monthDays(day: string, firstWeekday: number): { first: string; weeks: number } {
  const first = weekStart(`${day.slice(0, 7)}-01`, firstWeekday);
  const next = addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7);
  return { first, weeks: Math.ceil(daysBetween(first, `${next}-01`) / 7) };
}

/** The timed entries that share some time with a span. */
export const overlapping = (entries: readonly Entry[], { start, end }: Pick<Entry, 'start' | 'end'>): Entry[] =>
  entries.filter((entry) => !isInLane(entry) && entry.start < end && entry.end > start);

/** Entries that overlap another one in time. */
export function conflictsIn(entries: readonly Entry[]): Set<string> {
  const timed = entries.filter((entry) => !isInLane(entry)).toSorted((a, b) => a.start.getTime() - b.start.getTime());
  const found = new Set<string>();
  let last: Entry | null = null;
  for (const entry of timed) {
    if (last && entry.start < last.end && entry.end > entry.start) {
      found.add(last.id);
      found.add(entry.id);
    }
    if (!last || entry.end > last.end) last = entry;
  }
  return found;
}

export const VIEWS = ['agenda', 'day', 'week', 'month'] as const;
export type View = (typeof VIEWS)[number];

/** The days that a view shows around a day. */
export function shownDays(view: View, day: string, firstWeekday: number): { first: string; days: number } {
  switch (view) {
    case 'day':
      return { first: day, days: 1 };
    case 'week':
      return { first: weekStart(day, firstWeekday), days: 7 };
    case 'month': {
      const { first, weeks } = monthDays(day, firstWeekday);
      return { first, days: weeks * 7 };
    }
    case 'agenda':
      return { first: day, days: 30 };
  }
}

/** The day that the next or previous page of a view is about. */
export function stepped(view: View, day: string, by: 1 | -1): string {
  if (view === 'day') return addDays(day, by);
  if (view === 'week') return addDays(day, 7 * by);
  if (view === 'agenda') return addDays(day, 30 * by);
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10);
}
