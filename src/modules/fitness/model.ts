// The screens' view of a session: its exercises in order, each with its sets and what was done last time. Pure.
import { readLayout, unplannedEntry } from '#schema/fitness/rules/layout.ts';
import { readPlan, type PlannedSetRule } from '#schema/fitness/rules/plan.ts';
import { ALIASES_BY_SOURCE_KEY } from '#schema/fitness/rules/exercise-aliases.ts';
import { setVolumeKg, type Measure, type SetKind } from '#schema/fitness/rules/strength.ts';
import { headlineFigure, type DoneFigures } from './format.ts';
import type { TrainedExercise } from '#schema/fitness/rules/muscle-volume.ts';
import type {
  ExerciseNameRow,
  ExerciseUseRow,
  ExerciseSetRow,
  PreviousSetRow,
  SessionRow,
  SetRow,
  TrainedExerciseRow,
} from './queries.ts';

export interface EntryView {
  id: string;
  exerciseId: string;
  name: string;
  measure: Measure;
  equipment: string | null;
  note: string | null;
  superset: string | null;
  /** Its own rest; null for the person's usual one. */
  restSeconds: number | null;
  /** As the routine or the program planned it; empty without one. */
  plan: PlannedSetRule[];
  sets: SetView[];
}

export interface SetView extends SetRow {
  /** The same set of the last session, to show and to take over. */
  previous: DoneFigures | null;
  /** "1", "2" …, or a letter for a warm-up, drop or failure set. */
  label: string;
  /** What the plan says of this set. */
  aim: PlannedSetRule | null;
}

const KIND_LETTERS: Record<Exclude<SetKind, 'normal'>, string> = { warmup: 'W', drop: 'D', failure: 'F' };

export function sessionToEntries(
  session: Pick<SessionRow, 'layout'>,
  sets: readonly SetRow[],
  exercises: ReadonlyMap<string, ExerciseNameRow>,
  previous: readonly PreviousSetRow[],
): EntryView[] {
  const layout = readLayout(session.layout);
  const places = new Set(layout.map(({ id }) => id));
  // A set whose entry is gone is still shown: nothing that was done may be invisible.
  const strays = new Map(sets.filter(({ entry_id }) => !places.has(entry_id ?? '')).map((set) => [set.exercise_id, set]));
  const all = [...layout, ...[...strays.keys()].map((exerciseId) => unplannedEntry(exerciseId, exerciseId))];
  return all.map((entry) => {
    const exercise = exercises.get(entry.exerciseId);
    const own = sets.filter(({ entry_id, exercise_id }) =>
      places.has(entry.id) ? entry_id === entry.id : !places.has(entry_id ?? '') && exercise_id === entry.exerciseId,
    );
    const plan = readPlan(entry.plan);
    return {
      ...entry,
      name: exercise?.name ?? '…',
      measure: exercise?.measure ?? 'weight_reps',
      equipment: exercise?.equipment ?? null,
      plan,
      sets: withPrevious(
        own,
        previous.filter(({ exercise_id }) => exercise_id === entry.exerciseId),
        plan,
      ),
    };
  });
}

/** Warm-ups are compared with warm-ups, working sets with working sets, by their place. */
function withPrevious(sets: readonly SetRow[], previous: readonly PreviousSetRow[], plan: readonly PlannedSetRule[]): SetView[] {
  const planned = { warmup: plan.filter(isWarmup), working: plan.filter((set) => !isWarmup(set)) };
  const before = { warmup: previous.filter(isWarmup), working: previous.filter((set) => !isWarmup(set)) };
  const seen = { warmup: 0, working: 0 };
  let number = 0;
  return sets.map((set) => {
    const group = isWarmup(set) ? 'warmup' : 'working';
    const last = before[group][seen[group]] ?? null;
    const aim = planned[group][seen[group]] ?? null;
    seen[group] += 1;
    if (set.kind === 'normal') number += 1;
    return { ...set, previous: last, aim, label: set.kind === 'normal' ? String(number) : KIND_LETTERS[set.kind] };
  });
}

const isWarmup = ({ kind }: { kind: SetKind }): boolean => kind === 'warmup';

/**
 * The set to do next: of the exercise that was ticked last, after the partners of its superset in their turn; else the first of the
 * workout that is not ticked.
 */
export function nextSetId(entries: readonly EntryView[]): string | null {
  const ticked = lastTickedAt(entries.flatMap(({ sets }) => sets))?.setId;
  const at = entries.findIndex(({ sets }) => sets.some(({ id }) => id === ticked));
  const last = entries[at];
  const inTurn = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
  const partners =
    last && inTurn.filter((entry) => entry === last || (last.superset !== null && entry.superset === last.superset));
  return (
    [...(partners ?? []), ...entries].flatMap(({ sets }) => sets).find(({ completed_at }) => completed_at === null)?.id ?? null
  );
}

export interface SessionTotals {
  done: number;
  planned: number;
}

export function totalsOf(sets: readonly SetRow[]): SessionTotals {
  const done = sets.filter(({ completed_at }) => completed_at !== null);
  return { done: done.length, planned: sets.length - done.length };
}

/** What was lifted in a session, in kg; help is not lifted. */
export const volumeOfEntries = (entries: readonly EntryView[]): number =>
  entries.reduce(
    (sum, { sets, measure }) =>
      sum +
      volumeOfSets(
        sets.filter(({ completed_at }) => completed_at !== null),
        measure,
      ),
    0,
  );

const volumeOfSets = (sets: readonly DoneFigures[], measure: Measure): number =>
  sets.reduce((sum, { weight, reps }) => sum + setVolumeKg({ weightKg: weight, reps }, measure), 0);

