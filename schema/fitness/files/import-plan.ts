// From a read file of another app to the sessions of `workout.import`, and the preview a person sees before. Pure: the same file
// gives the same sessions on every device, so importing twice adds nothing.
import { personDay } from '../../day.ts';
import type { ExerciseMatch } from '../rules/exercise-match.ts';
import { isAssistedName } from '../rules/assistance.ts';
import type { Measure, SetFigures, SetKind } from '../rules/strength.ts';
import type { RowError } from '../../files/format.ts';
import type { FileSession, FileSet, ImportSource, TrainingRows } from './training-file.ts';
import { fromKg, type WeightUnit } from '../rules/weight-units.ts';
import { wallToInstant } from '../../wall-clock.ts';

export interface ImportedSet extends SetFigures {
  kind: SetKind;
  rpe: number | null;
  note: string | null;
}

export interface ImportedSession {
  source: ImportSource;
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
  notices: RowError[];
}

/** Names a session within its source. The keys of Strong's sessions are older than other sources and have no source in them. */
export const sessionKey = ({ startedAtWall, name }: FileSession, source: ImportSource): string =>
  `${source === 'strong' ? '' : `${source}|`}${startedAtWall}|${name}`;

export function previewOf({ records: sessions, errors, notices }: TrainingRows): ImportPreview {
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
    notices,
  };
}

export interface SampleSet {
  exerciseName: string;
  /** As the file has it, without a unit. */
  weight: number;
  reps: number;
}

/** The heaviest set of each of the three most trained exercises: what a person remembers. */
export function sampleSets(sessions: readonly FileSession[], readAs: WeightUnit): SampleSet[] {
  const weighted = sessions.flatMap(({ sets }) => sets).filter(({ weightKg, reps }) => (weightKg ?? 0) > 0 && (reps ?? 0) > 0);
  return [...groupByExercise(weighted)]
    .toSorted(([a, setsOfA], [b, setsOfB]) => setsOfB.length - setsOfA.length || (a < b ? -1 : 1))
    .slice(0, 3)
    .map(([exerciseName, sets]) => {
      const heaviest = sets.reduce((best, set) => ((set.weightKg ?? 0) > (best.weightKg ?? 0) ? set : best));
      return { exerciseName, weight: fromKg(heaviest.weightKg ?? 0, readAs), reps: heaviest.reps ?? 0 };
    });
}

/** One import per session, oldest first, so that records fall in the order they were lifted. */
export function planImport(
  { records: sessions, source }: TrainingRows,
  matchByName: ReadonlyMap<string, ExerciseMatch>,
  person: { zone: string; dayStartHour: number },
): ImportedSession[] {
  const setsByName = groupByExercise(sessions.flatMap(({ sets }) => sets));
  const exerciseOf = (name: string) => {
    const match = matchByName.get(name);
    const own = measureOf(name, setsByName.get(name) ?? []);
    const known = match?.kind === 'known' ? match : null;
    return {
      exercise: { name, id: known?.exerciseId ?? null, measure: own },
      isHelp: own === 'assisted_reps',
      target: known?.measure ?? own,
    };
  };
  return sessions
    .toSorted((a, b) => (sessionKey(a, source) < sessionKey(b, source) ? -1 : 1))
    .map((session) => {
      const startedAt = startOf(session, person.zone);
      return {
        source,
        key: sessionKey(session, source),
        name: session.name,
        startedAt: startedAt.toISOString(),
        durationSeconds: session.durationSeconds,
        day: personDay(startedAt, person.zone, person.dayStartHour),
        notes: session.notes,
        entries: entriesOf(session.sets).map((sets) => {
          const { exercise, isHelp, target } = exerciseOf(sets[0]?.exerciseName ?? '');
          const [first, ...rest] = sets.map((set) => importedSet(set, isHelp, target));
          // Strong writes the note of the exercise on its first set.
          return {
            exercise,
            note: first?.note ?? null,
            sets: first ? [{ ...first, note: null }, ...rest] : [],
          };
        }),
      };
    });
}

/** The same instant on every device where the file names the offset; otherwise the wall clock of the person's zone. */
const startOf = ({ startedAtWall, offsetMinutes }: FileSession, zone: string): Date =>
  offsetMinutes === null
    ? wallToInstant(startedAtWall, zone)
    : new Date(Date.parse(`${startedAtWall}Z`) - offsetMinutes * 60_000);

/** Help is positive in an exercise that counts help, and negative in any other. */
function importedSet({ exerciseName: _, ...set }: FileSet, isHelp: boolean, target: Measure): ImportedSet {
  const { weightKg } = set;
  if (weightKg === null || (!isHelp && target !== 'assisted_reps')) return set;
  return { ...set, weightKg: target === 'assisted_reps' ? Math.abs(weightKg) : -Math.abs(weightKg) };
}

function groupByExercise(sets: readonly FileSet[]): Map<string, FileSet[]> {
  const setsByName = new Map<string, FileSet[]>();
  for (const set of sets) {
    const same = setsByName.get(set.exerciseName);
    if (same) same.push(set);
    else setsByName.set(set.exerciseName, [set]);
  }
  return setsByName;
}

/** Rows of one exercise that follow each other were done together; the same exercise later in the session is another entry. */
function entriesOf(sets: readonly FileSet[]): FileSet[][] {
  const entries: FileSet[][] = [];
  for (const set of sets) {
    const last = entries.at(-1);
    if (last?.[0]?.exerciseName === set.exerciseName) last.push(set);
    else entries.push([set]);
  }
  return entries;
}

/** What an own exercise counts, from what its sets hold. */
function measureOf(name: string, sets: readonly FileSet[]): Measure {
  if (isAssistedName(name) || isHelpOnly(sets)) return 'assisted_reps';
  if (sets.some(({ distanceM }) => distanceM !== null)) return 'distance_time';
  if (sets.some(({ weightKg }) => weightKg !== null)) return 'weight_reps';
  return sets.some(({ durationSeconds }) => durationSeconds !== null) ? 'time' : 'reps';
}

/** Every weight is negative: an app without assisted exercises writes help so. */
function isHelpOnly(sets: readonly FileSet[]): boolean {
  const weights = sets.flatMap(({ weightKg }) => weightKg ?? []);
  return weights.length > 0 && weights.every((weight) => weight < 0);
}
