// Tickmate's backup: a database of tracks and their ticks.
import type { Database } from '../../files/database.ts';
import type { Format, RowError } from '../../files/format.ts';
import { habitLimits } from '../rules/habit.ts';
import {
  countsOf,
  dailyHabit,
  oneForEachDay,
  withOwnKeys,
  type FileHabit,
  type HabitFile,
  type HabitRows,
} from './habit-file.ts';

const TRACK_COLUMNS = ['_id', 'name', 'description', 'enabled', 'multiple_entries_per_day', 'order'] as const;

function read(database: Database): HabitRows {
  const errors: RowError[] = [];
  const ticks = new Map<number, Map<string, number>>();
  for (const [at, tick] of database.rows('ticks', ['_track_id', 'year', 'month', 'day']).entries()) {
    // Java counts months from 0.
    const day = dayOf(Number(tick.year), Number(tick.month) + 1, Number(tick.day));
    const track = ticks.get(Number(tick._track_id)) ?? new Map<string, number>();
    if (day === null) errors.push({ line: at + 1, text: `“${tick.year}-${tick.month}-${tick.day}” is not a date.` });
    else track.set(day, (track.get(day) ?? 0) + 1);
    ticks.set(Number(tick._track_id), track);
  }
  const groups = groupsByTrack(database);
  const tracks = database.rows('tracks', TRACK_COLUMNS).toSorted((a, b) => Number(a.order) - Number(b.order));
  const habits = tracks.map((track): FileHabit => {
    const name = String(track.name ?? '').trim() || 'Habit';
    const isCounted = track.multiple_entries_per_day === 1;
    const days = [...(ticks.get(Number(track._id)) ?? [])];
    return {
      ...dailyHabit(name.slice(0, habitLimits.name)),
      description: String(track.description ?? '').trim() || null,
      group: groups.get(Number(track._id)) ?? null,
      isArchived: track.enabled === 0,
      ...(isCounted && { kind: 'measure', target_value: 1 }),
      entries: oneForEachDay(days.map(([day, count]) => ({ day, mark: 'done', value: isCounted ? count : null, note: null }))),
    };
  });
  return { source: 'tickmate', records: withOwnKeys(habits), errors, notices: [] };
}

function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

/** The first group of each track. */
function groupsByTrack(database: Database): Map<number, string> {
  const names = new Map(
    database.rows('groups', ['_id', 'name']).map(({ _id, name }) => [Number(_id), String(name ?? '').trim()]),
  );
  const groups = new Map<number, string>();
  for (const { _track_id: track, _group_id: group } of database.rows('track2groups', ['_track_id', '_group_id'])) {
    const name = names.get(Number(group));
    if (name && !groups.has(Number(track))) groups.set(Number(track), name.slice(0, habitLimits.group));
  }
  return groups;
}

export const tickmateFormat: Format<HabitFile> = {
  id: 'tickmate',
  domain: 'habits',
  name: 'Tickmate',
  sniff: ({ database }) => {
    const isTickmate = database?.columnsOf('tracks').includes('enabled') && database.columnsOf('ticks').includes('_track_id');
    return isTickmate ? { confidence: 0.95 } : { reason: null };
  },
  read(file) {
    const rows: HabitRows = file.database ? read(file.database) : { source: 'tickmate', records: [], errors: [], notices: [] };
    return { ...rows, counts: countsOf(rows) };
  },
};
