// A finished workout as an occurrence: recorded when it is finished, corrected when it is edited afterwards.
import { amended, occurred } from '../../progress/occurrences.ts';
import type { Pay } from '../../progress/rules/pay.ts';
import type { CommandContext, CommandDb } from '../../command/define.ts';
import { workoutAmounts, type DoneSet } from '../rules/amounts.ts';
import type { OwnSession } from './sessions.ts';

/** What was done in a session, and in which exercise. */
export const doneSets = (db: CommandDb, sessionId: string) =>
  db
    .selectFrom('exercise_sets')
    .leftJoin('exercises', 'exercises.id', 'exercise_sets.exercise_id')
    .select(['exercise_sets.entry_id', 'exercise_sets.kind', 'exercise_sets.weight', 'exercise_sets.reps', 'exercises.measure'])
    .where('exercise_sets.session_id', '=', sessionId)
    .where('exercise_sets.completed_at', 'is not', null)
    .orderBy('exercise_sets.id')
    .execute();

export function workoutDone(
  db: CommandDb,
  ctx: CommandContext,
  session: OwnSession,
  { sets, completedAt, day }: { sets: readonly DoneSet[]; completedAt: Date; day: string },
): Promise<Pay> {
  const span = { from: session.startedAt, to: completedAt };
  const amounts = workoutAmounts(sets, span);
  return occurred(db, ctx, {
    kind: 'workout',
    id: session.id,
    day,
    at: completedAt,
    span,
    amounts,
    reason: session.name ?? 'Workout',
  });
}

/** After its sets or its times were edited. Does nothing for a workout that is running, or was imported. */
export async function workoutAmended(db: CommandDb, ctx: CommandContext, sessionId: string): Promise<void> {
  const session = await db
    .selectFrom('workout_sessions')
    .select(['started_at', 'completed_at', 'day'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  if (!session?.completed_at || session.day === null) return;
  const sets = await doneSets(db, sessionId);
  const span = { from: session.started_at, to: session.completed_at };
  const { day } = session;
  await amended(db, ctx, { kind: 'workout', id: sessionId, day, at: span.to, span, amounts: workoutAmounts(sets, span) });
}
