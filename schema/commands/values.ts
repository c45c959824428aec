// The values that commands of every domain take: row ids, days and instants, in the one form in which they are compared and in
// the range that every database and every clock on a page can hold.
import { z } from 'zod';

const EARLIEST_YEAR = '1900';
const isInRange = (text: string): boolean => text >= EARLIEST_YEAR;
const tooEarly = 'This lies before 1900.';

/** Lower case, as databases give it back: ids are compared as texts and ids are derived from them. */
export const rowId = z.uuid().toLowerCase();
export const day = z.iso.date().refine(isInRange, tooEarly);
export const instant = z.iso.datetime().refine(isInRange, tooEarly);
