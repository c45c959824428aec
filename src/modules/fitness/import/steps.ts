// The commands of an import of training: those that bring sessions, take them back, and give own exercises their muscles.
import { chunksOf } from '#schema/chunks.ts';
import { ownExerciseKey } from '#schema/fitness/rules/exercise-names.ts';
import type { ImportedSession } from '#schema/fitness/files/import-plan.ts';
import { MAX_SESSIONS_PER_UNDO } from '#schema/fitness/rules/limits.ts';
import type { Step } from '#src/importing/public.ts';
import type { Replica } from '#src/replica/api.ts';

type Dispatching = Pick<Replica, 'dispatch'>;

/** Imported sessions by their source. */
export type KeysBySource = ReadonlyMap<string, readonly string[]>;

export function keysBySource(rows: readonly { source: string | null; key: string | null }[]): KeysBySource {
  const keys = new Map<string, string[]>();
  for (const { source, key } of rows) {
    if (source === null || key === null) continue;
    const same = keys.get(source);
    if (same) same.push(key);
    else keys.set(source, [key]);
  }
  return keys;
}

/** Strong's sessions go by the commands that have always brought them, so that an older server takes them too. */
export const dispatchImport = (replica: Dispatching) => (sessions: readonly [ImportedSession, ...ImportedSession[]]) => {
  const [alone] = sessions;
  if (alone.source !== 'strong') {
    const withoutSource = sessions.map(({ source: _, ...session }) => session);
    return replica.dispatch('workout.importFrom', { source: alone.source, sessions: withoutSource });
  }
  const strong = sessions.map((session) => ({ ...session, source: 'strong' as const }));
  return strong.length === 1
    ? replica.dispatch('workout.import', { ...alone, source: 'strong' })
    : replica.dispatch('workout.import_many', { sessions: strong });
};

export const undoSteps = (replica: Dispatching, bySource: KeysBySource): Step[] =>
  [...bySource].flatMap(([source, all]) =>
    chunksOf(all, MAX_SESSIONS_PER_UNDO).map((keys) => ({
      count: keys.length,
      dispatch: () => replica.dispatch('workout.undoImport', { source, keys }),
    })),
  );

interface NamedExercise {
  id: string;
  name: string;
  is_custom: boolean;
  muscle_groups: string[];
}

/** Gives own exercises that have no muscle the one chosen for their name. */
export function muscleSteps(
  replica: Dispatching,
  exercises: readonly NamedExercise[],
  muscleByName: Readonly<Record<string, string>>,
): Step[] {
  const muscleByKey = new Map(Object.entries(muscleByName).map(([name, muscle]) => [ownExerciseKey(name), muscle]));
  return exercises.flatMap(({ id, name, is_custom, muscle_groups }) => {
    const muscle = muscleByKey.get(ownExerciseKey(name));
    if (!is_custom || muscle_groups.length > 0 || muscle === undefined) return [];
    return [{ count: 1, dispatch: () => replica.dispatch('exercise.update', { id, muscles: [muscle] }) }];
  });
}
