// Programs. Following a shipped one copies it, so that the person may change it; one program is followed at a time and the others pause.
import { z } from 'zod';
import { exerciseRowId } from '../rules/exercise-id.ts';
import { readPlan, readProgression } from '../rules/plan.ts';
import { readDefinition, type ProgramDefinition } from '../rules/program.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { insertOwn, madeAt, owns, ownRow } from '../../command/kit.ts';
import { day, id, name, note } from './args.ts';
import { ownProgramWorkout, restandProgram, restandProgramById } from './program-standing.ts';
import { exerciseColumns, forgetPlaces, removeWorkouts } from './routines.ts';
import { knownExercises } from './sessions.ts';

const weekday = z.int().min(1).max(7);
const MAX_WEEKS = 52;
const MAX_DAYS = 7;

const followProgram = defineCommand('program.follow', {
  args: z.object({
    id,
    templateId: id,
    day,
    /** The weekdays of each week's workouts in order; without them any day will do. */
    weekdays: z.array(weekday).max(MAX_DAYS).default([]),
  }),
  async apply(db, args, ctx) {
    if (await owns(db, ctx, 'training_programs', args.id)) return ok();
    const template = await db
      .selectFrom('program_templates')
      .select(['template_key', 'name', 'description', 'goal', 'difficulty', 'definition'])
      .where('id', '=', args.templateId)
      .executeTakeFirst();
    const definition = readDefinition(template?.definition);
    if (!template || !definition) return reject('not_found');
    const inserted = await insertOwn(db, ctx, 'training_programs', {
      id: args.id,
      name: template.name,
      description: template.description,
      goal: template.goal,
      difficulty: template.difficulty,
      template_key: template.template_key,
      duration_weeks: definition.weeks.length,
      is_active: true,
      started_at: ctx.now,
      started_on: args.day,
      ...madeAt(ctx),
    });
    if (inserted === 'conflict') return reject('conflict');
    await pauseOthers(db, ctx, args.id);
    const workoutIds = await insertWorkouts(db, ctx, args.id, definition);
    await insertWeeks(
      db,
      args.id,
      definition.weeks.map((week, place) => ({
        ...week,
        id: ctx.derivedId('program_week', args.id, place),
        days: week.days.flatMap((key, at) => {
          const workoutId = workoutIds.get(key);
          if (workoutId === undefined) return [];
          return [{ id: ctx.derivedId('program_day', args.id, place, at), workoutId, dayOfWeek: args.weekdays[at] ?? null }];
        }),
      })),
    );
    return ok();
  },
});

async function pauseOthers(db: CommandDb, ctx: CommandContext, programId: string): Promise<void> {
  await db
    .updateTable('training_programs')
    .set({ is_active: false, paused_at: ctx.now, updated_at: ctx.now })
    .where('user_id', '=', ctx.userId)
    .where('is_active', '=', true)
    .where('id', '!=', programId)
    .execute();
}

/** The ids of its workouts by their keys. */
async function insertWorkouts(
  db: CommandDb,
  ctx: CommandContext,
  programId: string,
  { workouts }: ProgramDefinition,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [place, workout] of workouts.entries()) {
    const workoutId = ctx.derivedId('program_routine', programId, workout.key);
    ids.set(workout.key, workoutId);
    await insertOwn(db, ctx, 'workouts', {
      id: workoutId,
      name: workout.name,
      program_id: programId,
      sort_order: place,
      is_template: true,
      ...madeAt(ctx),
    });
    const known = await knownExercises(
      db,
      ctx,
      workout.exercises.map(({ exercise }) => exerciseRowId(exercise)),
    );
    const rows = workout.exercises.map((exercise, at) => ({
      id: ctx.derivedId('program_exercise', workoutId, at),
      workout_id: workoutId,
      ...exerciseColumns(
        {
          id: '',
          exerciseId: exerciseRowId(exercise.exercise),
          sectionId: null,
          superset: exercise.superset,
          restSeconds: exercise.restSeconds,
          note: exercise.note,
          plan: readPlan(exercise.plan),
          progression: readProgression(exercise.progression),
          track: exercise.track ?? exercise.exercise.slice(0, 60),
        },
        at,
        new Set(),
      ),
    }));
    const shown = rows.filter(({ exercise_id }) => known.has(exercise_id));
    if (shown.length === 0) continue;
    await db
      .insertInto('workout_exercises')
      .values(shown)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
  return ids;
}

interface NewWeek {
  id: string;
  name: string | null;
  isDeload: boolean;
  notes: string | null;
  intensity: number;
  days: readonly { id: string; workoutId: string; dayOfWeek: number | null }[];
}

