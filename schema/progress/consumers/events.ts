// Events of the calendar follow occurrences: what is done fills the event that planned it.
import type { Consumer } from '../change.ts';
import { fillEvents } from '../../planning/fill.ts';

export const updateEvents: Consumer = (db, ctx, change) => fillEvents(db, ctx, change);
