// The cells of Loop's Checkmarks.csv in every version: a number (in old versions the state itself, in newer ones a thousandth of
// the value), a word, or the text of the object that held it.
import type { FileEntry, FileHabit } from './habit-file.ts';

/** Entry.kt of Loop: states as old versions write them. */
const STATES: Readonly<Record<string, FileEntry['mark'] | 'none'>> = {
  '-1': 'none',
  '0': 'missed',
  // Covered by the schedule: follows from the other days.
  '1': 'none',
  '2': 'done',
  '3': 'skipped',
  UNKNOWN: 'none',
  NO: 'missed',
  YES_AUTO: 'none',
  YES_MANUAL: 'done',
  SKIP: 'skipped',
};

const NUMBER = /^-?\d{1,12}$/;
/** One version wrote its objects into the cells, with a comma that no quotes protect. */
const OBJECT = /Entry\(timestamp=[^,()]*, value=(-?\d+)\)/g;

export const withoutObjects = (text: string): string => text.replace(OBJECT, '$1');

export const isCell = (cell: string): boolean => NUMBER.test(cell) || Object.hasOwn(STATES, cell);

/** Whether the cells of a habit are values and not states. */
export const areValues = (cells: readonly string[]): boolean =>
  cells.some((cell) => NUMBER.test(cell) && !Object.hasOwn(STATES, cell));

/** Null for a day of which nothing is known; undefined for a text that no version writes. */
export function readCell(cell: string, kind: FileHabit['kind']): Pick<FileEntry, 'mark' | 'value'> | null | undefined {
  const state = STATES[cell];
  // Of a measured habit 0, 1 and 2 are values; 3 is written for a skipped day.
  const isValue = kind === 'measure' && NUMBER.test(cell) && cell !== '-1' && cell !== '3';
  if (isValue) return { mark: 'done', value: Number(cell) / 1_000 };
  if (state === undefined) return undefined;
  return state === 'none' ? null : { mark: state, value: null };
}
