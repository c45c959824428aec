// What the replica knows of lessons, quizzes and cards.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

export const topics = () =>
  replicaDb
    .selectFrom('learn_topics')
    .select(['id', 'key', 'name', 'description', 'icon'])
    .where('is_active', '=', true)
    .orderBy('sort_order')
    .orderBy('id');

export type TopicRow = RowOf<typeof topics>;

/** Without their texts: the list of all of them is short. */
export const lessonList = () =>
  replicaDb
    .selectFrom('learn_lessons')
    .leftJoin('user_lesson_progress', 'user_lesson_progress.lesson_id', 'learn_lessons.id')
    .select([
      'learn_lessons.id',
      'learn_lessons.topic_id',
      'learn_lessons.key',
      'learn_lessons.title',
      'learn_lessons.description',
      'learn_lessons.duration_minutes',
      'learn_lessons.difficulty',
      'user_lesson_progress.status',
      'user_lesson_progress.position',
      'user_lesson_progress.quiz_score',
      'user_lesson_progress.updated_at',
    ])
    .where('learn_lessons.is_active', '=', true)
    .orderBy('learn_lessons.sort_order')
    .orderBy('learn_lessons.id');

export type LessonListRow = RowOf<typeof lessonList>;

export const lessonByKey = (key: string) =>
  replicaDb
    .selectFrom('learn_lessons')
    .innerJoin('learn_topics', 'learn_topics.id', 'learn_lessons.topic_id')
    .leftJoin('user_lesson_progress', 'user_lesson_progress.lesson_id', 'learn_lessons.id')
    .select([
      'learn_lessons.id',
      'learn_lessons.key',
      'learn_lessons.title',
      'learn_lessons.description',
      'learn_lessons.content_markdown',
      'learn_lessons.duration_minutes',
      'learn_lessons.difficulty',
      'learn_lessons.quiz_json',
      'learn_lessons.figures_json',
      'learn_lessons.sources_json',
      'learn_topics.name as topic',
      'user_lesson_progress.status',
      'user_lesson_progress.position',
      'user_lesson_progress.quiz_score',
      'user_lesson_progress.attempts',
    ])
    .where('learn_lessons.key', '=', key)
    .orderBy('learn_lessons.id')
    .limit(1);

export type LessonRow = RowOf<typeof lessonByKey>;

/** The person's answers to a lesson's quiz, newest first. */
export const quizAttempts = (lessonId: string, limit: number) =>
  replicaDb
    .selectFrom('quiz_attempts')
    .select(['id', 'right_count', 'question_count', 'created_at'])
    .where('lesson_id', '=', lessonId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit);

/** The key of a lesson, for what the search found. */
export const lessonKey = (id: string) =>
  replicaDb.selectFrom('learn_lessons').select('key').where('id', '=', id).orderBy('id').limit(1);

/** Every drill with what the person reached in it. */
export const drillList = () =>
  replicaDb
    .selectFrom('learn_drills')
    .leftJoin('user_drill_stats', 'user_drill_stats.drill_id', 'learn_drills.id')
    .select([
      'learn_drills.id',
      'learn_drills.topic_id',
      'learn_drills.key',
      'learn_drills.title',
      'learn_drills.description',
      'learn_drills.difficulty',
      'learn_drills.config_json',
      'user_drill_stats.best_score',
      'user_drill_stats.total_attempts',
      'user_drill_stats.last_attempt_at',
    ])
    .where('learn_drills.is_active', '=', true)
    .orderBy('learn_drills.sort_order')
    .orderBy('learn_drills.id');

export type DrillListRow = RowOf<typeof drillList>;

export const drillByKey = (key: string) =>
  replicaDb
    .selectFrom('learn_drills')
    .leftJoin('user_drill_stats', 'user_drill_stats.drill_id', 'learn_drills.id')
    .select([
      'learn_drills.id',
      'learn_drills.key',
      'learn_drills.title',
      'learn_drills.description',
      'learn_drills.difficulty',
      'learn_drills.drill_type',
      'learn_drills.config_json',
      'user_drill_stats.total_attempts',
      'user_drill_stats.correct_answers',
      'user_drill_stats.best_score',
      'user_drill_stats.current_streak',
      'user_drill_stats.best_streak',
      'user_drill_stats.total_time_seconds',
    ])
    .where('learn_drills.key', '=', key)
    .orderBy('learn_drills.id')
    .limit(1);