async function insertWeeks(db: CommandDb, programId: string, weeks: readonly NewWeek[]): Promise<void> {
  const rows = weeks.map((week, at) => ({
    id: week.id,
    program_id: programId,
    week_number: at + 1,
    name: week.name,
    is_deload: week.isDeload,
    notes: week.notes,
  }));
  const days = weeks.flatMap((week) =>
    week.days.map((one, order) => ({
      id: one.id,
      program_week_id: week.id,
      workout_id: one.workoutId,
      day_of_week: one.dayOfWeek,
      order_index: order,
      intensity_modifier: week.intensity,
    })),
  );
  await db
    .insertInto('program_weeks')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  if (days.length === 0) return;
  await db
    .insertInto('program_workouts')
    .values(days)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** An own program, made of the person's routines. */
const createProgram = defineCommand('program.create', {
  args: z.object({
    id,
    name,
    description: note.default(null),
    day,
    weeks: z
      .array(
        z.object({
          id,
          name: name.nullable().default(null),
          isDeload: z.boolean().default(false),
          notes: note.default(null),
          intensity: z.number().min(0.1).max(2).default(1),
          days: z
            .array(z.object({ id, workoutId: id, dayOfWeek: weekday.nullable().default(null) }))
            .min(1)
            .max(MAX_DAYS),
        }),
      )
      .min(1)
      .max(MAX_WEEKS),
  }),
  async apply(db, args, ctx) {
    if (await owns(db, ctx, 'training_programs', args.id)) return ok();
    const wanted = [...new Set(args.weeks.flatMap(({ days }) => days.map(({ workoutId }) => workoutId)))];
    const own = await db
      .selectFrom('workouts')
      .select('id')
      .where('user_id', '=', ctx.userId)
      .where('id', 'in', wanted)
      .orderBy('id')
      .execute();
    if (own.length < wanted.length) return reject('not_found');
    if (await areWeeksTaken(db, args.weeks)) return reject('conflict');
    const inserted = await insertOwn(db, ctx, 'training_programs', {
      id: args.id,
      name: args.name,
      description: args.description,
      duration_weeks: args.weeks.length,
      is_active: true,
      started_at: ctx.now,
      started_on: args.day,
      ...madeAt(ctx),
    });
    if (inserted === 'conflict') return reject('conflict');
    await pauseOthers(db, ctx, args.id);
    await insertWeeks(db, args.id, args.weeks);
    return ok();
  },
});

/** Whether any row has one of the ids: a program is new, so none of its rows is there. */
async function areWeeksTaken(db: CommandDb, weeks: readonly NewWeek[]): Promise<boolean> {
  const found = async (table: 'program_weeks' | 'program_workouts', ids: readonly string[]) => {
    const row = await db.selectFrom(table).select('id').where('id', 'in', ids).limit(1).executeTakeFirst();
    return row !== undefined;
  };
  const weekIds = weeks.map((week) => week.id);
  const dayIds = weeks.flatMap(({ days }) => days.map((one) => one.id));
  return (await found('program_weeks', weekIds)) || (await found('program_workouts', dayIds));
}

const pauseProgram = defineCommand('program.pause', {
  args: z.object({ id, isPaused: z.boolean() }),
  async apply(db, args, ctx) {
    if (!(await owns(db, ctx, 'training_programs', args.id))) return reject('not_found');
    if (!args.isPaused) await pauseOthers(db, ctx, args.id);
    await db
      .updateTable('training_programs')
      .set({ is_active: !args.isPaused, paused_at: args.isPaused ? ctx.now : null, updated_at: ctx.now })
      .where('id', '=', args.id)
      .execute();
    return ok();
  },
});

/** From its first week on. What was done in the run before stays in the history and counts no more for the program. */
const restartProgram = defineCommand('program.restart', {
  args: z.object({ id, day }),
  async apply(db, args, ctx) {
    if (!(await owns(db, ctx, 'training_programs', args.id))) return reject('not_found');
    await pauseOthers(db, ctx, args.id);
    await db
      .updateTable('training_programs')
      .set({
        is_active: true,
        paused_at: null,
        started_at: ctx.now,
        started_on: args.day,
        completed_at: null,
        updated_at: ctx.now,
      })
      .where('id', '=', args.id)
      .execute();
    const places = await placesOf(db, args.id);
    if (places.length > 0) await db.updateTable('program_workouts').set({ skipped_at: null }).where('id', 'in', places).execute();
    // Another device may have done workouts of the new run before this restart arrived.
    await restandProgramById(db, ctx, args.id);
    return ok();
  },
});

async function placesOf(db: CommandDb, programId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('program_workouts')
    .innerJoin('program_weeks', 'program_weeks.id', 'program_workouts.program_week_id')
    .select('program_workouts.id')
    .where('program_weeks.program_id', '=', programId)
    .orderBy('program_workouts.id')
    .execute();
  return rows.map((row) => row.id);
}

const leaveProgram = defineCommand('program.leave', {
  args: z.object({ id }),
  async apply(db, args, ctx) {
    const own = await ownRow(db, ctx, 'training_programs', args.id, ['id']);
    if (!own) return ok();
    const places = await placesOf(db, own.id);
    await forgetPlaces(db, ctx, places);
    if (places.length > 0) await db.deleteFrom('program_workouts').where('id', 'in', places).execute();
    await db.deleteFrom('program_weeks').where('program_id', '=', own.id).execute();
    const workouts = await db
      .selectFrom('workouts')
      .select('id')
      .where('user_id', '=', ctx.userId)
      .where('program_id', '=', own.id)
      .orderBy('id')
      .execute();
    await removeWorkouts(
      db,
      ctx,
      workouts.map((workout) => workout.id),
    );
    await db.deleteFrom('training_programs').where('id', '=', own.id).execute();
    return ok();
  },
});

const skipWorkout = defineCommand('program.skip', {
  args: z.object({ programWorkoutId: id, isSkipped: z.boolean() }),
  async apply(db, { programWorkoutId, isSkipped }, ctx) {
    const place = await ownProgramWorkout(db, ctx, programWorkoutId);
    if (!place) return reject('not_found');
    await db
      .updateTable('program_workouts')
      .set({ skipped_at: isSkipped ? ctx.now : null })
      .where('id', '=', place.id)
      .execute();
    await restandProgram(db, ctx, place.id);
    return ok();
  },
});

export const programCommands = [followProgram, createProgram, pauseProgram, restartProgram, leaveProgram, skipWorkout] as const;
