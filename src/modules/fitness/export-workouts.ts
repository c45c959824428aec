// The person's finished workouts as a CSV file with the columns of Strong or Hevy. Loaded on first use.
import { writeHevyCsv, writeStrongCsv, type ExportedSession } from '#schema/fitness/files/training-csv.ts';
import { readLayout } from '#schema/fitness/rules/layout.ts';
import type { WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { instantToWall } from '#schema/wall-clock.ts';
import type { Replica } from '#src/replica/api.ts';
import { saveFile } from '#src/ui/save-file.ts';
import { sessionsForExport, setsForExport, type ExportedSessionRow, type ExportedSetRow } from './queries.ts';

/** The name of a session without one, in a file. */
export const UNNAMED = 'Workout';

export type ExportFormat = 'strong' | 'hevy';

interface ExportOptions {
  format: ExportFormat;
  unit: WeightUnit;
  zone: string;
  today: string;
}

export async function exportWorkouts(
  replica: Pick<Replica, 'query'>,
  { format, unit, zone, today }: ExportOptions,
): Promise<void> {
  const [sessions, sets] = await Promise.all([replica.query(sessionsForExport()), replica.query(setsForExport())]);
  const write = format === 'strong' ? writeStrongCsv : writeHevyCsv;
  const text = write(toExported(sessions, sets, zone), unit);
  saveFile(new Blob([text], { type: 'text/csv' }), `cadence-workouts-${format}-${today}.csv`);
}

/** Sets stand in the order of their exercises; the note of an exercise goes with its first set. */
export function toExported(
  sessions: readonly ExportedSessionRow[],
  sets: readonly ExportedSetRow[],
  zone: string,
): ExportedSession[] {
  const setsBySession = new Map<string, ExportedSetRow[]>();
  for (const set of sets) {
    const own = setsBySession.get(set.session_id);
    if (own) own.push(set);
    else setsBySession.set(set.session_id, [set]);
  }
  return sessions.flatMap((session) => {
    const layout = readLayout(session.layout);
    const placeOf = new Map(layout.map(({ id }, at) => [id, at]));
    const noteOf = new Map(layout.map(({ id, note }) => [id, note]));
    const own = (setsBySession.get(session.id) ?? []).toSorted((a, b) => place(placeOf, a) - place(placeOf, b));
    if (own.length === 0) return [];
    return {
      startedAtWall: instantToWall(session.started_at, zone),
      name: session.name ?? UNNAMED,
      durationSeconds:
        session.completed_at && Math.round((session.completed_at.getTime() - session.started_at.getTime()) / 1_000),
      notes: session.notes,
      sets: own.map((set) => ({
        exerciseName: set.exercise,
        kind: set.kind,
        weightKg: set.weight,
        reps: set.reps,
        durationSeconds: set.duration,
        distanceM: set.distance_m,
        rpe: set.rpe,
        note: [takeNote(noteOf, set.entry_id), set.notes].filter(Boolean).join('\n') || null,
      })),
    };
  });
}

const place = (placeOf: ReadonlyMap<string, number>, { entry_id }: ExportedSetRow): number =>
  placeOf.get(entry_id ?? '') ?? Number.MAX_SAFE_INTEGER;

/** Once for each entry. */
function takeNote(noteOf: Map<string, string | null>, entryId: string | null): string | null {
  if (entryId === null) return null;
  const note = noteOf.get(entryId) ?? null;
  noteOf.delete(entryId);
  return note;
}
