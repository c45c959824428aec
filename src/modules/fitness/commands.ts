// What can be done in training. Each call saves a command; a tap is on disk before the next one.
import { useMemo } from 'react';
import { personDay } from '#schema/rules/day.ts';
import { newId } from '#schema/ids.ts';
import { readLayout } from '#schema/rules/fitness/layout.ts';
import type { Measure, SetKind } from '#schema/rules/fitness/strength.ts';
import type { CommandArgs } from '#schema/commands/index.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import type { Replica } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import { reportFailure, showToast } from '#src/ui/toast.tsx';
import type { DoneFigures } from './format.ts';
import type { EntryView, SetView } from './model.ts';
import { previousSets, sessionById, setsOfSession, type SetRow } from './queries.ts';
import { strings } from './strings.ts';

/** A new exercise is laid out as it was done last time, within reason. */
const MAX_PLANNED_SETS = 10;
/** Without a last time. */
const FIRST_SETS = 3;

type DayOf = (at: Date) => string;
type PlannedEntry = NonNullable<CommandArgs<'workout.start'>['entries']>[number];

const figureArgs = ({ weight, reps, duration, distance_m }: DoneFigures) => ({
  weightKg: weight,
  reps,
  durationSeconds: duration,
  distanceM: distance_m,
});

async function start(replica: Replica, dayOf: DayOf, name: string, entries: PlannedEntry[]): Promise<string | null> {
  const id = newId();
  const isStarted = await reportFailure(replica.dispatch('workout.start', { id, name, day: dayOf(new Date()), entries }));
  return isStarted ? id : null;
}

/** The exercises of an earlier session, with as many sets of each kind; the values show as those of last time. */
async function entriesOfSession(replica: Replica, sessionId: string): Promise<PlannedEntry[]> {
  const [[session], sets] = await Promise.all([replica.query(sessionById(sessionId)), replica.query(setsOfSession(sessionId))]);
  return readLayout(session?.layout).map(({ id, exerciseId, superset }) => ({
    id: newId(),
    exerciseId,
    superset,
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

async function deleteSet(replica: Replica, sessionId: string, entry: EntryView, set: SetView): Promise<void> {
  if (!(await reportFailure(replica.dispatch('set.delete', { id: set.id })))) return;
  const restore = () => void reportFailure(replica.dispatch('set.log', logArgs(sessionId, entry, set, set, set.completed_at)));
  showToast({ message: strings.session.deletedSet, action: { label: strings.session.undo, run: restore } });
}

function workoutCommands(replica: Replica, dayOf: DayOf) {
  return {
    startEmpty: (name: string) => start(replica, dayOf, name, []),
    startAgain: async (name: string, sessionId: string) =>
      start(replica, dayOf, name, await entriesOfSession(replica, sessionId)),
    finish: (id: string, endedAt: Date | null) =>
      reportFailure(
        replica.dispatch('workout.finish', {
          id,
          day: dayOf(endedAt ?? new Date()),
          ...(endedAt && { endedAt: endedAt.toISOString() }),
        }),
      ),
    discard: (id: string) => reportFailure(replica.dispatch('workout.discard', { id })),
    remove: (id: string) => reportFailure(replica.dispatch('workout.delete', { id })),
    edit: (args: CommandArgs<'workout.edit'>) => reportFailure(replica.dispatch('workout.edit', args)),
  };
}

function entryCommands(replica: Replica, sessionId: string) {
  return {
    addExercise: async (exerciseId: string) => {
      const sets = await plannedSets(replica, sessionId, exerciseId);
      return reportFailure(replica.dispatch('workout.addExercise', { sessionId, entry: { id: newId(), exerciseId, sets } }));
    },
    swapExercise: (entryId: string, exerciseId: string) =>
      reportFailure(replica.dispatch('workout.swapExercise', { sessionId, entryId, exerciseId })),
    removeExercise: (entryId: string) => reportFailure(replica.dispatch('workout.removeExercise', { sessionId, entryId })),
    reorder: (entryIds: string[]) => reportFailure(replica.dispatch('workout.reorderExercises', { sessionId, entryIds })),
    annotate: (entryId: string, change: { note?: string | null; superset?: string | null }) =>
      reportFailure(replica.dispatch('workout.annotateExercise', { sessionId, entryId, ...change })),
  };
}

function setCommands(replica: Replica, sessionId: string) {
  return {
    /** The next set, with the figures of the one before. */
    addSet: (entry: EntryView, completedAt: Date | null) => {
      const last = entry.sets.at(-1);
      const kind = last && last.kind !== 'warmup' ? last.kind : 'normal';
      const empty = { weight: null, reps: null, duration: null, distance_m: null };
      return reportFailure(
        replica.dispatch('set.log', {
          id: newId(),
          sessionId,
          entryId: entry.id,
          exerciseId: entry.exerciseId,
          setNumber: (last?.set_number ?? 0) + 1,
          kind,
          ...figureArgs(last ?? empty),
          completedAt: completedAt?.toISOString() ?? null,
        }),
      );
    },
    tick: (entry: EntryView, set: SetView, figures: DoneFigures, at: Date | null) =>
      reportFailure(replica.dispatch('set.log', logArgs(sessionId, entry, set, figures, at))),
    update: (change: CommandArgs<'set.update'>) => reportFailure(replica.dispatch('set.update', change)),
    remove: (entry: EntryView, set: SetView) => deleteSet(replica, sessionId, entry, set),
  };
}

export type SessionCommands = ReturnType<typeof entryCommands> & { sets: ReturnType<typeof setCommands> };

export function useWorkoutCommands() {
  const replica = useReplica();
  const dayOf = useDayOf();
  return useMemo(() => workoutCommands(replica, dayOf), [replica, dayOf]);
}

export function useSessionCommands(sessionId: string): SessionCommands {
  const replica = useReplica();
  return useMemo(() => ({ ...entryCommands(replica, sessionId), sets: setCommands(replica, sessionId) }), [replica, sessionId]);
}

export interface OwnExercise {
  name: string;
  measure: Measure;
  muscle: string | null;
  equipment: string | null;
}

/** Makes an own exercise or changes one; gives its id, or null when it was refused. */
export async function saveExercise(replica: Replica, exercise: OwnExercise, existingId?: string): Promise<string | null> {
  const details = {
    id: existingId ?? newId(),
    name: exercise.name,
    measure: exercise.measure,
    muscles: exercise.muscle === null ? [] : [exercise.muscle],
    equipment: exercise.equipment,
  };
  const saving = existingId ? replica.dispatch('exercise.update', details) : replica.dispatch('exercise.create', details);
  return (await reportFailure(saving)) ? details.id : null;
}

function useDayOf(): DayOf {
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  return useMemo(() => (at: Date) => personDay(at, zone, dayStartHour), [zone, dayStartHour]);
}
