// Routines, programs and proposals as the replica has them. Each query names its columns and has an order that ends in the key.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

/** The routines in their order, each with the names of its first exercises. */
export const routines = () =>
  replicaDb
    .selectFrom('workouts')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('workout_exercises')
          .innerJoin('exercises', 'exercises.id', 'workout_exercises.exercise_id')
          .select(({ fn }) => [
            fn.countAll<number>().as('exercises'),
            sql<string | null>`string_agg(exercises.name, ', ' order by workout_exercises.sort_order, workout_exercises.id)`.as(
              'exercise_names',
            ),
          ])
          .whereRef('workout_exercises.workout_id', '=', 'workouts.id')
          .as('planned'),
      (join) => join.onTrue(),
    )
    .select(['workouts.id', 'workouts.name', 'workouts.folder', 'workouts.description', 'workouts.sort_order'])
    .select(['planned.exercises', 'planned.exercise_names'])
    .where('workouts.program_id', 'is', null)
    .orderBy('workouts.sort_order')
    .orderBy('workouts.name')
    .orderBy('workouts.id');
export type RoutineRow = RowOf<typeof routines>;

export const routineById = (id: string) =>
  replicaDb
    .selectFrom('workouts')
    .select(['id', 'name', 'description', 'folder', 'program_id'])
    .where('id', '=', id)
    .orderBy('id')
    .limit(1);
export type RoutineDetailRow = RowOf<typeof routineById>;

export const sectionsOfRoutine = (workoutId: string) =>
  replicaDb
    .selectFrom('workout_sections')
    .select(['id', 'name', 'sort_order'])
    .where('workout_id', '=', workoutId)
    .orderBy('sort_order')
    .orderBy('id');
export type SectionRow = RowOf<typeof sectionsOfRoutine>;

export const exercisesOfRoutines = (workoutIds: readonly string[]) =>
  replicaDb
    .selectFrom('workout_exercises')
    .innerJoin('exercises', 'exercises.id', 'workout_exercises.exercise_id')
    .select(['workout_exercises.id', 'workout_exercises.workout_id', 'workout_exercises.exercise_id'])
    .select(['workout_exercises.section_id', 'workout_exercises.superset', 'workout_exercises.rest_seconds'])
    .select(['workout_exercises.notes', 'workout_exercises.plan', 'workout_exercises.progression', 'workout_exercises.track'])
    .select(['workout_exercises.sort_order', 'exercises.name', 'exercises.measure'])
    .where('workout_exercises.workout_id', 'in', [...workoutIds])
    .orderBy('workout_exercises.workout_id')
    .orderBy('workout_exercises.sort_order')
    .orderBy('workout_exercises.id');
export type RoutineExerciseRow = RowOf<typeof exercisesOfRoutines>;

/** What the person set for exercises: their rest, their one-rep max. */
export const exercisePreferences = () =>
  replicaDb.selectFrom('exercise_preferences').select(['id', 'exercise_id', 'rest_seconds', 'one_rep_max_kg']).orderBy('id');
export type ExercisePreferenceRow = RowOf<typeof exercisePreferences>;

/** The best estimated one-rep max of each exercise, in kg. */
export const estimatedMaxes = (exerciseIds: readonly string[]) =>
  replicaDb
    .selectFrom('personal_records')
    .select(({ fn }) => ['exercise_id', fn.max('value').as('max_kg')])
    .where('record_type', '=', 'e1rm')
    .where('exercise_id', 'in', [...exerciseIds])
    .groupBy('exercise_id')
    .orderBy('exercise_id');

export const programTemplates = () =>
  replicaDb
    .selectFrom('program_templates')
    .select(['id', 'template_key', 'name', 'description', 'goal', 'difficulty', 'duration_weeks', 'days_per_week'])
    .select(['equipment'])
    .where('is_active', '=', true)
    .orderBy('sort_order')
    .orderBy('id');
export type ProgramTemplateRow = RowOf<typeof programTemplates>;

export const programTemplate = (id: string) =>
  replicaDb
    .selectFrom('program_templates')
    .select(['id', 'template_key', 'name', 'description', 'goal', 'difficulty', 'duration_weeks', 'days_per_week'])
    .select(['equipment', 'source_name', 'source_url', 'definition'])
    .where('id', '=', id)
    .orderBy('id')
    .limit(1);
export type ProgramTemplateDetailRow = RowOf<typeof programTemplate>;

const PROGRAM_COLUMNS = [
  'id',
  'name',
  'description',
  'goal',
  'difficulty',
  'duration_weeks',
  'is_active',
  'template_key',
  'started_on',
  'started_at',
  'completed_at',
  'paused_at',
] as const;