/** The instant the last set was ticked; rest counts from it. */
export const lastTickedAt = (sets: readonly SetRow[]): { setId: string; at: Date } | null => {
  let last: { setId: string; at: Date } | null = null;
  for (const { id, completed_at } of sets) {
    if (completed_at !== null && (last === null || completed_at > last.at)) last = { setId: id, at: completed_at };
  }
  return last;
};

/** After this long the last set is the likelier end. */
const STALE_MS = 30 * 60_000;

/** When a workout ended that nobody finished at once: with its last set, if that was a while ago. Null: it ends now. */
export function likelyEnd(sets: readonly SetRow[], nowMs: number): Date | null {
  const last = lastTickedAt(sets)?.at ?? null;
  return last !== null && nowMs - last.getTime() > STALE_MS ? last : null;
}

/** What a tick writes: what stands in the row, else what was done last time. */
export function figuresToTick(set: SetView): DoneFigures {
  const { previous } = set;
  const isEmpty = set.weight === null && set.reps === null && set.duration === null && set.distance_m === null;
  if (isEmpty && previous) {
    return { weight: previous.weight, reps: previous.reps, duration: previous.duration, distance_m: previous.distance_m };
  }
  return {
    weight: set.weight ?? (set.reps === null ? null : (previous?.weight ?? null)),
    reps: set.reps ?? (set.weight === null ? null : (previous?.reps ?? null)),
    duration: set.duration,
    distance_m: set.distance_m,
  };
}

/** Whether a set says enough to be ticked. */
export const canTick = (figures: DoneFigures, measure: Measure): boolean =>
  measure === 'time' || measure === 'distance_time'
    ? figures.duration !== null || figures.distance_m !== null
    : figures.reps !== null;

export const searchable = (exercise: ExerciseNameRow) => ({
  ...exercise,
  aliases: ALIASES_BY_SOURCE_KEY[exercise.source_key ?? ''] ?? [],
});

/** The exercises as every search ranks them: with their other names and how much each is trained. */
export function withUse<Use extends Pick<ExerciseUseRow, 'exercise_id'>>(
  names: readonly ExerciseNameRow[],
  uses: readonly Use[],
): (ReturnType<typeof searchable> & { use: Use | null })[] {
  const useById = new Map(uses.map((use) => [use.exercise_id, use]));
  return names.map((row) => ({ ...searchable(row), use: useById.get(row.id) ?? null }));
}

/** Whether a person may choose it. An exercise that is no longer shipped only names the sets that were done with it. */
export const isOffered = ({ is_builtin, is_custom }: Pick<ExerciseNameRow, 'is_builtin' | 'is_custom'>): boolean =>
  is_builtin || is_custom;

export interface ExercisePoint {
  sessionId: string;
  sessionName: string | null;
  day: string;
  /** The best set's headline: e1RM in kg, reps, seconds or metres. */
  best: number | null;
  volumeKg: number;
  sets: ExerciseSetRow[];
  bestSet: ExerciseSetRow | null;
}

/** One point for each session of an exercise, oldest first. */
export function pointsOfExercise(sets: readonly ExerciseSetRow[], measure: Measure): ExercisePoint[] {
  const bySession = new Map<string, ExerciseSetRow[]>();
  for (const set of sets) {
    const same = bySession.get(set.session_id);
    if (same) same.push(set);
    else bySession.set(set.session_id, [set]);
  }
  return [...bySession.entries()].map(([sessionId, own]) => {
    const working = own.filter((set) => !isWarmup(set));
    const ranked = working.toSorted((a, b) => (headlineFigure(b, measure) ?? -1) - (headlineFigure(a, measure) ?? -1));
    const bestSet = ranked[0] ?? null;
    const [first] = own;
    return {
      sessionId,
      sessionName: first?.session_name ?? null,
      day: first?.day ?? first?.started_at.toISOString().slice(0, 10) ?? '',
      best: bestSet && headlineFigure(bestSet, measure),
      volumeKg: volumeOfSets(own, measure),
      sets: own,
      bestSet,
    };
  });
}

/** The first letter no superset of the session has. */
export function supersetLetter(entries: readonly Pick<EntryView, 'superset'>[]): string {
  const taken = new Set(entries.map(({ superset }) => superset));
  return [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((letter) => !taken.has(letter)) ?? 'Z';
}

export interface RepsAtWeight {
  weightKg: number;
  reps: number;
  day: string | null;
  setId: string;
}

/** The most reps done with each weight, heaviest first; without those that a heavier weight equals or beats. */
export function repsAtWeight(sets: readonly ExerciseSetRow[]): RepsAtWeight[] {
  const best = new Map<number, RepsAtWeight>();
  for (const set of sets) {
    if (isWarmup(set) || set.weight === null || set.weight <= 0 || set.reps === null || set.reps < 1) continue;
    const known = best.get(set.weight);
    if (!known || set.reps > known.reps)
      best.set(set.weight, { weightKg: set.weight, reps: set.reps, day: set.day, setId: set.id });
  }
  let most = 0;
  return [...best.values()]
    .toSorted((a, b) => b.weightKg - a.weightKg)
    .filter(({ reps }) => {
      const isBetter = reps > most;
      most = Math.max(most, reps);
      return isBetter;
    });
}

export const rowsToTrained = (rows: readonly TrainedExerciseRow[]): TrainedExercise[] =>
  rows.flatMap(({ day, sets, muscle_groups, secondary_muscles }) =>
    day === null ? [] : [{ day, sets, muscles: muscle_groups, secondary: secondary_muscles }],
  );
