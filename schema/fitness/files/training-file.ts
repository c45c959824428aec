// What a file of another training app holds once it is read: sessions with their sets, rows that cannot be read, and what was
// left out of rows that can. Every format gives this one shape.
import type { FileRead } from '../../files/format.ts';
import { MAX_DURATION_SECONDS, MAX_NOTE_LENGTH } from '../rules/limits.ts';
import type { SetFigures, SetKind } from '../rules/strength.ts';
import type { WeightUnit } from '../rules/weight-units.ts';

export interface FileSet extends SetFigures {
  exerciseName: string;
  kind: SetKind;
  rpe: number | null;
  note: string | null;
}

export interface FileSession {
  /** What the clock on the wall showed, 'YYYY-MM-DDTHH:MM:SS'. */
  startedAtWall: string;
  /** Minutes east of UTC; null where the file names no zone, then it is the person's. */
  offsetMinutes: number | null;
  name: string;
  durationSeconds: number | null;
  notes: string | null;
  sets: FileSet[];
  /** The line its first row begins on. */
  line: number;
}

export const IMPORT_SOURCES = ['strong', 'hevy', 'fitnotes', 'sets'] as const;
/** The app that wrote a file; `sets` for one that is not known by name. */
export type ImportSource = (typeof IMPORT_SOURCES)[number];

/** Notices are of rows that are taken without a value that cannot be: a duration of eleven days, an RPE of 3. */
export interface TrainingFile extends FileRead<FileSession> {
  source: ImportSource;
  /** The unit the file itself declares; null when the person has to say. */
  declaredUnit: WeightUnit | null;
}

/** As a reader of rows gives it, before anything is counted. */
export type TrainingRows = Omit<TrainingFile, 'counts'>;

/** What only the person knows of a file. */
export interface TrainingAnswers {
  /** For a file that declares none. */
  unit: WeightUnit;
}

export interface RowReading {
  /** For a file that declares none. Distances are miles with pounds and kilometres with kilograms. */
  unit: WeightUnit;
  now: Date;
}

const hours = MAX_DURATION_SECONDS / 3600;

/** A session's duration, or the words why it is unknown. Whoever forgot to tap Finish trained nevertheless. */
export function knownDuration(
  seconds: number | null | undefined,
  text: string,
): { seconds: number | null; notice: string | null } {
  if (seconds === undefined) return { seconds: null, notice: `“${text}” is not a duration. The workout is kept without one.` };
  if (seconds === null || (seconds >= 0 && seconds <= MAX_DURATION_SECONDS)) {
    return { seconds: seconds === null ? null : Math.round(seconds), notice: null };
  }
  return { seconds: null, notice: `A workout of “${text}” is longer than ${hours} hours. It is kept without a duration.` };
}

/** A note within its limit; cut between characters, never within one. */
export function keptNote(text: string): { note: string | null; notice: string | null } {
  if (text === '') return { note: null, notice: null };
  if (text.length <= MAX_NOTE_LENGTH) return { note: text, notice: null };
  return {
    note: shortened(text, MAX_NOTE_LENGTH),
    notice: `The note is longer than ${MAX_NOTE_LENGTH} characters. The rest is left out.`,
  };
}

export const shortened = (text: string, max: number): string => {
  const cut = text.slice(0, max);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
};
