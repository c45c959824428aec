// Workouts that are entered or moved after they happened. A workout entered afterwards is a finished one without exercises; its sets
// are logged into it, and finishing it again counts and pays it once. Moving a workout moves its sets by the same time, so that records
// and charts follow.
import { z } from 'zod';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { insertionOutcome, insertOwn } from '../../command/kit.ts';
import { boundedDay } from '../../command/person-day.ts';
import { dateProblem } from '../rules/limits.ts';
import { day, id, instant, name } from './args.ts';
import { restandProgram } from './program-standing.ts';
import { updateRecords } from './records.ts';
import { layoutJson, ownSession } from './sessions.ts';
import { workoutAmended } from './workout-occurrence.ts';

const times = { startedAt: instant, completedAt: instant, day };

function timesProblem({ startedAt, completedAt }: { startedAt: string; completedAt: string }, now: Date): string | null {
  const [from, to] = [new Date(startedAt), new Date(completedAt)];
  if (to < from) return 'A workout cannot end before it starts.';
  return dateProblem(from, now) ?? dateProblem(to, now);
}

const logWorkout = defineCommand('workout.log', {
  args: z.object({ id, name, ...times }),
  async apply(db, args, ctx) {
    const wrong = timesProblem(args, ctx.now);
    if (wrong) return reject('limit_exceeded', wrong);
    const [from, to] = [new Date(args.startedAt), new Date(args.completedAt)];
    return insertionOutcome(
      await insertOwn(db, ctx, 'workout_sessions', {
        id: args.id,
        workout_id: null,
        name: args.name,
        status: 'completed',
        layout: layoutJson([]),
        started_at: from,
        completed_at: to,
        day: await boundedDay(db, ctx, args.day, { from, to }),
        updated_at: ctx.now,
      }),
    );
  },
});

const moveWorkout = defineCommand('workout.move', {
  args: z.object({ id, ...times }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    if (!session) return reject('not_found');
    if (session.status === 'running') return reject('session_running');
    const wrong = timesProblem(args, ctx.now);
    if (wrong) return reject('limit_exceeded', wrong);
    const [from, to] = [new Date(args.startedAt), new Date(args.completedAt)];
    const sets = await db
      .selectFrom('exercise_sets')
      .select(['id', 'exercise_id', 'completed_at'])
      .where('session_id', '=', session.id)
      .where('completed_at', 'is not', null)
      .orderBy('id')
      .execute();
    const shiftMs = from.getTime() - session.startedAt.getTime();
    const moved = sets.map((set) => ({ ...set, movedTo: within(shifted(set.completed_at, shiftMs), from, to) }));
    const late = moved.filter((set) => set.movedTo.getTime() !== set.completed_at?.getTime());
    for (const { id: setId, movedTo } of late) {
      await db.updateTable('exercise_sets').set({ completed_at: movedTo }).where('id', '=', setId).execute();
    }
    const sessionDay = await boundedDay(db, ctx, args.day, { from, to });
    await db
      .updateTable('workout_sessions')
      .set({ started_at: from, completed_at: to, day: sessionDay, updated_at: ctx.now })
      .where('id', '=', session.id)
      .execute();
    const changes = late.flatMap(({ exercise_id, completed_at, movedTo }) => [
      { exercise_id, completed_at },
      { exercise_id, completed_at: movedTo },
    ]);
    await updateRecords(db, ctx, changes);
    await workoutAmended(db, ctx, session.id);
    // A workout that was moved before the program's start belongs to no run of it.
    if (session.programWorkoutId !== null) await restandProgram(db, ctx, session.programWorkoutId);
    return ok();
  },
});

const shifted = (at: Date | null, byMs: number): Date => new Date((at?.getTime() ?? 0) + byMs);
const within = (at: Date, from: Date, to: Date): Date => (at < from ? from : at > to ? to : at);

export const pastWorkoutCommands = [logWorkout, moveWorkout] as const;
