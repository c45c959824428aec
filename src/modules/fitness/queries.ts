// Training as the replica has it. Each query names its columns and has an order that ends in the key.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';
import { foundKeys } from '#src/search/records.ts';
import { SESSION_COLUMNS } from './active-query.ts';

export { activeWorkout } from './active-query.ts';
export * from './plan-queries.ts';

export const sessionById = (id: string) =>
  replicaDb.selectFrom('workout_sessions').select(SESSION_COLUMNS).where('id', '=', id).orderBy('id').limit(1);
export type SessionRow = RowOf<typeof sessionById>;

export const setsOfSession = (sessionId: string) =>
  replicaDb
    .selectFrom('exercise_sets')
    .select(['id', 'entry_id', 'exercise_id', 'set_number', 'kind', 'weight', 'reps', 'duration', 'distance_m', 'rpe', 'notes'])
    .select('completed_at')
    .where('session_id', '=', sessionId)
    .orderBy('set_number')
    .orderBy('id');
export type SetRow = RowOf<typeof setsOfSession>;

/** The names of all exercises, and what search and a set row need of them. */
export const exerciseNames = () =>
  replicaDb
    .selectFrom('exercises')
    .select(['id', 'name', 'measure', 'equipment', 'category', 'muscle_groups', 'source_key', 'is_custom', 'is_builtin'])
    .orderBy('name')
    .orderBy('id');
export type ExerciseNameRow = RowOf<typeof exerciseNames>;

/** When each exercise was last trained, and with how many sets: counting its sessions would take three times as long. */
export const exerciseUse = () =>
  replicaDb
    .selectFrom('exercise_sets')
    .select(({ fn }) => ['exercise_id', fn.max('completed_at').as('used_at'), fn.countAll<number>().as('sets')])
    .where('completed_at', 'is not', null)
    .groupBy('exercise_id')
    .orderBy('used_at', 'desc')
    .orderBy('exercise_id');
export type ExerciseUseRow = RowOf<typeof exerciseUse>;

/**
 * For each exercise the finished sets of the last other session that trained it: the values to beat. One step along an index
 * for each exercise, however long the history.
 */
export const previousSets = (exerciseIds: readonly string[], besideSessionId: string) =>
  replicaDb
    .with('latest', (db) =>
      db
        .selectFrom(sql<{ exercise_id: string }>`unnest(${exerciseIds}::uuid[])`.as<'wanted'>(sql`wanted (exercise_id)`))
        .innerJoinLateral(
          (lateral) =>
            lateral
              .selectFrom('exercise_sets')
              .select('exercise_sets.session_id')
              .whereRef('exercise_sets.exercise_id', '=', 'wanted.exercise_id')
              .where('exercise_sets.session_id', '!=', besideSessionId)
              .where('exercise_sets.completed_at', 'is not', null)
              .orderBy('exercise_sets.completed_at', 'desc')
              .limit(1)
              .as('last'),
          (join) => join.onTrue(),
        )
        .select(['wanted.exercise_id', 'last.session_id']),
    )
    .selectFrom('latest')
    .innerJoin('exercise_sets', (join) =>
      join
        .onRef('exercise_sets.session_id', '=', 'latest.session_id')
        .onRef('exercise_sets.exercise_id', '=', 'latest.exercise_id'),
    )
    .select(['exercise_sets.id', 'exercise_sets.exercise_id', 'exercise_sets.kind', 'exercise_sets.weight', 'exercise_sets.reps'])
    .select(['exercise_sets.duration', 'exercise_sets.distance_m', 'exercise_sets.rpe'])
    .where('exercise_sets.completed_at', 'is not', null)
    .orderBy('exercise_sets.exercise_id')
    .orderBy('exercise_sets.completed_at')
    .orderBy('exercise_sets.id');
export type PreviousSetRow = RowOf<typeof previousSets>;

/** Records that fell in a session, those that beat something first. */
export const recordsOfSession = (sessionId: string) =>
  replicaDb
    .selectFrom('personal_records')
    .innerJoin('exercise_sets', 'exercise_sets.id', 'personal_records.exercise_set_id')
    .innerJoin('exercises', 'exercises.id', 'personal_records.exercise_id')
    .select(['personal_records.id', 'personal_records.record_type', 'personal_records.value', 'personal_records.reps'])
    .select(['personal_records.previous_value', 'personal_records.exercise_id', 'personal_records.exercise_set_id'])
    .select(['exercises.name', 'personal_records.achieved_at'])
    .where('exercise_sets.session_id', '=', sessionId)
    .orderBy('personal_records.achieved_at')
    .orderBy('personal_records.id');
export type SessionRecordRow = RowOf<typeof recordsOfSession>;

