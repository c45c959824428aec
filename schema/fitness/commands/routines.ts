// Routines, and the workouts of a program, which are edited the same way. A routine is saved as a whole, because its builder shows it
// as a whole: of two devices that save the same routine the later one decides (docs/decisions/0048-routines-and-programs.md).
import { z } from 'zod';
import { MAX_ENTRIES, MAX_ROUTINES, MAX_SECTIONS } from '../rules/limits.ts';
import { planInShort } from '../rules/plan.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { insertOwn, jsonb, madeAt, ownRow } from '../../command/kit.ts';
import { id, name, note, plan, progression, restSeconds, superset } from './args.ts';
import { restandProgramById } from './program-standing.ts';
import { knownExercises } from './sessions.ts';

const folder = z.string().trim().min(1).max(60).nullable();

const routineExercise = z.object({
  id,
  exerciseId: id,
  sectionId: id.nullable().default(null),
  superset: superset.default(null),
  restSeconds: restSeconds.default(null),
  note: note.default(null),
  plan,
  progression: progression.default({ kind: 'double', step: null }),
  track: z.string().max(60).nullable().default(null),
});
export type RoutineExercise = z.output<typeof routineExercise>;

const saveArgs = z.object({
  id,
  name,
  description: note.default(null),
  folder: folder.default(null),
  sections: z.array(z.object({ id, name })).max(MAX_SECTIONS).default([]),
  exercises: z.array(routineExercise).max(MAX_ENTRIES),
});
type SaveArgs = z.output<typeof saveArgs>;

const saveRoutine = defineCommand('routine.save', {
  args: saveArgs,
  async apply(db, args, ctx) {
    const known = await knownExercises(
      db,
      ctx,
      args.exercises.map(({ exerciseId }) => exerciseId),
    );
    if (args.exercises.some(({ exerciseId }) => !known.has(exerciseId))) return reject('not_found');
    const before = await ownRow(db, ctx, 'workouts', args.id, ['id', 'program_id']);
    if (!before && (await countRoutines(db, ctx)) >= MAX_ROUTINES)
      return reject('limit_exceeded', `You can have at most ${MAX_ROUTINES} routines.`);
    if (await areIdsTaken(db, args)) return reject('conflict');
    const columns = { name: args.name, description: args.description, folder: args.folder };
    if (before) {
      await db
        .updateTable('workouts')
        .set({ ...columns, updated_at: ctx.now })
        .where('id', '=', args.id)
        .execute();
    } else {
      const row = { id: args.id, ...columns, is_template: true, sort_order: await nextPlace(db, ctx), ...madeAt(ctx) };
      if ((await insertOwn(db, ctx, 'workouts', row)) === 'conflict') return reject('conflict');
    }
    await saveSections(db, args);
    await saveExercises(db, args);
    return ok();
  },
});

