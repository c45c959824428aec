// A workout from start to finish, and its later correction. A finished workout is paid once, whichever devices finish it.
// Discarding and deleting take the sets and their records along; sets that arrive later for it are refused. One runs at a time: a
// second that another device started joins it (docs/decisions/0031-one-running-workout.md).
import { z } from 'zod';
import { withEntry, type LayoutEntry } from '../rules/layout.ts';
import { dateProblem, MAX_ENTRIES } from '../rules/limits.ts';
import { isForgotten, isJoined } from '../rules/running.ts';
import { NOTHING } from '../../progress/rules/pay.ts';
import { takenBack } from '../../progress/occurrences.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { insertionOutcome, insertOwn } from '../../command/kit.ts';
import { boundedDay, boundedDayAt } from '../../command/person-day.ts';
import { day, id, instant, name, note, plannedEntry, type PlannedEntry } from './args.ts';
import { updateRecords } from './records.ts';
import { ownProgramWorkout, restandProgram } from './program-standing.ts';
import { noRest } from './rest.ts';
import {
  insertPlannedSets,
  knownExercises,
  layoutJson,
  ownSession,
  plannedProblem,
  runningBeside,
  type OwnSession,
} from './sessions.ts';
import { doneSets, workoutAmended, workoutDone } from './workout-occurrence.ts';

const startWorkout = defineCommand('workout.start', {
  version: 2,
  upgrade: { 1: (args) => args },
  args: z.object({
    id,
    name,
    day,
    /** The planned workout it follows, when there is one. */
    workoutId: id.nullish(),
    /** Its place in a program, when the workout follows one. */
    programWorkoutId: id.nullish(),
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
    // A plan that another device deleted meanwhile does not keep anybody from training.
    const workoutId = args.workoutId && (await ownsWorkout(db, ctx, args.workoutId)) ? args.workoutId : null;
    const place = args.programWorkoutId ? await ownProgramWorkout(db, ctx, args.programWorkoutId) : null;
    const running = await runningBeside(db, ctx, args.id);
    const joined = running.find((session) => isJoined(session.startedAt, ctx.now));
    if (joined && joined.layout.length + args.entries.length > MAX_ENTRIES) {
      return reject('limit_exceeded', `A workout can have at most ${MAX_ENTRIES} exercises.`);
    }
    const insertion = await insertOwn(db, ctx, 'workout_sessions', {
      id: args.id,
      workout_id: workoutId,
      program_workout_id: joined ? null : (place?.id ?? null),
      day: await boundedDayAt(db, ctx, args.day, ctx.now),
      started_at: ctx.now,
      updated_at: ctx.now,
      ...(joined
        ? { status: 'joined', joined_id: joined.id }
        : { status: 'running', name: args.name, layout: layoutJson(layoutOf(args.entries)) }),
    });
    if (insertion !== 'inserted') return insertionOutcome(insertion);
    if (joined) await joinEntries(db, ctx, joined, args.entries, { workoutId, programWorkoutId: place?.id ?? null });
    await insertPlannedSets(db, ctx, joined?.id ?? args.id, args.entries);
    for (const session of running) if (isForgotten(session.startedAt, ctx.now)) await endForgotten(db, ctx, session);
    return ok();
  },
});

const layoutOf = (entries: readonly PlannedEntry[]): LayoutEntry[] => entries.map(({ sets: _, ...entry }) => entry);

/** The later start brings its exercises along; the workout began when the first of the two did. */
async function joinEntries(
  db: CommandDb,
  ctx: CommandContext,
  session: OwnSession,
  entries: readonly PlannedEntry[],
  plan: { workoutId: string | null; programWorkoutId: string | null },
): Promise<void> {
  const layout = layoutOf(entries).reduce((joined, entry) => withEntry(joined, entry), session.layout);
  await db
    .updateTable('workout_sessions')
    .set({
      layout: layoutJson(layout),
      started_at: session.startedAt < ctx.now ? session.startedAt : ctx.now,
      ...(session.programWorkoutId === null &&
        plan.programWorkoutId !== null && { program_workout_id: plan.programWorkoutId, workout_id: plan.workoutId }),
      updated_at: ctx.now,
    })
    .where('id', '=', session.id)
    .execute();
}

/** Nobody finished it: it ended with its last set. Without a set nothing was trained. */
async function endForgotten(db: CommandDb, ctx: CommandContext, session: OwnSession): Promise<void> {
  const { last } = await db
    .selectFrom('exercise_sets')
    .select((row) => row.fn.max('completed_at').as('last'))
    .where('session_id', '=', session.id)
    .executeTakeFirstOrThrow();
  if (last === null) return removeSession(db, ctx, session.id);
  await endSession(db, ctx, session, { endedAt: last, day: session.day ?? last.toISOString().slice(0, 10) });
}

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

    await endSession(db, ctx, session, { endedAt, day: args.day });
    return ok();
  },
});

