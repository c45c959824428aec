// What a set and a session may hold, wherever they come from: a tap, a file, another device. The schemas of the commands take
// their bounds from here too, so that who plans a command knows every bound of its arguments.
import type { SetFigures } from './strength.ts';

export const MAX_WEIGHT_KG = 1400;
export const MAX_REPS = 1000;
export const MAX_DURATION_SECONDS = 48 * 3600;
export const MAX_DISTANCE_M = 1_000_000;
export const MAX_SETS_PER_SESSION = 500;
/** A person's timetable has no use for more, and a command stays below its size limit. */
export const MAX_ENTRIES = 100;
/** Of one exercise, laid out or planned. */
export const MAX_PLANNED_SETS = 50;
export const MAX_ROUTINES = 500;
export const MAX_SECTIONS = 30;
export const MAX_NAME_LENGTH = 200;
/** Notes keep their line breaks; longer than this is not a note. */
export const MAX_NOTE_LENGTH = 4000;
/** Names a session within its source. */
export const MAX_KEY_LENGTH = 300;
/** Imported by one command: fewer would look at the records of an exercise more often. */
export const MAX_SESSIONS_PER_IMPORT = 25;
/** A statement takes 65,535 values: a set has some twenty, its records up to fifty. */
export const MAX_SETS_PER_IMPORT = 1000;
/** Taken back by one command. */
export const MAX_SESSIONS_PER_UNDO = 100;
const EARLIEST = Date.UTC(2000, 0, 1);
const DAY_MS = 24 * 3600 * 1000;

/** What is wrong with the figures, in words; null when nothing is. */
export function figuresProblem({ weightKg, reps, durationSeconds, distanceM }: SetFigures): string | null {
  // A negative weight is help.
  if (!withinRange(weightKg === null ? null : Math.abs(weightKg), MAX_WEIGHT_KG))
    return 'The weight must be between 0 and 1,400 kg.';
  if (!withinRange(reps, MAX_REPS)) return 'The reps must be between 0 and 1,000.';
  if (reps !== null && !Number.isInteger(reps)) return 'The reps must be a whole number.';
  if (!withinRange(durationSeconds, MAX_DURATION_SECONDS)) return 'The time must be below 48 hours.';
  if (!withinRange(distanceM, MAX_DISTANCE_M)) return 'The distance must be below 1,000 km.';
  return null;
}

/** What is wrong with a date of training; null when nothing is. A day ahead is allowed: clocks and zones differ. */
export function dateProblem(at: Date, now: Date): string | null {
  const time = at.getTime();
  if (Number.isNaN(time)) return 'The date could not be read.';
  if (time < EARLIEST) return 'The date is before the year 2000.';
  if (time > now.getTime() + DAY_MS) return 'The date is more than a day ahead.';
  return null;
}

/** What is wrong with a session of another app; null when nothing is. */
export function importProblem(
  { startedAt, entries }: { startedAt: string; entries: readonly { sets: readonly SetFigures[] }[] },
  now: Date,
): string | null {
  const sets = entries.flatMap((entry) => entry.sets);
  if (sets.length > MAX_SETS_PER_SESSION) return `A workout can have at most ${MAX_SETS_PER_SESSION} sets.`;
  return dateProblem(new Date(startedAt), now) ?? sets.map(figuresProblem).find((problem) => problem !== null) ?? null;
}

const withinRange = (value: number | null, max: number): boolean =>
  value === null || (Number.isFinite(value) && value >= 0 && value <= max);
