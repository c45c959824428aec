// The dates of a habit file: all of its cells decide together whether the day or the month comes first.
import { dayOrderOf, readMoment, type DayOrder } from '../../files/moments.ts';

const SHORT_YEAR = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2})$/;

/** "06-16-24" is of 2024: no habit app is older than this century. */
const withLongYear = (text: string): string => text.trim().replace(SHORT_YEAR, '$1$2$3$220$4');

/** Reads the dates of one file; undefined for a text that is no date, or whose order nothing decides. */
export function dayReader(texts: readonly string[]): (text: string) => string | undefined {
  const order: DayOrder | null = dayOrderOf(texts.map(withLongYear));
  return (text) => readMoment(withLongYear(text), order)?.wall.slice(0, 10);
}