/** The SQL of setVolumeKg: help is not lifted. A set whose exercise has not arrived yet counts as lifted. */
const volume = sql<number>`coalesce(sum(greatest(exercise_sets.weight, 0) * exercise_sets.reps)
  filter (where exercises.measure is distinct from 'assisted_reps'), 0)::float8`;

interface SessionChoice {
  days?: { from: string; until: string };
  /** Words of the workout or of an exercise trained in it. */
  search?: string;
  limit?: number;
}

const SEARCHED_SESSIONS = 500;

/** By the index for their own words; exercises are not in it, and their names are few enough to be read. */
function foundSessions(search: string) {
  let trained = replicaDb
    .selectFrom('exercise_sets')
    .innerJoin('exercises', 'exercises.id', 'exercise_sets.exercise_id')
    .select('exercise_sets.session_id as id')
    .where('exercise_sets.completed_at', 'is not', null);
  for (const word of search.split(/\s+/))
    trained = trained.where('exercises.name', 'ilike', `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  return replicaDb
    .selectFrom(foundKeys(search, { tables: ['workout_sessions'], limit: SEARCHED_SESSIONS }))
    .select(sql<string>`found.pk::uuid`.as('id'))
    .union(trained);
}

/** The sessions are chosen first, so that only their sets are read. */
const chosenSessions = ({ days, search, limit }: SessionChoice) => {
  let sessions = replicaDb
    .selectFrom('workout_sessions')
    .select(['id', 'name', 'day', 'started_at', 'completed_at'])
    .where('status', '=', 'completed')
    .orderBy('started_at', 'desc')
    .orderBy('id');
  if (days) sessions = sessions.where('day', '>=', days.from).where('day', '<', days.until);
  if (search !== undefined) sessions = sessions.where('id', 'in', foundSessions(search));
  return limit === undefined ? sessions : sessions.limit(limit);
};

const finishedSessions = (choice: SessionChoice) =>
  replicaDb
    .selectFrom(chosenSessions(choice).as('session'))
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('exercise_sets')
          .leftJoin('exercises', 'exercises.id', 'exercise_sets.exercise_id')
          .select(volume.as('volume_kg'))
          .select(({ fn }) => [
            fn.count<number>('exercise_sets.id').as('sets'),
            fn.count<number>('exercise_sets.exercise_id').distinct().as('exercises'),
            fn.coalesce(fn.sum<number>('exercise_sets.distance_m'), sql<number>`0`).as('distance_m'),
          ])
          .whereRef('exercise_sets.session_id', '=', 'session.id')
          .where('exercise_sets.completed_at', 'is not', null)
          .as('done'),
      (join) => join.onTrue(),
    )
    .select(['session.id', 'session.name', 'session.day', 'session.started_at', 'session.completed_at'])
    .select(['done.volume_kg', 'done.sets', 'done.exercises', 'done.distance_m'])
    .orderBy('session.started_at', 'desc')
    .orderBy('session.id');

/** Finished workouts, newest first. */
export const recentSessions = (limit: number) => finishedSessions({ limit });
export type FinishedSessionRow = RowOf<typeof recentSessions>;

/** Finished workouts of the days from `from` up to but without `until`. */
export const sessionsBetween = (from: string, until: string) => finishedSessions({ days: { from, until } });

/** Finished workouts of any year that have the words of a search, newest first. */
export const searchedSessions = (search: string) => finishedSessions({ search });

/** The first and last day trained, to know which months there are. */
export const trainedSpan = () =>
  replicaDb
    .selectFrom('workout_sessions')
    .select(({ fn }) => [fn.min('day').as('first'), fn.max('day').as('last'), fn.countAll<number>().as('sessions')])
    .where('status', '=', 'completed');

/** Volume and sessions of each day since `from`. Only the sets of those days' sessions are read. */
export const volumeByDay = (from: string) =>
  replicaDb
    .selectFrom('workout_sessions')
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('exercise_sets')
          .leftJoin('exercises', 'exercises.id', 'exercise_sets.exercise_id')
          .select(volume.as('volume_kg'))
          .select(({ fn }) => fn.count<number>('exercise_sets.id').as('sets'))
          .whereRef('exercise_sets.session_id', '=', 'workout_sessions.id')
          .where('exercise_sets.completed_at', 'is not', null)
          .as('done'),
      (join) => join.onTrue(),
    )
    .select('workout_sessions.day')
    .select(({ fn }) => [
      fn.sum<number>('done.volume_kg').as('volume_kg'),
      fn.count<number>('workout_sessions.id').as('sessions'),
      sql<number>`sum(done.sets)::int8`.as('sets'),
    ])
    .where('workout_sessions.status', '=', 'completed')
    .where('workout_sessions.day', '>=', from)
    .groupBy('workout_sessions.day')
    .orderBy('workout_sessions.day');
export type VolumeDayRow = RowOf<typeof volumeByDay>;

/**
 * Working sets of each exercise on each day from `from` up to but without `until`, with the muscles that it trains. Only the sets of
 * those days' sessions are read.
 */
export const trainedExercises = (from: string, until: string) =>
  replicaDb
    .selectFrom('workout_sessions')
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('exercise_sets')
          .select(({ fn }) => ['exercise_sets.exercise_id', fn.countAll<number>().as('sets')])
          .whereRef('exercise_sets.session_id', '=', 'workout_sessions.id')
          .where('exercise_sets.completed_at', 'is not', null)
          .where('exercise_sets.kind', '!=', 'warmup')
          .groupBy('exercise_sets.exercise_id')
          .as('done'),
      (join) => join.onTrue(),
    )
    .innerJoin('exercises', 'exercises.id', 'done.exercise_id')
    .select(['workout_sessions.day', 'done.exercise_id', 'done.sets', 'exercises.muscle_groups', 'exercises.secondary_muscles'])
    .where('workout_sessions.day', '>=', from)
    .where('workout_sessions.day', '<', until)
    .orderBy('workout_sessions.day')
    .orderBy('workout_sessions.id')
    .orderBy('done.exercise_id');
export type TrainedExerciseRow = RowOf<typeof trainedExercises>;

export const exerciseById = (id: string) =>
  replicaDb
    .selectFrom('exercises')
    .select(['id', 'name', 'description', 'measure', 'category', 'level', 'force', 'mechanic', 'equipment'])
    .select(['muscle_groups', 'secondary_muscles', 'instructions', 'is_custom'])
    .where('id', '=', id)
    .orderBy('id')
    .limit(1);
export type ExerciseRow = RowOf<typeof exerciseById>;

/** Every finished set of an exercise with its session, oldest first. */
export const setsOfExercise = (exerciseId: string) =>
  replicaDb
    .selectFrom('exercise_sets')
    .innerJoin('workout_sessions', 'workout_sessions.id', 'exercise_sets.session_id')
    .select(['exercise_sets.id', 'exercise_sets.session_id', 'exercise_sets.kind', 'exercise_sets.weight', 'exercise_sets.reps'])
    .select(['exercise_sets.duration', 'exercise_sets.distance_m', 'exercise_sets.rpe', 'workout_sessions.day'])
    .select(['workout_sessions.name as session_name', 'workout_sessions.started_at', 'exercise_sets.completed_at'])
    .where('exercise_sets.exercise_id', '=', exerciseId)
    .where('exercise_sets.completed_at', 'is not', null)
    .orderBy('exercise_sets.completed_at')
    .orderBy('exercise_sets.id');
export type ExerciseSetRow = RowOf<typeof setsOfExercise>;

/** The standing record of each type. */
export const standingRecords = (exerciseId: string) =>
  replicaDb
    .selectFrom('personal_records')
    .distinctOn('record_type')
    .select(['id', 'record_type', 'value', 'reps', 'achieved_at'])
    .where('exercise_id', '=', exerciseId)
    .orderBy('record_type')
    .orderBy('value', 'desc')
    .orderBy('id');

/** The sources and keys of the sessions that were imported, to tell what is here already. */
export const importedSessions = () =>
  replicaDb
    .selectFrom('workout_sessions')
    .select(['source', 'source_key'])
    .where('source', 'is not', null)
    .orderBy('source')
    .orderBy('source_key')
    .orderBy('id');

/** When every finished session began, to tell which sessions of a file are here already. */
export const sessionStarts = () =>
  replicaDb
    .selectFrom('workout_sessions')
    .select(['name', 'source', 'started_at'])
    .where('status', '=', 'completed')
    .orderBy('started_at')
    .orderBy('id');

/** Finished workouts, oldest first, for a file. */
export const sessionsForExport = () =>
  replicaDb
    .selectFrom('workout_sessions')
    .select(['id', 'name', 'started_at', 'completed_at', 'notes', 'layout'])
    .where('status', '=', 'completed')
    .orderBy('started_at')
    .orderBy('id');

export const setsForExport = () =>
  replicaDb
    .selectFrom('exercise_sets')
    .innerJoin('exercises', 'exercises.id', 'exercise_sets.exercise_id')
    .select([
      'exercise_sets.id as id',
      'session_id',
      'entry_id',
      'exercises.name as exercise',
      'kind',
      'weight',
      'reps',
      'duration',
      'distance_m',
      'rpe',
      'notes',
    ])
    .where('completed_at', 'is not', null)
    .orderBy('session_id')
    .orderBy('set_number')
    .orderBy('exercise_sets.id');

export type ExportedSessionRow = RowOf<typeof sessionsForExport>;
export type ExportedSetRow = RowOf<typeof setsForExport>;
