// The exercises of a session: add, remove, reorder, swap, annotate. They change the layout one entry at a time, so that two
// devices that train together do not undo each other's changes.
import { z } from 'zod';
import { MAX_ENTRIES, MAX_PLANNED_SETS } from '../rules/limits.ts';
import { inOrder, withEntry, withEntryChanged, withoutEntry } from '../rules/layout.ts';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { id, note, plannedEntry, plannedSet, restSeconds, superset } from './args.ts';
import { updateRecords } from './records.ts';
import { insertPlannedSets, knownExercises, ownSession, plannedProblem, saveLayout } from './sessions.ts';
import { workoutAmended } from './workout-occurrence.ts';

const MAX_WARMUPS = 8;

const addExercise = defineCommand('workout.addExercise', {
  version: 2,
  upgrade: { 1: (args) => args },
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
    await saveLayout(db, ctx, session.id, withEntryChanged(session.layout, entryId, { exerciseId, planId: null, plan: [] }));
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
  version: 2,
  upgrade: { 1: (args) => args },
  args: z.object({
    sessionId: id,
    entryId: id,
    note: note.optional(),
    superset: superset.optional(),
    restSeconds: restSeconds.optional(),
  }),
  async apply(db, { sessionId, entryId, ...given }, ctx) {
    const session = await ownSession(db, ctx, sessionId);
    if (!session?.layout.some((entry) => entry.id === entryId)) return reject('not_found');
    const change = {
      ...(given.note !== undefined && { note: given.note }),
      ...(given.superset !== undefined && { superset: given.superset }),
      ...(given.restSeconds !== undefined && { restSeconds: given.restSeconds }),
    };
    await saveLayout(db, ctx, session.id, withEntryChanged(session.layout, entryId, change));
    return ok();
  },
});

/** Warm-up sets before the sets of an exercise, which move behind them. */
const addWarmups = defineCommand('workout.addWarmups', {
  args: z.object({ sessionId: id, entryId: id, sets: z.array(plannedSet).min(1).max(MAX_WARMUPS) }),
  async apply(db, { sessionId, entryId, sets }, ctx) {
    const session = await ownSession(db, ctx, sessionId);
    const entry = session?.layout.find((one) => one.id === entryId);
    if (!session || !entry) return reject('not_found');
    const wrong = plannedProblem(sets);
    if (wrong) return reject('limit_exceeded', wrong);
    const later = await db
      .selectFrom('exercise_sets')
      .select(['id', 'set_number'])
      .where('session_id', '=', session.id)
      .where('entry_id', '=', entryId)
      .orderBy('set_number')
      .orderBy('id')
      .execute();
    const ids = new Set(sets.map((set) => set.id));
    // The command was made twice, or a set of it was logged already.
    if (later.some((set) => ids.has(set.id))) return ok();
    if (later.length + sets.length > MAX_PLANNED_SETS)
      return reject('limit_exceeded', `An exercise can have at most ${MAX_PLANNED_SETS} sets.`);
    for (const set of later) {
      await db
        .updateTable('exercise_sets')
        .set({ set_number: set.set_number + sets.length })
        .where('id', '=', set.id)
        .execute();
    }
    const warmups = sets.map((set) => ({ ...set, kind: 'warmup' as const }));
    await insertPlannedSets(db, ctx, session.id, [{ id: entryId, exerciseId: entry.exerciseId, sets: warmups }]);
    return ok();
  },
});

export const entryCommands = [addExercise, removeExercise, reorderExercises, swapExercise, annotateExercise, addWarmups] as const;
