// Routines and programs as their screens show them. Pure.
import { readLayout } from '#schema/fitness/rules/layout.ts';
import { isWorking, readPlan, readProgression, type PlannedSetRule } from '#schema/fitness/rules/plan.ts';
import type { ProgramDay } from '#schema/fitness/rules/program.ts';
import { proposeProgression, type DoneExercise, type Proposal } from '#schema/fitness/rules/progression.ts';
import type { Measure } from '#schema/fitness/rules/strength.ts';
import type { WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import { formatClock } from '#src/format/durations.ts';
import { formatDistance, formatWeight } from './format.ts';
import { planStrings } from './plan-strings.ts';
import type { PlannedSessionRow, ProgramDayRow, RoutineExerciseRow, RoutineRow, WorkingSetRow } from './plan-queries.ts';

const words = planStrings.short;

/** By folder: those without one first, then the folders in the order of their first routine. */
export function routinesByFolder<Row extends Pick<RoutineRow, 'folder'>>(
  rows: readonly Row[],
): { folder: string | null; routines: Row[] }[] {
  const folders = new Map<string | null, Row[]>([[null, []]]);
  for (const row of rows) folders.set(row.folder, [...(folders.get(row.folder) ?? []), row]);
  return [...folders].map(([folder, own]) => ({ folder, routines: own })).filter((group) => group.routines.length > 0);
}

/** "3 × 8–12 · 60 kg · RPE 8": the working sets, in short. */
export function planInWords(plan: readonly PlannedSetRule[], measure: Measure, unit: WeightUnit): string {
  const working = plan.filter(isWorking);
  const [first] = working;
  if (!first) return words.sets(0);
  const isSame = working.every((set) => figureWords(set, measure, unit) === figureWords(first, measure, unit));
  const loads = [...new Set(working.map((set) => loadWords(set, unit)).filter((load) => load !== null))];
  const figures = isSame
    ? `${working.length} × ${figureWords(first, measure, unit)}`
    : working.map((set) => figureWords(set, measure, unit)).join(', ');
  const rpe = first.rpe !== null && working.every((set) => set.rpe === first.rpe) ? words.rpe(first.rpe) : null;
  return [figures, loads.length === 0 ? null : loads.join(', '), rpe].filter((part) => part !== null).join(' · ');
}

function figureWords(set: PlannedSetRule, measure: Measure, unit: WeightUnit): string {
  if (measure === 'distance_time' && set.distanceM !== null) return formatDistance(set.distanceM, unit);
  if (set.durationSeconds !== null) return formatClock(set.durationSeconds);
  if (set.reps !== null && set.repsMax !== null && set.repsMax > set.reps) return words.range(set.reps, set.repsMax);
  return String(set.reps ?? set.repsMax ?? '–');
}

const loadWords = (set: PlannedSetRule, unit: WeightUnit): string | null =>
  set.percent !== null ? words.percent(set.percent) : set.weightKg !== null ? formatWeight(set.weightKg, unit) : null;

/** What a set aims at, beside its row in the session: "8–12", "5 · RPE 8". */
export function aimInWords(set: PlannedSetRule, measure: Measure, unit: WeightUnit): string {
  const figure =
    set.aim !== null && set.repsMax !== null
      ? `${set.aim} (${figureWords(set, measure, unit)})`
      : figureWords(set, measure, unit);
  const load = loadWords(set, unit);
  return [load, figure, set.rpe === null ? null : words.rpe(set.rpe)].filter((part) => part !== null).join(' · ');
}

export const rowToDay = (row: ProgramDayRow): ProgramDay => ({
  id: row.id,
  week: row.week_number,
  order: row.order_index,
  weekday: row.day_of_week,
  isSkipped: row.skipped_at !== null,
  doneOn: row.session_id === null ? null : (row.done_on ?? null),
});

export interface ExerciseProposal {
  planId: string;
  exerciseId: string;
  name: string;
  measure: Measure;
  proposal: Proposal;
}

interface ProposalFacts {
  /** The session to answer first, then the earlier ones. */
  sessions: readonly PlannedSessionRow[];
  sets: readonly WorkingSetRow[];
  planned: readonly RoutineExerciseRow[];
  maxKgByExercise: ReadonlyMap<string, number>;
  unit: WeightUnit;
}

/** The proposals for the newest of these sessions. */
export function proposalsOf({ sessions, sets, planned, maxKgByExercise, unit }: ProposalFacts): ExerciseProposal[] {
  const [newest] = sessions;
  if (!newest) return [];
  return readLayout(newest.layout).flatMap((entry): ExerciseProposal[] => {
    const row = planned.find(({ id, exercise_id }) => id === entry.planId && exercise_id === entry.exerciseId);
    if (!row) return [];
    const track = new Set(planned.filter((one) => isSameTrack(one, row)).map(({ id }) => id));
    const history = sessions.flatMap((session) => doneIn(session, sets, track));
    const proposal = proposeProgression({
      measure: row.measure,
      progression: readProgression(row.progression),
      history,
      oneRepMaxKg: maxKgByExercise.get(row.exercise_id) ?? null,
      unit,
    });
    return proposal ? [{ planId: row.id, exerciseId: row.exercise_id, name: row.name, measure: row.measure, proposal }] : [];
  });
}

const isSameTrack = (one: RoutineExerciseRow, other: RoutineExerciseRow): boolean =>
  one.id === other.id || (one.track !== null && one.track === other.track && one.exercise_id === other.exercise_id);

function doneIn(session: PlannedSessionRow, sets: readonly WorkingSetRow[], track: ReadonlySet<string>): DoneExercise[] {
  return readLayout(session.layout)
    .filter(({ planId }) => planId !== null && track.has(planId))
    .map((entry) => ({
      plan: readPlan(entry.plan),
      sets: sets
        .filter(({ session_id, entry_id }) => session_id === session.id && entry_id === entry.id)
        .map(({ weight, reps, duration, distance_m }) => ({
          weightKg: weight,
          reps,
          durationSeconds: duration,
          distanceM: distance_m,
        })),
    }));
}
