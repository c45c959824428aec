// One session as its page needs it: the row, its entries with sets and last time's values, its records.
import { useMemo } from 'react';
import { readLayout } from '#schema/fitness/rules/layout.ts';
import { joinRows, rowsIfReady, useRow, useRows, type Failed, type Loading } from '#src/replica/public.ts';
import { sessionToEntries, type EntryView } from './model.ts';
import {
  exerciseNames,
  previousSets,
  recordsOfSession,
  sessionById,
  setsOfSession,
  type SessionRecordRow,
  type SessionRow,
  type SetRow,
} from './queries.ts';

export type SessionState =
  | Loading
  | Failed
  | { kind: 'missing' }
  | { kind: 'ready'; session: SessionRow; sets: SetRow[]; entries: EntryView[] };

export function useSession(id: string): SessionState {
  const found = useRow(sessionById(id), { mayArrive: true });
  const session = found.kind === 'ready' ? found.row : undefined;
  const rest = joinRows({ sets: useRows(setsOfSession(id)), names: useRows(exerciseNames()) });
  const { sets, names } = rest.kind === 'ready' ? rest.rows : {};
  const exerciseIds = [...new Set(readLayout(session?.layout).map(({ exerciseId }) => exerciseId))].sort();
  // An exercise that is added leaves the last time's values of the others where they are.
  const previous = rowsIfReady(useRows(previousSets(exerciseIds, id), { keepWithin: id }));
  const exercises = useMemo(() => names && new Map(names.map((row) => [row.id, row])), [names]);
  const entries = useMemo(
    () => (session && sets && exercises ? sessionToEntries(session, sets, exercises, previous ?? []) : null),
    [session, sets, exercises, previous],
  );
  if (found.kind !== 'ready') return found;
  if (rest.kind !== 'ready') return rest;
  if (!entries) return { kind: 'loading' };
  return { kind: 'ready', session: found.row, sets: rest.rows.sets, entries };
}

/** Records that beat something; a first time is a mark, not a record. */
export function useSessionRecords(id: string): SessionRecordRow[] | undefined {
  const rows = rowsIfReady(useRows(recordsOfSession(id)));
  return useMemo(() => rows?.filter(({ previous_value }) => previous_value !== null), [rows]);
}
