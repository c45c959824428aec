// The queries that the screens of notes run, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async () => ({
  Today: { 'notesRecords, on Today': queries.notesRecords(3) },
  Notes: { notesRecords: queries.notesRecords() },
});
