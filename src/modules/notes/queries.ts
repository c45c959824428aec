// The queries of notes on the replica.
import { replicaDb } from '#src/replica/query-builder.ts';

/** Newest first. */
export const notesRecords = (limit = 500) =>
  replicaDb.selectFrom('ideas').select(['id', 'title as title']).orderBy('created_at', 'desc').orderBy('id').limit(limit);

export type NotesRecord = Awaited<ReturnType<ReturnType<typeof notesRecords>['execute']>>[number];