export type DrillRow = RowOf<typeof drillByKey>;

/** The latest sessions of a drill, newest first. */
export const drillSessions = (drillId: string, limit = 200) =>
  replicaDb
    .selectFrom('drill_sessions')
    .select(['id', 'day', 'ended_at', 'trials', 'trial_count', 'right_count', 'score', 'track_id'])
    .where('drill_id', '=', drillId)
    .orderBy('ended_at', 'desc')
    .orderBy('id')
    .limit(limit);

export type DrillSessionRow = RowOf<typeof drillSessions>;

/** Cards that are due before an instant, those due first come first. */
export const dueCards = (before: Date, limit = 500) =>
  replicaDb
    // The limit comes before the joins, which would otherwise read the source of every card.
    .selectFrom(
      replicaDb
        .selectFrom('review_cards')
        .selectAll()
        .where('suspended_at', 'is', null)
        .where('due_at', '<', before)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .as('review_cards'),
    )
    .leftJoin('learn_lessons', 'learn_lessons.id', 'review_cards.source_id')
    .leftJoin('learn_drills', 'learn_drills.id', 'review_cards.source_id')
    .leftJoin('listening_answers', 'listening_answers.id', 'review_cards.source_id')
    .leftJoin('listening_prompt_templates', 'listening_prompt_templates.id', 'listening_answers.template_id')
    .leftJoin('listening_sessions', 'listening_sessions.id', 'listening_answers.session_id')
    .leftJoin('reference_tracks', 'reference_tracks.id', 'listening_sessions.track_id')
    .select([
      'review_cards.id',
      'review_cards.source_kind',
      'review_cards.source_id',
      'review_cards.item',
      'review_cards.state',
      'review_cards.due_at',
      'review_cards.stability',
      'review_cards.difficulty',
      'review_cards.learning_step',
      'review_cards.scheduled_days',
      'review_cards.reps',
      'review_cards.lapses',
      'review_cards.last_review_at',
      'learn_lessons.key as lesson_key',
      'learn_lessons.title as lesson_title',
      'learn_lessons.quiz_json',
      'learn_drills.key as drill_key',
      'learn_drills.title as drill_title',
      'learn_drills.description as drill_description',
      'learn_drills.config_json',
      'listening_answers.session_id as listening_session',
      'listening_answers.note as listening_note',
      'listening_prompt_templates.prompt_text',
      'listening_prompt_templates.expected_observations',
      'reference_tracks.name as track_name',
    ])
    .orderBy('review_cards.due_at')
    .orderBy('review_cards.id');

export type DueCardRow = RowOf<typeof dueCards>;

/** The times only, for counting: the days of the person are not known to the database. */
export const dueTimes = (before: Date) =>
  replicaDb
    .selectFrom('review_cards')
    .select(['id', 'due_at'])
    .where('suspended_at', 'is', null)
    .where('due_at', '<', before)
    .orderBy('due_at')
    .orderBy('id');

export const cardCounts = () =>
  replicaDb
    .selectFrom('review_cards')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('suspended_at', 'is', null)
    .groupBy('state')
    .orderBy('state');

/** Reviews a day, and of those of known cards how many were remembered. */
export const reviewsByDay = (from: string) =>
  replicaDb
    .selectFrom('card_reviews')
    .select(({ fn }) => [
      'day',
      fn.countAll<number>().as('count'),
      sql<number>`count(*) filter (where state_before = 2)::int`.as('known'),
      sql<number>`count(*) filter (where state_before = 2 and rating > 1)::int`.as('remembered'),
      sql<number | null>`avg(recall_before) filter (where state_before = 2)`.as('expected'),
    ])
    .where('taken_back_at', 'is', null)
    .where('day', '>=', from)
    .groupBy('day')
    .orderBy('day');

export type ReviewDayRow = RowOf<typeof reviewsByDay>;

/** The drill of a session. */
export const drillOfSession = (id: string) =>
  replicaDb
    .selectFrom('drill_sessions')
    .innerJoin('learn_drills', 'learn_drills.id', 'drill_sessions.drill_id')
    .select('learn_drills.key as key')
    .where('drill_sessions.id', '=', id)
    .orderBy('drill_sessions.id')
    .limit(1);
