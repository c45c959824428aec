// Argument types shared by all domains: row ids, days and instants, in the form in which they are compared and within the range
// that every database and every browser supports.
import { z } from 'zod';
import { isWithinYears } from '../day.ts';

const outOfRange = 'This is not between 1900 and 2199.';

/** Lower case, as databases return it: ids are compared as text, and other ids are derived from them. */
export const rowId = z.uuid().toLowerCase();
export const day = z.iso.date().refine(isWithinYears, outOfRange);
export const instant = z.iso.datetime().refine(isWithinYears, outOfRange);
