// The proposals of a finished session and the answers given to them.
import { useMemo } from 'react';
import { useSettings } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { proposalsOf, type ExerciseProposal } from './plan-model.ts';
import {
  answersOfSession,
  estimatedMaxes,
  exercisePreferences,
  exercisesOfRoutines,
  sessionsOfWorkouts,
  workingSets,
  workoutsBeside,
} from './plan-queries.ts';

const NONE = '00000000-0000-0000-0000-000000000000';
/** Enough to hold the last two sessions of each lift, also where a program has many workouts. */
const LOOKED_AT = 24;

export function useProposals(session: { id: string; workout_id: string | null }): {
  proposals: ExerciseProposal[];
  answers: ReadonlyMap<string, boolean>;
} {
  const { units } = useSettings();
  const workoutId = session.workout_id ?? NONE;
  const beside = rowsIfReady(useRows(workoutsBeside(workoutId)));
  const workoutIds = beside && beside.length > 0 ? beside.map(({ id }) => id) : [workoutId];
  const recent = rowsIfReady(useRows(sessionsOfWorkouts(workoutIds, LOOKED_AT)));
  const planned = rowsIfReady(useRows(exercisesOfRoutines(workoutIds)));
  // Only what was done up to this session: an old summary proposes nothing new.
  const isNewest = recent?.find((one) => one.workout_id === session.workout_id)?.id === session.id;
  const at = recent?.findIndex((one) => one.id === session.id) ?? -1;
  const sessions = at < 0 ? [] : (recent ?? []).slice(at);
  const sets = rowsIfReady(useRows(workingSets(sessions.length === 0 ? [NONE] : sessions.map(({ id }) => id))));
  const preferences = rowsIfReady(useRows(exercisePreferences()));
  const exerciseIds = [...new Set((planned ?? []).map(({ exercise_id }) => exercise_id))].sort();
  const estimates = rowsIfReady(useRows(estimatedMaxes(exerciseIds.length === 0 ? [NONE] : exerciseIds)));
  const answered = rowsIfReady(useRows(answersOfSession(session.id)));
  const answers = useMemo(() => new Map((answered ?? []).map(({ plan_id, is_accepted }) => [plan_id, is_accepted])), [answered]);
  if (session.workout_id === null || !planned || !sets || !preferences || !estimates) return { proposals: [], answers };
  const maxKgByExercise = new Map([
    ...estimates.map(({ exercise_id, max_kg }) => [exercise_id, max_kg] as const),
    ...preferences.flatMap(({ exercise_id, one_rep_max_kg }) =>
      one_rep_max_kg === null ? [] : [[exercise_id, one_rep_max_kg] as const],
    ),
  ]);
  const proposals = proposalsOf({ sessions, sets, planned, maxKgByExercise, unit: units });
  return { proposals: proposals.filter(({ planId }) => isNewest || answers.has(planId)), answers };
}
