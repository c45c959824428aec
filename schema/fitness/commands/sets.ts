// Sets: logged, corrected, deleted. `set.log` carries the whole set and makes it when it is missing, so that a set ticked on one
// device survives that another finished the workout meanwhile. Records follow every change.
import { z } from 'zod';
import { dateProblem, figuresProblem, MAX_SETS_PER_SESSION } from '../rules/limits.ts';
import { unplannedEntry, withEntry } from '../rules/layout.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { figureColumns, figures, id, instant, kind, kindColumns, note, rpe } from './args.ts';
import { updateRecords } from './records.ts';
import { noRest, restAfter } from './rest.ts';
import { knownExercises, ownSession, saveLayout, type OwnSession } from './sessions.ts';
import { workoutAmended } from './workout-occurrence.ts';

interface OwnSet {
  id: string;
  session_id: string;
  exercise_id: string;
  completed_at: Date | null;
  session_status: string | null;
}

const ownSet = (db: CommandDb, ctx: CommandContext, setId: string): Promise<OwnSet | undefined> =>
  db
    .selectFrom('exercise_sets')
    .leftJoin('workout_sessions', 'workout_sessions.id', 'exercise_sets.session_id')
    .select([
      'exercise_sets.id',
      'exercise_sets.session_id',
      'exercise_sets.exercise_id',
      'exercise_sets.completed_at',
      'workout_sessions.status as session_status',
    ])
    .where('exercise_sets.id', '=', setId)
    .where('exercise_sets.user_id', '=', ctx.userId)
    .executeTakeFirst();

const logSet = defineCommand('set.log', {
  args: z.object({
    id,
    sessionId: id,
    entryId: id,
    exerciseId: id,
    setNumber: z.int().min(1).max(MAX_SETS_PER_SESSION),
    kind: kind.default('normal'),
    ...figures,
    rpe: rpe.default(null),
    note: note.default(null),
    /** Null for a set that is laid out but not done. */
    completedAt: instant.nullable(),
  }),
  async apply(db, args, ctx) {
    const completedAt = args.completedAt === null ? null : new Date(args.completedAt);
    const wrong = figuresProblem(args) ?? (completedAt && dateProblem(completedAt, ctx.now));
    if (wrong) return reject('limit_exceeded', wrong);
    const session = await ownSession(db, ctx, args.sessionId);
    const known = await knownExercises(db, ctx, [args.exerciseId]);
    if (!session || known.size === 0) return reject('not_found');
    const before = await ownSet(db, ctx, args.id);
    if (before && before.session_id !== session.id) return reject('conflict');
    if (!before && (await countSets(db, session.id)) >= MAX_SETS_PER_SESSION) {
      return reject('limit_exceeded', `A workout can have at most ${MAX_SETS_PER_SESSION} sets.`);
    }

    const set = {
      entry_id: await entryOf(db, ctx, session, args),
      exercise_id: args.exerciseId,
      set_number: args.setNumber,
      ...kindColumns(args.kind),
      ...figureColumns(args),
      rpe: args.rpe,
      notes: args.note,
      completed_at: completedAt,
    };
    const saved = await db
      .insertInto('exercise_sets')
      .values({ id: args.id, user_id: ctx.userId, session_id: session.id, ...set })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(set).where('exercise_sets.user_id', '=', ctx.userId))
      .returning('id')
      .executeTakeFirst();
    if (!saved) return reject('conflict');
    await updateRecords(db, ctx, [{ exercise_id: args.exerciseId, completed_at: completedAt }, ...(before ? [before] : [])]);
    if (session.status === 'completed') await workoutAmended(db, ctx, session.id);
    if (session.status === 'running')
      await restAfter(db, ctx, { id: args.id, completedAt, restSeconds: ownRest(session, args) }, before);
    return ok();
  },
});

/** The rest of the exercise that the set belongs to; null for the person's usual one. */
const ownRest = ({ layout }: OwnSession, { entryId }: { entryId: string }): number | null =>
  layout.find(({ id: entry }) => entry === entryId)?.restSeconds ?? null;

async function countSets(db: CommandDb, sessionId: string): Promise<number> {
  const { count } = await db
    .selectFrom('exercise_sets')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * The entry a set belongs to. When another device removed it, it comes back; when another device swapped its exercise, the set
 * stays what was lifted and gets an entry of its own.
 */
async function entryOf(
  db: CommandDb,
  ctx: CommandContext,
  session: OwnSession,
  { entryId, exerciseId }: { entryId: string; exerciseId: string },
): Promise<string> {
  const entry = session.layout.find((one) => one.id === entryId);
  if (entry?.exerciseId === exerciseId) return entryId;
  const ownId = entry ? ctx.derivedId('workout_entry', entryId, exerciseId) : entryId;
  const layout = withEntry(session.layout, unplannedEntry(ownId, exerciseId));
  if (layout.length > session.layout.length) await saveLayout(db, ctx, session.id, layout);
  return ownId;
}

const updateArgs = z.object({
  id,
  kind: kind.optional(),
  weightKg: z.number().nullable().optional(),
  reps: z.number().nullable().optional(),
  durationSeconds: z.int().nullable().optional(),
  distanceM: z.number().nullable().optional(),
  rpe: rpe.optional(),
  note: note.optional(),
  completedAt: instant.nullable().optional(),
});

const updateSet = defineCommand('set.update', {
  args: updateArgs,
  async apply(db, args, ctx) {
    const set = await ownSet(db, ctx, args.id);
    if (!set) return reject('not_found');
    const { weightKg = null, reps = null, durationSeconds = null, distanceM = null } = args;
    const completedAt = typeof args.completedAt === 'string' ? new Date(args.completedAt) : args.completedAt;
    const wrong =
      figuresProblem({ weightKg, reps, durationSeconds, distanceM }) ?? (completedAt && dateProblem(completedAt, ctx.now));
    if (wrong) return reject('limit_exceeded', wrong);
    const change = changedColumns(args, completedAt);
    if (Object.keys(change).length === 0) return ok();
    await db.updateTable('exercise_sets').set(change).where('id', '=', set.id).execute();
    await updateRecords(db, ctx, [set, { exercise_id: set.exercise_id, completed_at: completedAt ?? null }]);
    if (set.session_status === 'completed') await workoutAmended(db, ctx, set.session_id);
    return ok();
  },
});

/** The columns of what was given; what was not given stays. */
const changedColumns = (given: z.output<typeof updateArgs>, completedAt: Date | null | undefined) => ({
  ...(given.kind !== undefined && kindColumns(given.kind)),
  ...(given.weightKg !== undefined && { weight: given.weightKg }),
  ...(given.reps !== undefined && { reps: given.reps }),
  ...(given.durationSeconds !== undefined && { duration: given.durationSeconds }),
  ...(given.distanceM !== undefined && { distance_m: given.distanceM }),
  ...(given.rpe !== undefined && { rpe: given.rpe }),
  ...(given.note !== undefined && { notes: given.note }),
  ...(completedAt !== undefined && { completed_at: completedAt }),
});

const deleteSet = defineCommand('set.delete', {
  args: z.object({ id }),
  async apply(db, args, ctx) {
    const set = await ownSet(db, ctx, args.id);
    if (!set) return ok();
    await db.deleteFrom('exercise_sets').where('id', '=', set.id).execute();
    await updateRecords(db, ctx, [set]);
    if (set.session_status === 'completed') await workoutAmended(db, ctx, set.session_id);
    await noRest(db, ctx, set.id);
    return ok();
  },
});

export const setCommands = [logSet, updateSet, deleteSet] as const;