async function countRoutines(db: CommandDb, ctx: CommandContext): Promise<number> {
  const { count } = await db
    .selectFrom('workouts')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('user_id', '=', ctx.userId)
    .where('program_id', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

async function nextPlace(db: CommandDb, ctx: CommandContext): Promise<number> {
  const last = await db
    .selectFrom('workouts')
    .select(({ fn }) => fn.max('sort_order').as('sort_order'))
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
  return (last?.sort_order ?? -1) + 1;
}

/** Whether a row of another workout has one of the ids: it is not moved, whoever it belongs to. */
async function areIdsTaken(db: CommandDb, { id: workoutId, sections, exercises }: SaveArgs): Promise<boolean> {
  const found = async (table: 'workout_sections' | 'workout_exercises', ids: readonly string[]) => {
    if (ids.length === 0) return false;
    const row = await db
      .selectFrom(table)
      .select('id')
      .where('id', 'in', ids)
      .where('workout_id', '!=', workoutId)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  };
  return (
    (await found(
      'workout_sections',
      sections.map((section) => section.id),
    )) ||
    (await found(
      'workout_exercises',
      exercises.map((exercise) => exercise.id),
    ))
  );
}

async function saveSections(db: CommandDb, { id: workoutId, sections }: SaveArgs): Promise<void> {
  const before = await db.selectFrom('workout_sections').select('id').where('workout_id', '=', workoutId).orderBy('id').execute();
  const kept = new Set(sections.map((section) => section.id));
  const gone = before.map((section) => section.id).filter((section) => !kept.has(section));
  if (gone.length > 0) await db.deleteFrom('workout_sections').where('id', 'in', gone).execute();
  for (const [place, section] of sections.entries()) {
    const columns = { name: section.name, sort_order: place };
    await db
      .insertInto('workout_sections')
      .values({ id: section.id, workout_id: workoutId, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute();
  }
}

async function saveExercises(db: CommandDb, { id: workoutId, sections, exercises }: SaveArgs): Promise<void> {
  const before = await db
    .selectFrom('workout_exercises')
    .select('id')
    .where('workout_id', '=', workoutId)
    .orderBy('id')
    .execute();
  const kept = new Set(exercises.map((exercise) => exercise.id));
  const gone = before.map((exercise) => exercise.id).filter((exercise) => !kept.has(exercise));
  if (gone.length > 0) await db.deleteFrom('workout_exercises').where('id', 'in', gone).execute();
  const sectionIds = new Set(sections.map((section) => section.id));
  for (const [place, exercise] of exercises.entries()) {
    const columns = exerciseColumns(exercise, place, sectionIds);
    await db
      .insertInto('workout_exercises')
      .values({ id: exercise.id, workout_id: workoutId, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute();
  }
}

export const exerciseColumns = (exercise: RoutineExercise, place: number, sectionIds: ReadonlySet<string>) => ({
  exercise_id: exercise.exerciseId,
  section_id: exercise.sectionId !== null && sectionIds.has(exercise.sectionId) ? exercise.sectionId : null,
  superset: exercise.superset,
  rest_seconds: exercise.restSeconds,
  notes: exercise.note,
  sort_order: place,
  plan: jsonb(exercise.plan),
  progression: jsonb(exercise.progression),
  track: exercise.track,
  ...planInShort(exercise.plan),
});

/** The routines named stand in this folder in this order. */
const arrangeRoutines = defineCommand('routine.arrange', {
  args: z.object({ folder, ids: z.array(id).min(1).max(MAX_ROUTINES) }),
  async apply(db, args, ctx) {
    const own = await db
      .selectFrom('workouts')
      .select(['id', 'folder', 'sort_order'])
      .where('user_id', '=', ctx.userId)
      .where('id', 'in', args.ids)
      .orderBy('id')
      .execute();
    const byId = new Map(own.map((row) => [row.id, row]));
    const wanted = [...new Set(args.ids)].flatMap((one) => byId.get(one) ?? []);
    for (const [place, row] of wanted.entries()) {
      if (row.sort_order === place && row.folder === args.folder) continue;
      await db
        .updateTable('workouts')
        .set({ folder: args.folder, sort_order: place, updated_at: ctx.now })
        .where('id', '=', row.id)
        .execute();
    }
    return ok();
  },
});

const deleteRoutine = defineCommand('routine.delete', {
  args: z.object({ id }),
  async apply(db, args, ctx) {
    const own = await ownRow(db, ctx, 'workouts', args.id, ['id', 'program_id']);
    if (!own) return ok();
    if (own.program_id !== null) return reject('conflict', 'This workout belongs to a program.');
    const followed = await programsOf(db, own.id);
    await removeWorkouts(db, ctx, [own.id]);
    for (const programId of followed) await restandProgramById(db, ctx, programId);
    return ok();
  },
});

/** The programs that have the workout on one of their days. */
async function programsOf(db: CommandDb, workoutId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('program_workouts')
    .innerJoin('program_weeks', 'program_weeks.id', 'program_workouts.program_week_id')
    .select(['program_workouts.id', 'program_weeks.program_id'])
    .where('program_workouts.workout_id', '=', workoutId)
    .orderBy('program_workouts.id')
    .execute();
  return [...new Set(rows.map((row) => row.program_id))];
}

/** What stands under a workout is named, because a replica has no foreign keys. Sessions that followed it stay. */
export async function removeWorkouts(db: CommandDb, ctx: CommandContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const places = await db.selectFrom('program_workouts').select('id').where('workout_id', 'in', ids).orderBy('id').execute();
  await forgetPlaces(
    db,
    ctx,
    places.map((place) => place.id),
  );
  for (const table of ['program_workouts', 'workout_exercises', 'workout_sections'] as const) {
    await db.deleteFrom(table).where('workout_id', 'in', ids).execute();
  }
  for (const table of ['workout_sessions', 'calendar_events'] as const) {
    await db
      .updateTable(table)
      .set({ workout_id: null })
      .where('workout_id', 'in', ids)
      .where('user_id', '=', ctx.userId)
      .execute();
  }
  await db.deleteFrom('workouts').where('id', 'in', ids).where('user_id', '=', ctx.userId).execute();
}

/** Sessions keep what was done, without their place in the program. */
export async function forgetPlaces(db: CommandDb, ctx: CommandContext, placeIds: readonly string[]): Promise<void> {
  if (placeIds.length === 0) return;
  await db
    .updateTable('workout_sessions')
    .set({ program_workout_id: null })
    .where('program_workout_id', 'in', placeIds)
    .where('user_id', '=', ctx.userId)
    .execute();
}

export const routineCommands = [saveRoutine, arrangeRoutines, deleteRoutine] as const;
