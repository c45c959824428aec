// Takes imported sessions back: the sessions with their sets and records, and the own exercises that only they used. The sessions
// are named as the import named them, so the same file can be taken back on any device, and imported again afterwards.
import { z } from 'zod';
import { ownExerciseKey } from '../rules/exercise-names.ts';
import { readLayout } from '../rules/layout.ts';
import { MAX_KEY_LENGTH, MAX_SESSIONS_PER_UNDO } from '../rules/limits.ts';
import { defineCommand, ok, type CommandContext, type CommandDb } from '../../command/define.ts';
import { updateRecords } from './records.ts';

const undoImport = defineCommand('workout.undoImport', {
  args: z.object({
    source: z.string().min(1).max(40),
    keys: z.array(z.string().min(1).max(MAX_KEY_LENGTH)).min(1).max(MAX_SESSIONS_PER_UNDO),
  }),
  async apply(db, { source, keys }, ctx) {
    const sessions = await db
      .selectFrom('workout_sessions')
      .select(['id', 'layout'])
      .where(
        'id',
        'in',
        keys.map((key) => ctx.derivedId('imported_session', source, key)),
      )
      .where('user_id', '=', ctx.userId)
      .orderBy('id')
      .execute();
    if (sessions.length === 0) return ok();
    const ids = sessions.map(({ id }) => id);
    const removed = await db
      .deleteFrom('exercise_sets')
      .where('session_id', 'in', ids)
      .returning(['exercise_id', 'completed_at'])
      .execute();
    await updateRecords(db, ctx, removed);
    const trained = removed.map(({ exercise_id }) => exercise_id);
    await db.deleteFrom('workout_sessions').where('id', 'in', ids).execute();
    const laidOut = sessions.flatMap(({ layout }) => readLayout(layout).map(({ exerciseId }) => exerciseId));
    await removeUnused(db, ctx, [...new Set([...trained, ...laidOut])].sort());
    return ok();
  },
});

/** Own exercises that an import made, by their ids, and that nothing uses any more. */
async function removeUnused(db: CommandDb, ctx: CommandContext, exerciseIds: readonly string[]): Promise<void> {
  if (exerciseIds.length === 0) return;
  const own = await db
    .selectFrom('exercises')
    .select(['id', 'name'])
    .where('id', 'in', exerciseIds)
    .where('user_id', '=', ctx.userId)
    .orderBy('id')
    .execute();
  const inSets = await db
    .selectFrom('exercise_sets')
    .select('exercise_id')
    .where('exercise_id', 'in', exerciseIds)
    .groupBy('exercise_id')
    .orderBy('exercise_id')
    .execute();
  const inPlans = await db
    .selectFrom('workout_exercises')
    .select('exercise_id')
    .where('exercise_id', 'in', exerciseIds)
    .groupBy('exercise_id')
    .orderBy('exercise_id')
    .execute();
  const used = new Set([...inSets, ...inPlans].map(({ exercise_id }) => exercise_id));
  const made = own
    .filter(({ id, name }) => !used.has(id) && id === ctx.derivedId('own_exercise', ownExerciseKey(name)))
    .map(({ id }) => id);
  if (made.length === 0) return;
  const layouts = await db
    .selectFrom('workout_sessions')
    .select('layout')
    .where('user_id', '=', ctx.userId)
    .where((row) => row.or(made.map((id) => row('layout', '@>', JSON.stringify([{ exerciseId: id }])))))
    .orderBy('id')
    .execute();
  for (const { layout } of layouts) for (const { exerciseId } of readLayout(layout)) used.add(exerciseId);
  const unused = made.filter((id) => !used.has(id));
  if (unused.length > 0) await db.deleteFrom('exercises').where('id', 'in', unused).execute();
}

export const importUndoCommands = [undoImport] as const;