/** Drops what was never ticked and pays what was done. The device that finishes first says when it ended. */
async function endSession(
  db: CommandDb,
  ctx: CommandContext,
  session: OwnSession,
  { endedAt, day: givenDay }: { endedAt: Date; day: string },
): Promise<void> {
  await db.deleteFrom('exercise_sets').where('session_id', '=', session.id).where('completed_at', 'is', null).execute();
  if (session.status === 'running') await noRest(db, ctx);
  const done = await doneSets(db, session.id);
  const trained = new Set(done.map(({ entry_id }) => entry_id));
  const isFirstFinish = session.status === 'running';
  const firstEnd = endedAt < session.startedAt ? session.startedAt : endedAt;
  const completedAt = isFirstFinish ? firstEnd : (session.completedAt ?? firstEnd);
  const finishDay = await boundedDayAt(db, ctx, isFirstFinish ? givenDay : session.day, completedAt);
  // A workout that was entered afterwards is counted when its sets are in; an imported one never is.
  const isCounted = isFirstFinish || (!session.isImported && done.length > 0);
  const paid = isCounted ? await workoutDone(db, ctx, session, { sets: done, completedAt, day: finishDay }) : NOTHING;
  await db
    .updateTable('workout_sessions')
    .set({
      layout: layoutJson(session.layout.filter((entry) => trained.has(entry.id))),
      updated_at: ctx.now,
      ...(!isFirstFinish && (paid.xp > 0 || paid.coins > 0) && { xp_awarded: paid.xp, coins_awarded: paid.coins }),
      ...(isFirstFinish && {
        status: 'completed' as const,
        completed_at: completedAt,
        day: finishDay,
        xp_awarded: paid.xp,
        coins_awarded: paid.coins,
      }),
    })
    .where('id', '=', session.id)
    .execute();
  if (session.programWorkoutId !== null) await restandProgram(db, ctx, session.programWorkoutId);
}

/** The device meant its own sets, not those of both. */
const JOINED = 'This workout was joined with one from another device, whose sets would be deleted too.';

const discardWorkout = defineCommand('workout.discard', {
  args: z.object({ id }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    if (!session) return ok();
    if (session.isJoined) return reject('conflict', JOINED);
    // Another device finished it meanwhile: what is finished is deleted on purpose, never discarded by accident.
    if (session.status === 'completed') return reject('already_ended');
    await noRest(db, ctx);
    await removeSession(db, ctx, session.id);
    return ok();
  },
});

const deleteWorkout = defineCommand('workout.delete', {
  args: z.object({ id }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    if (!session) return ok();
    if (session.isJoined) return reject('conflict', JOINED);
    await removeSession(db, ctx, session.id);
    if (session.programWorkoutId !== null) await restandProgram(db, ctx, session.programWorkoutId);
    await takenBack(db, ctx, { kind: 'workout', id: session.id, reason: `Deleted: ${session.name ?? 'Workout'}` });
    return ok();
  },
});

async function removeSession(db: CommandDb, ctx: CommandContext, sessionId: string): Promise<void> {
  const removed = await db
    .deleteFrom('exercise_sets')
    .where('session_id', '=', sessionId)
    .returning(['exercise_id', 'completed_at'])
    .execute();
  await updateRecords(db, ctx, removed);
  await db.deleteFrom('progression_answers').where('session_id', '=', sessionId).where('user_id', '=', ctx.userId).execute();
  await db
    .deleteFrom('workout_sessions')
    .where((row) => row.or([row('id', '=', sessionId), row('joined_id', '=', sessionId)]))
    .where('user_id', '=', ctx.userId)
    .execute();
}

const editWorkout = defineCommand('workout.edit', {
  version: 2,
  upgrade: { 1: (args) => args },
  args: z.object({
    id,
    name: name.optional(),
    notes: note.optional(),
    rating: z.int().min(1).max(5).nullable().optional(),
    /** RPE of the whole session. */
    effort: z.number().min(1).max(10).nullable().optional(),
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
    if (completedAt && completedAt < startedAt) return reject('limit_exceeded', 'A workout cannot end before it starts.');
    if (completedAt && session.status === 'running') return reject('conflict', 'Finish the workout first.');
    const isMoved = args.startedAt !== undefined || args.completedAt !== undefined;
    await db
      .updateTable('workout_sessions')
      .set({
        ...(args.name !== undefined && { name: args.name }),
        ...(args.notes !== undefined && { notes: args.notes }),
        ...(args.rating !== undefined && { rating: args.rating }),
        ...(args.effort !== undefined && { effort: args.effort }),
        started_at: startedAt,
        completed_at: completedAt,
        // A workout moved to another date is moved to its day as well.
        ...(isMoved && { day: await boundedDay(db, ctx, session.day, { from: startedAt, to: completedAt ?? startedAt }) }),
        updated_at: ctx.now,
      })
      .where('id', '=', session.id)
      .execute();
    if (isMoved) await workoutAmended(db, ctx, session.id);
    return ok();
  },
});

export const workoutCommands = [startWorkout, finishWorkout, discardWorkout, deleteWorkout, editWorkout] as const;
