// A workout from start to finish, and its later correction. A finished workout is paid once, whichever devices finish it.
// Discarding and deleting take the sets and their records along; sets that arrive later for it are refused.
import { z } from 'zod';
import { dateProblem } from '../../rules/fitness/limits.ts';
import { workoutReward } from '../../rules/fitness/reward.ts';
import { award, reverseAward } from '../award.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../define.ts';
import { day, id, instant, MAX_ENTRIES, name, note, plannedEntry } from './args.ts';
import { recomputeRecords } from './records.ts';
import { insertPlannedSets, knownExercises, layoutJson, ownSession, plannedProblem, trainedExercises } from './sessions.ts';

/** The rule under which a finished workout is in the ledger. */
const causeOf = (sessionId: string) => ({ source: 'workout', occurrence: sessionId, rule: 'finished' });

const startWorkout = defineCommand('workout.start', {
  args: z.object({
    id,
    name,
    day,
    /** The planned workout it follows, when there is one. */
    workoutId: id.nullish(),
    /** Exercises laid out from the beginning: from a plan, or from an earlier session done again. */
    entries: z.array(plannedEntry).max(MAX_ENTRIES).default([]),
  }),
  async apply(db, args, ctx) {
    const wrong = plannedProblem(args.entries.flatMap(({ sets }) => sets));
    if (wrong) return reject('limit_exceeded', wrong);
    const known = await knownExercises(
      db,
      ctx,
      args.entries.map(({ exerciseId }) => exerciseId),
    );
    if (args.entries.some(({ exerciseId }) => !known.has(exerciseId))) return reject('not_found');
    if (args.workoutId && !(await ownsWorkout(db, ctx, args.workoutId))) return reject('not_found');
    const layout = args.entries.map(({ sets: _, ...entry }) => entry);
    const inserted = await db
      .insertInto('workout_sessions')
      .values({
        id: args.id,
        user_id: ctx.userId,
        workout_id: args.workoutId ?? null,
        name: args.name,
        status: 'running',
        day: args.day,
        started_at: ctx.now,
        layout: layoutJson(layout),
        updated_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) return (await ownSession(db, ctx, args.id)) ? ok() : reject('conflict');
    await insertPlannedSets(db, ctx, args.id, args.entries);
    return ok();
  },
});

async function ownsWorkout(db: CommandDb, ctx: CommandContext, workoutId: string): Promise<boolean> {
  const row = await db
    .selectFrom('workouts')
    .select('id')
    .where('id', '=', workoutId)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
  return row !== undefined;
}

const finishWorkout = defineCommand('workout.finish', {
  args: z.object({
    id,
    day,
    /** Given when the person ends it later than they stopped training. */
    endedAt: instant.optional(),
  }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    if (!session) return reject('not_found');
    const endedAt = args.endedAt === undefined ? ctx.now : new Date(args.endedAt);
    const wrong = dateProblem(endedAt, ctx.now);
    if (wrong) return reject('limit_exceeded', wrong);

    await db.deleteFrom('exercise_sets').where('session_id', '=', session.id).where('completed_at', 'is', null).execute();
    const done = await db
      .selectFrom('exercise_sets')
      .select(['entry_id', 'kind'])
      .where('session_id', '=', session.id)
      .orderBy('id')
      .execute();
    const trained = new Set(done.map(({ entry_id }) => entry_id));
    const reward = workoutReward(done.filter(({ kind }) => kind !== 'warmup').length);
    const isFirstFinish = session.status === 'running';
    await db
      .updateTable('workout_sessions')
      .set({
        layout: layoutJson(session.layout.filter((entry) => trained.has(entry.id))),
        updated_at: ctx.now,
        // The device that finishes first says when it ended.
        ...(isFirstFinish && {
          status: 'completed' as const,
          completed_at: endedAt < session.startedAt ? session.startedAt : endedAt,
          day: args.day,
          xp_awarded: reward?.xp ?? 0,
          coins_awarded: reward?.coins ?? 0,
        }),
      })
      .where('id', '=', session.id)
      .execute();
    await recomputeRecords(db, ctx, await trainedExercises(db, session.id));
    if (!reward || !isFirstFinish) return ok();
    return award(db, ctx, { ...causeOf(session.id), ...reward, reason: session.name ?? 'Workout', day: args.day });
  },
});

const discardWorkout = defineCommand('workout.discard', {
  args: z.object({ id }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    if (!session) return ok();
    // Another device finished it meanwhile: what is finished is deleted on purpose, never discarded by accident.
    if (session.status === 'completed') return reject('already_ended');
    await removeSession(db, ctx, session.id);
    return ok();
  },
});

const deleteWorkout = defineCommand('workout.delete', {
  args: z.object({ id }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    if (!session) return ok();
    await removeSession(db, ctx, session.id);
    return reverseAward(db, ctx, { ...causeOf(session.id), reason: `Deleted: ${session.name ?? 'Workout'}` });
  },
});

async function removeSession(db: CommandDb, ctx: CommandContext, sessionId: string): Promise<void> {
  const exerciseIds = await trainedExercises(db, sessionId);
  await db.deleteFrom('exercise_sets').where('session_id', '=', sessionId).execute();
  await recomputeRecords(db, ctx, exerciseIds);
  await db.deleteFrom('workout_sessions').where('id', '=', sessionId).execute();
}

const editWorkout = defineCommand('workout.edit', {
  args: z.object({
    id,
    name: name.optional(),
    notes: note.optional(),
    rating: z.int().min(1).max(5).nullable().optional(),
    startedAt: instant.optional(),
    completedAt: instant.optional(),
  }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    if (!session) return reject('not_found');
    const startedAt = args.startedAt === undefined ? session.startedAt : new Date(args.startedAt);
    const completedAt = args.completedAt === undefined ? session.completedAt : new Date(args.completedAt);
    const wrong = [startedAt, completedAt].flatMap((at) => (at ? (dateProblem(at, ctx.now) ?? []) : []))[0];
    if (wrong) return reject('limit_exceeded', wrong);
    if (completedAt && completedAt < startedAt) return reject('limit_exceeded', 'A workout ends after it started.');
    if (completedAt && session.status === 'running') return reject('conflict', 'Finish the workout first.');
    await db
      .updateTable('workout_sessions')
      .set({
        ...(args.name !== undefined && { name: args.name }),
        ...(args.notes !== undefined && { notes: args.notes }),
        ...(args.rating !== undefined && { rating: args.rating }),
        started_at: startedAt,
        completed_at: completedAt,
        updated_at: ctx.now,
      })
      .where('id', '=', session.id)
      .execute();
    return ok();
  },
});

export const workoutCommands = [startWorkout, finishWorkout, discardWorkout, deleteWorkout, editWorkout] as const;
