// The exercises of a session: add, remove, reorder, swap, annotate. They change the layout one entry at a time, so that two
// devices that train together do not undo each other's changes.
import { z } from 'zod';
import { MAX_ENTRIES } from '../rules/limits.ts';
import { inOrder, withEntry, withEntryChanged, withoutEntry } from '../rules/layout.ts';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { id, note, plannedEntry } from './args.ts';
import { updateRecords } from './records.ts';
import { insertPlannedSets, knownExercises, ownSession, plannedProblem, saveLayout } from './sessions.ts';
import { workoutAmended } from './workout-occurrence.ts';

const addExercise = defineCommand('workout.addExercise', {
  args: z.object({ sessionId: id, entry: plannedEntry, at: z.int().min(0).max(MAX_ENTRIES).optional() }),
  async apply(db, { sessionId, entry: planned, at }, ctx) {
    const session = await ownSession(db, ctx, sessionId);
    const known = await knownExercises(db, ctx, [planned.exerciseId]);
    if (!session || known.size === 0) return reject('not_found');
    if (session.layout.length >= MAX_ENTRIES)
      return reject('limit_exceeded', `A workout can have at most ${MAX_ENTRIES} exercises.`);
    const wrong = plannedProblem(planned.sets);
    if (wrong) return reject('limit_exceeded', wrong);
    const { sets: _, ...entry } = planned;
    await saveLayout(db, ctx, session.id, withEntry(session.layout, entry, at));
    await insertPlannedSets(db, ctx, session.id, [planned]);
    return ok();
  },
});

const removeExercise = defineCommand('workout.removeExercise', {
  args: z.object({ sessionId: id, entryId: id }),
  async apply(db, { sessionId, entryId }, ctx) {
    const session = await ownSession(db, ctx, sessionId);
    if (!session) return reject('not_found');
    const removed = await db
      .deleteFrom('exercise_sets')
      .where('session_id', '=', session.id)
      .where('entry_id', '=', entryId)
      .returning(['exercise_id', 'completed_at'])
      .execute();
    await saveLayout(db, ctx, session.id, withoutEntry(session.layout, entryId));
    await updateRecords(db, ctx, removed);
    if (session.status === 'completed') await workoutAmended(db, ctx, session.id);
    return ok();
  },
});

const reorderExercises = defineCommand('workout.reorderExercises', {
  args: z.object({ sessionId: id, entryIds: z.array(id).max(MAX_ENTRIES) }),
  async apply(db, { sessionId, entryIds }, ctx) {
    const session = await ownSession(db, ctx, sessionId);
    if (!session) return reject('not_found');
    await saveLayout(db, ctx, session.id, inOrder(session.layout, entryIds));
    return ok();
  },
});

const swapExercise = defineCommand('workout.swapExercise', {
  args: z.object({ sessionId: id, entryId: id, exerciseId: id }),
  async apply(db, { sessionId, entryId, exerciseId }, ctx) {
    const session = await ownSession(db, ctx, sessionId);
    const known = await knownExercises(db, ctx, [exerciseId]);
    const entry = session?.layout.find((one) => one.id === entryId);
    if (!session || !entry || known.size === 0) return reject('not_found');
    await saveLayout(db, ctx, session.id, withEntryChanged(session.layout, entryId, { exerciseId }));
    // A set may be of another exercise than its entry: rows of older apps, or logged while another device swapped it.
    const moved = await db
      .selectFrom('exercise_sets')
      .select(['exercise_id', 'completed_at'])
      .where('session_id', '=', session.id)
      .where('entry_id', '=', entryId)
      .orderBy('id')
      .execute();
    await db
      .updateTable('exercise_sets')
      .set({ exercise_id: exerciseId })
      .where('session_id', '=', session.id)
      .where('entry_id', '=', entryId)
      .execute();
    await updateRecords(db, ctx, [...moved, ...moved.map((set) => ({ ...set, exercise_id: exerciseId }))]);
    return ok();
  },
});

const annotateExercise = defineCommand('workout.annotateExercise', {
  args: z.object({ sessionId: id, entryId: id, note: note.optional(), superset: z.string().max(8).nullable().optional() }),
  async apply(db, { sessionId, entryId, ...given }, ctx) {
    const session = await ownSession(db, ctx, sessionId);
    if (!session?.layout.some((entry) => entry.id === entryId)) return reject('not_found');
    const change = {
      ...(given.note !== undefined && { note: given.note }),
      ...(given.superset !== undefined && { superset: given.superset }),
    };
    await saveLayout(db, ctx, session.id, withEntryChanged(session.layout, entryId, change));
    return ok();
  },
});

export const entryCommands = [addExercise, removeExercise, reorderExercises, swapExercise, annotateExercise] as const;
