// Answers to proposals of progression. A proposal is made by the page from what was done (schema/fitness/rules/progression.ts); an
// accepted one changes the plan of every exercise of the same track, so that a lift that stands in two workouts of a program climbs once.
import { z } from 'zod';
import { MAX_DURATION_SECONDS, MAX_REPS, MAX_WEIGHT_KG } from '../rules/limits.ts';
import { planInShort, readPlan, withPlanChange } from '../rules/plan.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { insertionOutcome, insertOwn, jsonb, madeAt } from '../../command/kit.ts';
import { id, restSeconds } from './args.ts';
import { knownExercises, ownSession } from './sessions.ts';

const maxKg = z.number().gt(0).max(MAX_WEIGHT_KG);

const change = z.object({
  weightKg: z.number().min(0).max(MAX_WEIGHT_KG).nullable().default(null),
  aim: z.int().min(0).max(MAX_REPS).nullable().default(null),
  durationSeconds: z.int().min(0).max(MAX_DURATION_SECONDS).nullable().default(null),
  oneRepMaxKg: maxKg.nullable().default(null),
});

const answerProposal = defineCommand('progression.answer', {
  args: z.object({ sessionId: id, planId: id, isAccepted: z.boolean(), change }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.sessionId);
    const planned = await ownPlanned(db, ctx, args.planId);
    if (!session || !planned) return reject('not_found');
    const insertion = await insertOwn(db, ctx, 'progression_answers', {
      id: ctx.derivedId('progression_answer', session.id, args.planId),
      session_id: session.id,
      plan_id: args.planId,
      is_accepted: args.isAccepted,
      change: jsonb(args.change),
      created_at: ctx.now,
    });
    // Another device answered first.
    if (insertion !== 'inserted') return insertionOutcome(insertion);
    if (!args.isAccepted) return ok();
    for (const row of await ownTrack(db, planned)) {
      const plan = withPlanChange(readPlan(row.plan), args.change);
      await db
        .updateTable('workout_exercises')
        .set({ plan: jsonb(plan), ...planInShort(plan) })
        .where('id', '=', row.id)
        .execute();
    }
    if (args.change.oneRepMaxKg !== null) {
      await prefer(db, ctx, planned.exercise_id, { one_rep_max_kg: args.change.oneRepMaxKg });
    }
    return ok();
  },
});

const ownPlanned = (db: CommandDb, ctx: CommandContext, planId: string) =>
  db
    .selectFrom('workout_exercises')
    .innerJoin('workouts', 'workouts.id', 'workout_exercises.workout_id')
    .select(['workout_exercises.id', 'workout_exercises.exercise_id', 'workout_exercises.track', 'workout_exercises.plan'])
    .select(['workouts.program_id'])
    .where('workout_exercises.id', '=', planId)
    .where('workouts.user_id', '=', ctx.userId)
    .executeTakeFirst();

type Planned = NonNullable<Awaited<ReturnType<typeof ownPlanned>>>;

async function ownTrack(db: CommandDb, planned: Planned): Promise<{ id: string; plan: unknown }[]> {
  if (planned.program_id === null || planned.track === null) return [planned];
  return db
    .selectFrom('workout_exercises')
    .innerJoin('workouts', 'workouts.id', 'workout_exercises.workout_id')
    .select(['workout_exercises.id', 'workout_exercises.plan'])
    .where('workouts.program_id', '=', planned.program_id)
    .where('workout_exercises.exercise_id', '=', planned.exercise_id)
    .where('workout_exercises.track', '=', planned.track)
    .orderBy('workout_exercises.id')
    .execute();
}

interface Preference {
  rest_seconds?: number | null;
  one_rep_max_kg?: number | null;
}

async function prefer(db: CommandDb, ctx: CommandContext, exerciseId: string, columns: Preference): Promise<void> {
  await db
    .insertInto('exercise_preferences')
    .values({
      id: ctx.derivedId('exercise_preference', exerciseId),
      user_id: ctx.userId,
      exercise_id: exerciseId,
      ...columns,
      ...madeAt(ctx),
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...columns, updated_at: ctx.now }))
    .execute();
}

/** What a person set for an exercise; null takes it back. */
const preferExercise = defineCommand('exercise.prefer', {
  args: z.object({ exerciseId: id, restSeconds: restSeconds.optional(), oneRepMaxKg: maxKg.nullable().optional() }),
  async apply(db, args, ctx) {
    const known = await knownExercises(db, ctx, [args.exerciseId]);
    if (known.size === 0) return reject('not_found');
    await prefer(db, ctx, args.exerciseId, {
      ...(args.restSeconds !== undefined && { rest_seconds: args.restSeconds }),
      ...(args.oneRepMaxKg !== undefined && { one_rep_max_kg: args.oneRepMaxKg }),
    });
    return ok();
  },
});

export const progressionCommands = [answerProposal, preferExercise] as const;
