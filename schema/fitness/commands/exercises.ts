// A person's own exercises. The library's are content and never change by a command. What an exercise counts decides which
// records its sets can make, so changing it recomputes them.
import { z } from 'zod';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { id, measure, name, note } from './args.ts';
import { recomputeRecords } from './records.ts';

const words = z.array(z.string().trim().min(1).max(60)).max(20);

const details = {
  name,
  measure,
  equipment: z.string().trim().max(60).nullable(),
  muscles: words,
  secondaryMuscles: words,
  description: note,
};

const createExercise = defineCommand('exercise.create', {
  args: z.object({
    id,
    ...details,
    equipment: details.equipment.default(null),
    muscles: words.default([]),
    secondaryMuscles: words.default([]),
    description: note.default(null),
  }),
  async apply(db, args, ctx) {
    const inserted = await db
      .insertInto('exercises')
      .values({
        id: args.id,
        user_id: ctx.userId,
        name: args.name,
        measure: args.measure,
        equipment: args.equipment,
        muscle_groups: args.muscles,
        secondary_muscles: args.secondaryMuscles,
        description: args.description,
        is_custom: true,
        is_builtin: false,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted) return ok();
    const own = await db
      .selectFrom('exercises')
      .select('id')
      .where('id', '=', args.id)
      .where('user_id', '=', ctx.userId)
      .executeTakeFirst();
    return own ? ok() : reject('conflict');
  },
});

const updateExercise = defineCommand('exercise.update', {
  args: z
    .object({ id, ...details })
    .partial()
    .required({ id: true }),
  async apply(db, args, ctx) {
    const before = await db
      .selectFrom('exercises')
      .select('measure')
      .where('id', '=', args.id)
      .where('user_id', '=', ctx.userId)
      .executeTakeFirst();
    if (!before) return reject('not_found');
    await db
      .updateTable('exercises')
      .set({
        ...(args.name !== undefined && { name: args.name }),
        ...(args.measure !== undefined && { measure: args.measure }),
        ...(args.equipment !== undefined && { equipment: args.equipment }),
        ...(args.muscles !== undefined && { muscle_groups: args.muscles }),
        ...(args.secondaryMuscles !== undefined && { secondary_muscles: args.secondaryMuscles }),
        ...(args.description !== undefined && { description: args.description }),
        updated_at: ctx.now,
      })
      .where('id', '=', args.id)
      .where('user_id', '=', ctx.userId)
      .execute();
    if (args.measure !== undefined && args.measure !== before.measure) await recomputeRecords(db, ctx, args.id);
    return ok();
  },
});

export const exerciseCommands = [createExercise, updateExercise] as const;
