// Argument types shared by all domains: row ids, days and instants, in the form in which they are compared and within the range
// that every database and every browser supports.
import { z } from 'zod';

const EARLIEST_YEAR = '1900';
const isInRange = (text: string): boolean => text >= EARLIEST_YEAR;
const tooEarly = 'This is before 1900.';

/** Lower case, as databases return it: ids are compared as text, and other ids are derived from them. */
export const rowId = z.uuid().toLowerCase();
export const day = z.iso.date().refine(isInRange, tooEarly);
export const instant = z.iso.datetime().refine(isInRange, tooEarly);