/** The person's programs: the one that is followed, then the newest. */
export const programs = () =>
  replicaDb
    .selectFrom('training_programs')
    .select(PROGRAM_COLUMNS)
    .orderBy('is_active', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id');
export type ProgramRow = RowOf<typeof programs>;

export const activeProgram = () =>
  replicaDb
    .selectFrom('training_programs')
    .select(PROGRAM_COLUMNS)
    .where('is_active', '=', true)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(1);

export const programById = (id: string) =>
  replicaDb.selectFrom('training_programs').select(PROGRAM_COLUMNS).where('id', '=', id).orderBy('id').limit(1);

/** The workouts of a program in order, each with the session that did it in this run. */
export const programDays = (programId: string) =>
  replicaDb
    .selectFrom('program_weeks')
    .innerJoin('training_programs', 'training_programs.id', 'program_weeks.program_id')
    .innerJoin('program_workouts', 'program_workouts.program_week_id', 'program_weeks.id')
    .innerJoin('workouts', 'workouts.id', 'program_workouts.workout_id')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('workout_sessions')
          .select(['workout_sessions.id as session_id', 'workout_sessions.day as done_on'])
          .whereRef('workout_sessions.program_workout_id', '=', 'program_workouts.id')
          .where('workout_sessions.status', '=', 'completed')
          .where((row) => row('workout_sessions.started_at', '>=', row.ref('training_programs.started_at').$castTo<Date>()))
          .orderBy('workout_sessions.started_at')
          .orderBy('workout_sessions.id')
          .limit(1)
          .as('done'),
      (join) => join.onTrue(),
    )
    .select(['program_workouts.id', 'program_workouts.workout_id', 'program_workouts.day_of_week'])
    .select(['program_workouts.order_index', 'program_workouts.intensity_modifier', 'program_workouts.skipped_at'])
    .select(['program_weeks.week_number', 'program_weeks.name as week_name', 'program_weeks.is_deload'])
    .select(['program_weeks.notes as week_notes', 'workouts.name', 'done.session_id', 'done.done_on'])
    .where('program_weeks.program_id', '=', programId)
    .orderBy('program_weeks.week_number')
    .orderBy('program_workouts.order_index')
    .orderBy('program_workouts.id');
export type ProgramDayRow = RowOf<typeof programDays>;

/** The last sessions that followed any of these workouts, newest first: what proposals look at. */
export const sessionsOfWorkouts = (workoutIds: readonly string[], limit: number) =>
  replicaDb
    .selectFrom('workout_sessions')
    .select(['id', 'started_at', 'layout', 'workout_id'])
    .where('workout_id', 'in', [...workoutIds])
    .where('status', '=', 'completed')
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(limit);
export type PlannedSessionRow = RowOf<typeof sessionsOfWorkouts>;

/** The finished working sets of sessions. */
export const workingSets = (sessionIds: readonly string[]) =>
  replicaDb
    .selectFrom('exercise_sets')
    .select(['id', 'session_id', 'entry_id', 'weight', 'reps', 'duration', 'distance_m', 'set_number'])
    .where('session_id', 'in', [...sessionIds])
    .where('completed_at', 'is not', null)
    .where('kind', '!=', 'warmup')
    .orderBy('session_id')
    .orderBy('set_number')
    .orderBy('id');
export type WorkingSetRow = RowOf<typeof workingSets>;

/** The workouts that belong to the same program as a workout: their exercises may share a track. */
export const workoutsBeside = (workoutId: string) =>
  replicaDb
    .selectFrom('workouts')
    .innerJoin('workouts as beside', (join) =>
      join.on((on) =>
        on.or([on('beside.id', '=', on.ref('workouts.id')), on('beside.program_id', '=', on.ref('workouts.program_id'))]),
      ),
    )
    .select('beside.id')
    .where('workouts.id', '=', workoutId)
    .orderBy('beside.id');

export const answersOfSession = (sessionId: string) =>
  replicaDb
    .selectFrom('progression_answers')
    .select(['id', 'plan_id', 'is_accepted'])
    .where('session_id', '=', sessionId)
    .orderBy('id');

/** Duration and effort of each session since `from`; the mean RPE of its sets stands in for an effort that was not rated. */
export const loadsSince = (from: string) =>
  replicaDb
    .selectFrom('workout_sessions')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('exercise_sets')
          .select(({ fn }) => fn.avg<number | null>('exercise_sets.rpe').as('mean_rpe'))
          .whereRef('exercise_sets.session_id', '=', 'workout_sessions.id')
          .as('rated'),
      (join) => join.onTrue(),
    )
    .select(['workout_sessions.id', 'workout_sessions.day', 'workout_sessions.started_at', 'workout_sessions.completed_at'])
    .select(['workout_sessions.effort', 'rated.mean_rpe'])
    .where('workout_sessions.status', '=', 'completed')
    .where('workout_sessions.day', '>=', from)
    .orderBy('workout_sessions.day')
    .orderBy('workout_sessions.id');

/** The values of one measure of the body, oldest first. */
export const bodyMeasures = (kind: string) =>
  replicaDb.selectFrom('body_measures').select(['id', 'day', 'value']).where('kind', '=', kind).orderBy('day').orderBy('id');
export type BodyMeasureRow = RowOf<typeof bodyMeasures>;
