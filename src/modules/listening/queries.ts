// What the replica knows of prompts, presets, sessions and answers.
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

/** All prompts, with those that were put away: sessions of the past refer to them. */
export const prompts = () =>
  replicaDb
    .selectFrom('listening_prompt_templates')
    .select(['id', 'name', 'category', 'difficulty', 'prompt_text', 'hints', 'expected_observations', 'answer_kind'])
    .select(['scale_low', 'scale_high', 'measures', 'seconds', 'created_by', 'is_active'])
    .orderBy('display_order')
    .orderBy('id');
export type PromptRow = RowOf<typeof prompts>;

export const presets = () =>
  replicaDb
    .selectFrom('listening_prompt_presets')
    .select(['id', 'name', 'description', 'preset_type', 'config', 'created_by', 'is_active'])
    .where('is_active', '=', true)
    .orderBy('created_at')
    .orderBy('id');
export type PresetRow = RowOf<typeof presets>;

const SESSION_COLUMNS = [
  'listening_sessions.id',
  'listening_sessions.name',
  'listening_sessions.preset_id',
  'listening_sessions.track_id',
  'listening_sessions.reference_track_id',
  'listening_sessions.region_start_ms',
  'listening_sessions.region_end_ms',
  'listening_sessions.plan',
  'listening_sessions.day',
  'listening_sessions.started_at',
  'listening_sessions.ended_at',
] as const;

/** The latest sessions, newest first. */
export const sessions = (limit = 50) =>
  replicaDb
    .selectFrom('listening_sessions')
    .leftJoin('reference_tracks', 'reference_tracks.id', 'listening_sessions.track_id')
    .select(SESSION_COLUMNS)
    .select('reference_tracks.name as track_name')
    .orderBy('listening_sessions.started_at', 'desc')
    .orderBy('listening_sessions.id')
    .limit(limit);
export type SessionRow = RowOf<typeof sessions>;

export const sessionById = (id: string) =>
  replicaDb
    .selectFrom('listening_sessions')
    .select(SESSION_COLUMNS)
    .where('listening_sessions.id', '=', id)
    .orderBy('listening_sessions.id')
    .limit(1);
export type OneSessionRow = RowOf<typeof sessionById>;

export const answersOfSession = (sessionId: string) =>
  replicaDb
    .selectFrom('listening_answers')
    .select(['id', 'template_id', 'prompt_name', 'category', 'note', 'grade', 'marks', 'hints_seen', 'seconds', 'updated_at'])
    .where('session_id', '=', sessionId)
    .orderBy('created_at')
    .orderBy('id');
export type AnswerRow = RowOf<typeof answersOfSession>;

/** Answers a day and category. */
export const answersByDay = (from: string) =>
  replicaDb
    .selectFrom('listening_answers')
    .select(({ fn }) => ['day', 'category', fn.countAll<number>().as('count'), fn.sum<number>('hints_seen').as('hints')])
    .where('day', '>=', from)
    .groupBy(['day', 'category'])
    .orderBy('day')
    .orderBy('category');
export type AnswerDayRow = RowOf<typeof answersByDay>;

/** Every answer of one category, newest first. */
export const answersOfCategory = (category: string, limit = 50) =>
  replicaDb
    .selectFrom('listening_answers')
    .innerJoin('listening_sessions', 'listening_sessions.id', 'listening_answers.session_id')
    .leftJoin('reference_tracks', 'reference_tracks.id', 'listening_sessions.track_id')
    .select([
      'listening_answers.id',
      'listening_answers.session_id',
      'listening_answers.prompt_name',
      'listening_answers.note',
      'listening_answers.grade',
      'listening_answers.day',
      'reference_tracks.name as track_name',
    ])
    .where('listening_answers.category', '=', category)
    .orderBy('listening_answers.created_at', 'desc')
    .orderBy('listening_answers.id')
    .limit(limit);
export type CategoryAnswerRow = RowOf<typeof answersOfCategory>;
