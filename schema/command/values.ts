// Argument types shared by all domains: row ids, days and instants, in the form in which they are compared and within the range
// that every database and every browser supports.
import { z } from 'zod';

/** Half open. Histories are read day by day, so a day of the year 9999 would cost millions of steps. */
const YEARS = ['1900', '2200'] as const;
const isInRange = (text: string): boolean => text >= YEARS[0] && text < YEARS[1];
const outOfRange = 'This is not between 1900 and 2199.';

/** Lower case, as databases return it: ids are compared as text, and other ids are derived from them. */
export const rowId = z.uuid().toLowerCase();
export const day = z.iso.date().refine(isInRange, outOfRange);
export const instant = z.iso.datetime().refine(isInRange, outOfRange);
