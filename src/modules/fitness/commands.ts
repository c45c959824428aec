// What training does beyond saving one command: plans from earlier workouts, the whole of a set, deleting with a way back.
import { useMemo } from 'react';
import { personDay } from '#schema/day.ts';
import { newId } from '#schema/ids.ts';
import { readLayout } from '#schema/fitness/rules/layout.ts';
import type { Measure, SetKind } from '#schema/fitness/rules/strength.ts';
import type { WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import type { CommandArgs } from '#schema/commands.ts';
import { now } from '#src/clock/clock.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import type { Replica } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { runOn, type Run } from '../use-run.ts';
import type { DoneFigures } from './format.ts';
import type { EntryView, SetView } from './model.ts';
import { exercisePreferences, previousSets, sessionById, setsOfSession, type SetRow } from './queries.ts';
import { entriesOfPlan, type PlannedStart } from './start-plan.ts';
import { strings } from './strings.ts';

/** A new exercise is laid out as it was done last time, within reason. */
const MAX_PLANNED_SETS = 10;
/** Without a last time. */
const FIRST_SETS = 3;

type DayOf = (at: Date) => string;
type PlannedEntry = NonNullable<CommandArgs<'workout.start'>['entries']>[number];

export interface WorkoutPlan {
  name: string;
  /** The earlier workout that is done again. */
  again?: string;
  /** The routine or the workout of a program that it follows. */
  plan?: PlannedStart;
}

const figureArgs = ({ weight, reps, duration, distance_m }: DoneFigures) => ({
  weightKg: weight,
  reps,
  durationSeconds: duration,
  distanceM: distance_m,
});

async function start(run: Run, dayOf: DayOf, { name, plan }: WorkoutPlan, entries: PlannedEntry[]): Promise<string | null> {
  const id = newId();
  const isStarted = await run('workout.start', {
    id,
    name,
    day: dayOf(now()),
    entries,
    ...(plan && { workoutId: plan.workoutId, programWorkoutId: plan.programWorkoutId ?? null }),
  });
  return isStarted ? id : null;
}

/** The exercises of an earlier session, with as many sets of each kind; the values show as those of last time. */
async function entriesOfSession(replica: Replica, sessionId: string): Promise<PlannedEntry[]> {
  const [[session], sets] = await Promise.all([replica.query(sessionById(sessionId)), replica.query(setsOfSession(sessionId))]);
  return readLayout(session?.layout).map(({ id, exerciseId, superset, restSeconds }) => ({
    id: newId(),
    exerciseId,
    superset,
    restSeconds,
    sets: sets.filter(({ entry_id }) => entry_id === id).map(({ kind }) => ({ id: newId(), kind })),
  }));
}

async function plannedSets(replica: Replica, sessionId: string, exerciseId: string): Promise<{ id: string; kind: SetKind }[]> {
  const before = await replica.query(previousSets([exerciseId], sessionId));
  const kinds = before.length > 0 ? before.map(({ kind }) => kind) : Array<SetKind>(FIRST_SETS).fill('normal');
  return kinds.slice(0, MAX_PLANNED_SETS).map((kind) => ({ id: newId(), kind }));
}

/** The whole set, so that it can be made again wherever it is missing. */
const logArgs = (sessionId: string, entry: EntryView, set: SetRow, figures: DoneFigures, completedAt: Date | null) => ({
  id: set.id,
  sessionId,
  entryId: entry.id,
  exerciseId: entry.exerciseId,
  setNumber: set.set_number,
  kind: set.kind,
  ...figureArgs(figures),
  rpe: set.rpe,
  note: set.notes,
  completedAt: completedAt?.toISOString() ?? null,
});

async function deleteSet(run: Run, sessionId: string, entry: EntryView, set: SetView): Promise<void> {
  if (!(await run('set.delete', { id: set.id }))) return;
  const restore = () => void run('set.log', logArgs(sessionId, entry, set, set, set.completed_at));
  showToast({ message: strings.session.deletedSet, action: { label: strings.session.undo, run: restore } });
}

function workoutCommands(replica: Replica, dayOf: DayOf, unit: WeightUnit) {
  const run = runOn(replica);
  const entriesOf = ({ again, plan }: WorkoutPlan): Promise<PlannedEntry[]> =>
    plan ? entriesOfPlan(replica, plan, unit) : again === undefined ? Promise.resolve([]) : entriesOfSession(replica, again);
  return {
    /** Empty, as a plan says, or with the exercises of an earlier workout. Gives its id, or null when it was refused. */
    start: async (plan: WorkoutPlan) => start(run, dayOf, plan, await entriesOf(plan)),
    finish: (id: string, endedAt: Date | null) =>
      run('workout.finish', {
        id,
        day: dayOf(endedAt ?? now()),
        ...(endedAt && { endedAt: endedAt.toISOString() }),
      }),
  };
}

function sessionCommands(replica: Replica, sessionId: string) {
  const run = runOn(replica);
  return {
    /** In this order; each with the rest that the person set for it. */
    addExercises: async (added: readonly { entryId: string; exerciseId: string }[]) => {
      const preferences = await replica.query(exercisePreferences());
      for (const { entryId, exerciseId } of added) {
        const sets = await plannedSets(replica, sessionId, exerciseId);
        const restSeconds = preferences.find(({ exercise_id }) => exercise_id === exerciseId)?.rest_seconds ?? null;
        if (!(await run('workout.addExercise', { sessionId, entry: { id: entryId, exerciseId, restSeconds, sets } }))) return;
      }
    },
    /** The next set, with the figures of the one before. */
    addSet: (entry: EntryView, completedAt: Date | null) => {
      const last = entry.sets.at(-1);
      const kind = last && last.kind !== 'warmup' ? last.kind : 'normal';
      const empty = { weight: null, reps: null, duration: null, distance_m: null };
      return run('set.log', {
        id: newId(),
        sessionId,
        entryId: entry.id,
        exerciseId: entry.exerciseId,
        setNumber: (last?.set_number ?? 0) + 1,
        kind,
        ...figureArgs(last ?? empty),
        completedAt: completedAt?.toISOString() ?? null,
      });
    },
    tickSet: (entry: EntryView, set: SetView, figures: DoneFigures, at: Date | null) =>
      run('set.log', logArgs(sessionId, entry, set, figures, at)),
    deleteSet: (entry: EntryView, set: SetView) => deleteSet(run, sessionId, entry, set),
  };
}

export type SessionCommands = ReturnType<typeof sessionCommands>;

export function useWorkoutCommands() {
  const replica = useReplica();
  const dayOf = useDayOf();
  const { units } = useSettings();
  return useMemo(() => workoutCommands(replica, dayOf, units), [replica, dayOf, units]);
}

export function useSessionCommands(sessionId: string): SessionCommands {
  const replica = useReplica();
  return useMemo(() => sessionCommands(replica, sessionId), [replica, sessionId]);
}

interface ExerciseFields {
  name: string;
  measure: Measure;
  /** Empty for none. */
  muscle: string;
  equipment: string;
}

export const exerciseArgs = ({ name, measure, muscle, equipment }: ExerciseFields) => ({
  name: name.trim(),
  measure,
  muscles: muscle === '' ? [] : [muscle],
  equipment: equipment === '' ? null : equipment,
});

/** An own exercise of which only the name is known; gives its id, or null when it was refused. */
export async function addNamedExercise(run: Run, name: string): Promise<string | null> {
  const id = newId();
  const args = exerciseArgs({ name, measure: 'weight_reps', muscle: '', equipment: '' });
  return (await run('exercise.create', { id, ...args })) ? id : null;
}

function useDayOf(): DayOf {
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  return useMemo(() => (at: Date) => personDay(at, zone, dayStartHour), [zone, dayStartHour]);
}
