// From a read Strong export to the arguments of `workout.import`, one command a session, and the preview a person sees before.
// Pure: the same file gives the same commands on every device, so importing twice adds nothing.
import { personDay } from '../day.ts';
import type { ExerciseMatch } from './exercise-match.ts';
import type { Measure, SetFigures, SetKind } from './strength.ts';
import type { RowError, StrongExport, StrongSession, StrongSet } from './strong-csv.ts';
import { wallToInstant } from './wall-clock.ts';

export interface ImportedSet extends SetFigures {
  kind: SetKind;
  rpe: number | null;
  note: string | null;
}

export interface ImportedSession {
  source: 'strong';
  /** Names the session within its source; two devices derive the same row from it. */
  key: string;
  name: string;
  startedAt: string;
  durationSeconds: number | null;
  day: string;
  notes: string | null;
  entries: { exercise: { name: string; id: string | null; measure: Measure }; note: string | null; sets: ImportedSet[] }[];
}

export interface ImportPreview {
  sessions: number;
  sets: number;
  /** The first and last wall time; null for an empty file. */
  from: string | null;
  to: string | null;
  exercises: { name: string; sets: number }[];
  errors: RowError[];
}

export const sessionKey = ({ startedAtWall, name }: StrongSession): string => `${startedAtWall}|${name}`;

export function previewOf({ sessions, errors }: StrongExport): ImportPreview {
  const sets = sessions.flatMap((session) => session.sets);
  const times = sessions.map(({ startedAtWall }) => startedAtWall).sort();
  const setsByName = groupByExercise(sets);
  return {
    sessions: sessions.length,
    sets: sets.length,
    from: times[0] ?? null,
    to: times.at(-1) ?? null,
    exercises: [...setsByName]
      .map(([name, of]) => ({ name, sets: of.length }))
      .toSorted((a, b) => b.sets - a.sets || (a.name < b.name ? -1 : 1)),
    errors,
  };
}

/** One import per session, oldest first, so that records fall in the order they were lifted. */
export function planImport(
  { sessions }: StrongExport,
  matchByName: ReadonlyMap<string, ExerciseMatch>,
  person: { zone: string; dayStartHour: number },
): ImportedSession[] {
  const setsByName = groupByExercise(sessions.flatMap(({ sets }) => sets));
  const exerciseOf = (name: string) => {
    const match = matchByName.get(name);
    return { name, id: match?.kind === 'known' ? match.exerciseId : null, measure: measureOf(name, setsByName.get(name) ?? []) };
  };
  return sessions
    .toSorted((a, b) => (sessionKey(a) < sessionKey(b) ? -1 : 1))
    .map((session) => {
      const startedAt = wallToInstant(session.startedAtWall, person.zone);
      return {
        source: 'strong',
        key: sessionKey(session),
        name: session.name,
        startedAt: startedAt.toISOString(),
        durationSeconds: session.durationSeconds,
        day: personDay(startedAt, person.zone, person.dayStartHour),
        notes: session.notes,
        entries: entriesOf(session.sets).map((sets) => {
          const [first, ...rest] = sets.map(importedSet);
          const name = sets[0]?.exerciseName ?? '';
          // Strong writes the note of the exercise on its first set.
          return {
            exercise: exerciseOf(name),
            note: first?.note ?? null,
            sets: first ? [{ ...first, note: null }, ...rest] : [],
          };
        }),
      };
    });
}

const importedSet = ({ exerciseName: _, ...set }: StrongSet): ImportedSet => set;

function groupByExercise(sets: readonly StrongSet[]): Map<string, StrongSet[]> {
  const setsByName = new Map<string, StrongSet[]>();
  for (const set of sets) {
    const same = setsByName.get(set.exerciseName);
    if (same) same.push(set);
    else setsByName.set(set.exerciseName, [set]);
  }
  return setsByName;
}

/** Rows of one exercise that follow each other were done together; the same exercise later in the session is another entry. */
function entriesOf(sets: readonly StrongSet[]): StrongSet[][] {
  const entries: StrongSet[][] = [];
  for (const set of sets) {
    const last = entries.at(-1);
    if (last?.[0]?.exerciseName === set.exerciseName) last.push(set);
    else entries.push([set]);
  }
  return entries;
}

/** What an own exercise counts, from what its sets hold. */
function measureOf(name: string, sets: readonly StrongSet[]): Measure {
  if (/\bassisted\b/i.test(name)) return 'assisted_reps';
  if (sets.some(({ distanceM }) => distanceM !== null)) return 'distance_time';
  if (sets.some(({ weightKg }) => weightKg !== null)) return 'weight_reps';
  return sets.some(({ durationSeconds }) => durationSeconds !== null) ? 'time' : 'reps';
}
