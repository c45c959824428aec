// One session as its page needs it: the row, its entries with sets and last time's values, its records.
import { useMemo } from 'react';
import { readLayout } from '#schema/rules/fitness/layout.ts';
import { useLive } from '#src/replica/public.ts';
import { sessionToEntries, type EntryView } from './model.ts';
import {
  exerciseNames,
  previousSets,
  recordsOfSession,
  sessionById,
  setsOfSession,
  type ExerciseNameRow,
  type SessionRecordRow,
  type SessionRow,
  type SetRow,
} from './queries.ts';

export type SessionState =
  | { kind: 'loading' }
  | { kind: 'missing' }
  | { kind: 'failed'; message: string }
  | { kind: 'ready'; session: SessionRow; sets: SetRow[]; entries: EntryView[] };

export function useSession(id: string): SessionState {
  const { rows: sessions, error } = useLive(sessionById(id), [id]);
  const { rows: sets } = useLive(setsOfSession(id), [id]);
  const exercises = useExerciseMap();
  const session = sessions?.[0];
  const exerciseIds = [...new Set(readLayout(session?.layout).map(({ exerciseId }) => exerciseId))].sort();
  const { rows: previous } = useLive(previousSets(exerciseIds, id), [id, exerciseIds.join()]);
  const entries = useMemo(
    () => (session && sets && exercises ? sessionToEntries(session, sets, exercises, previous ?? []) : null),
    [session, sets, exercises, previous],
  );
  if (error) return { kind: 'failed', message: error.message };
  if (sessions !== undefined && session === undefined) return { kind: 'missing' };
  if (!session || !sets || !entries) return { kind: 'loading' };
  return { kind: 'ready', session, sets, entries };
}

export function useExerciseMap(): ReadonlyMap<string, ExerciseNameRow> | undefined {
  const { rows } = useLive(exerciseNames(), []);
  return useMemo(() => rows && new Map(rows.map((row) => [row.id, row])), [rows]);
}

/** Records that beat something; a first time is a mark, not a record. */
export function useSessionRecords(id: string): SessionRecordRow[] | undefined {
  const { rows } = useLive(recordsOfSession(id), [id]);
  return useMemo(() => rows?.filter(({ previous_value }) => previous_value !== null), [rows]);
}
