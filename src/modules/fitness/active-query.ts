// The running workout: every page asks for it at its start, so it stands apart from the other queries.
import { replicaDb } from '#src/replica/query-builder.ts';

export const SESSION_COLUMNS = [
  'workout_sessions.id',
  'workout_sessions.name',
  'workout_sessions.status',
  'workout_sessions.joined_id',
  'workout_sessions.day',
  'workout_sessions.started_at',
  'workout_sessions.completed_at',
  'workout_sessions.notes',
  'workout_sessions.rating',
  'workout_sessions.layout',
  'workout_sessions.xp_awarded',
  'workout_sessions.coins_awarded',
  'workout_sessions.workout_id',
  'workout_sessions.effort',
] as const;

/** The newest running workout. There is a second one only where one was started long before and arrived late. */
export const activeWorkout = () =>
  replicaDb
    .selectFrom('workout_sessions')
    .select(SESSION_COLUMNS)
    .where('status', '=', 'running')
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(1);
