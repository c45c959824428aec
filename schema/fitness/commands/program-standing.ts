// Whether a program is done: every workout of it is finished in this run, or skipped.
import type { CommandContext, CommandDb } from '../../command/define.ts';

interface OwnProgramWorkout {
  id: string;
  workoutId: string;
  programId: string;
}

/** The place in one of the person's programs; null for another person's or a deleted one. */
export async function ownProgramWorkout(db: CommandDb, ctx: CommandContext, id: string): Promise<OwnProgramWorkout | null> {
  const row = await db
    .selectFrom('program_workouts')
    .innerJoin('program_weeks', 'program_weeks.id', 'program_workouts.program_week_id')
    .innerJoin('training_programs', 'training_programs.id', 'program_weeks.program_id')
    .select(['program_workouts.id', 'program_workouts.workout_id', 'program_weeks.program_id'])
    .where('program_workouts.id', '=', id)
    .where('training_programs.user_id', '=', ctx.userId)
    .executeTakeFirst();
  return row ? { id: row.id, workoutId: row.workout_id, programId: row.program_id } : null;
}

/** Called when a workout of the program was finished, moved, deleted or skipped. */
export async function restandProgram(db: CommandDb, ctx: CommandContext, programWorkoutId: string): Promise<void> {
  const place = await ownProgramWorkout(db, ctx, programWorkoutId);
  if (place) await restandProgramById(db, ctx, place.programId);
}

export async function restandProgramById(db: CommandDb, ctx: CommandContext, programId: string): Promise<void> {
  const program = await db
    .selectFrom('training_programs')
    .select(['id', 'started_at', 'completed_at'])
    .where('id', '=', programId)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
  if (!program) return;
  const places = await db
    .selectFrom('program_workouts')
    .innerJoin('program_weeks', 'program_weeks.id', 'program_workouts.program_week_id')
    .select(['program_workouts.id', 'program_workouts.skipped_at'])
    .where('program_weeks.program_id', '=', program.id)
    .orderBy('program_workouts.id')
    .execute();
  const done =
    places.length === 0
      ? []
      : await doneAt(
          db,
          ctx,
          places.map(({ id }) => id),
        );
  const doneIds = new Set(
    done
      .filter(({ started_at }) => program.started_at === null || started_at >= program.started_at)
      .map(({ program_workout_id }) => program_workout_id),
  );
  // A program whose last workout was deleted is empty, not done.
  const isDone = places.length > 0 && places.every(({ id, skipped_at }) => skipped_at !== null || doneIds.has(id));
  if (isDone === (program.completed_at !== null)) return;
  await db
    .updateTable('training_programs')
    .set({ completed_at: isDone ? ctx.now : null, updated_at: ctx.now })
    .where('id', '=', program.id)
    .execute();
}

const doneAt = (db: CommandDb, ctx: CommandContext, placeIds: readonly string[]) =>
  db
    .selectFrom('workout_sessions')
    .select(['program_workout_id', 'started_at'])
    .where('user_id', '=', ctx.userId)
    .where('status', '=', 'completed')
    .where('program_workout_id', 'in', placeIds)
    .orderBy('id')
    .execute();
