// The registry: every table, its key, whose rows they are, and what never leaves the server. The feed's triggers and the
// replica are generated from it. Parents come before the tables that refer to them.
import type { Database } from './database.ts';

/** `users`, or with its schema when that is not `public`: `replica.clients`. Also the feed's `tbl`. */
export type TableName = keyof Database;

/** Whose a row is. `column` and `publicWhen` speak of the row as `r`. */
export type Scope =
  /** The person named in the column. */
  | { kind: 'user'; column: string }
  /** Whoever the row of `table` that the column names belongs to. */
  | { kind: 'parent'; column: string; table: TableName }
  /** Everybody's. */
  | { kind: 'public' }
  /** Everybody's where `publicWhen` holds, else that person's. */
  | { kind: 'either'; column: string; publicWhen: string }
  /** Never leaves the server. */
  | { kind: 'server' };

export interface SyncedTable {
  readonly name: TableName;
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  readonly scope: Scope;
  /** Columns that never leave the server; on a replica they are null. */
  readonly hidden: readonly string[];
}

interface Options {
  key?: readonly string[];
  hidden?: readonly string[];
}

const table = (name: TableName, scope: Scope, { key = ['id'], hidden = [] }: Options = {}): SyncedTable => ({
  name,
  key,
  scope,
  hidden,
});

const user = (column = 'user_id'): Scope => ({ kind: 'user', column });
const parent = (column: string, of: TableName): Scope => ({ kind: 'parent', column, table: of });
const shared: Scope = { kind: 'public' };
const serverOnly: Scope = { kind: 'server' };
/** Shipped content has no owner; what a person made is theirs alone. */
const shippedOrOwn = (column: string): Scope => ({ kind: 'either', column, publicWhen: `r.${column} is null` });

export const tables: readonly SyncedTable[] = [
  // Accounts
  table('users', user('id')),
  table('accounts', user(), { hidden: ['refresh_token', 'access_token', 'id_token', 'token_type', 'session_state'] }),
  table('sessions', user(), { hidden: ['token'] }),
  table('verification_tokens', serverOnly, { key: ['identifier', 'token'] }),
  table('authenticators', user(), { hidden: ['credential_public_key'] }),
  table('roles', shared),
  table('entitlements', shared),
  table('role_entitlements', shared, { key: ['role_id', 'entitlement_id'] }),
  table('user_roles', user(), { key: ['user_id', 'role_id'] }),
  table('audit_log', serverOnly),
  table('activity_events', user()),
  // Gamification
  table('skill_definitions', shared),
  table('user_skills', user()),
  table('achievement_definitions', shared),
  table('user_achievements', user()),
  table('user_progress', user()),
  table('user_wallet', user()),
  table('points_ledger', user()),
  table('user_streaks', user()),
  // Focus
  table('focus_sessions', user()),
  table('focus_pause_state', user()),
  // Habits and goals
  table('habits', user()),
  table('habit_completions', user()),
  table('goals', user()),
  table('goal_milestones', parent('goal_id', 'goals')),
  // Quests
  table('universal_quests', shared, { hidden: ['created_by'] }),
  table('user_quest_progress', user()),
  table('user_quests', user()),
  // Fitness
  table('exercises', shippedOrOwn('user_id')),
  table('workouts', user()),
  table('workout_sections', parent('workout_id', 'workouts')),
  table('workout_exercises', parent('workout_id', 'workouts')),
  table('workout_sessions', user()),
  table('exercise_sets', parent('session_id', 'workout_sessions')),
  table('personal_records', user()),
  table('training_programs', user()),
  table('program_weeks', parent('program_id', 'training_programs')),
  table('program_workouts', parent('program_week_id', 'program_weeks')),
  // Planning
  table('calendar_events', user()),
  table('daily_plans', user()),
  table('plan_templates', { kind: 'either', column: 'user_id', publicWhen: 'r.is_public' }),
  // Market
  table('market_items', shippedOrOwn('created_by_user_id')),
  table('user_rewards', user()),
  table('user_market_purchases', user()),
  table('market_transactions', user()),
  table('market_recommendations', user()),
  // Reference tracks
  table('reference_tracks', user()),
  table('track_analyses', parent('track_id', 'reference_tracks')),
  table('analysis_frame_chunks', parent('analysis_id', 'track_analyses'), { hidden: ['frames'] }),
  table('track_annotations', user()),
  table('track_regions', user()),
  table('analysis_frame_manifests', parent('analysis_id', 'track_analyses')),
  table('analysis_frame_data', parent('manifest_id', 'analysis_frame_manifests'), { hidden: ['frame_data'] }),
  table('analysis_events', parent('analysis_id', 'track_analyses')),
  // Listening
  table('listening_prompt_templates', shippedOrOwn('created_by')),
  table('listening_prompt_presets', shippedOrOwn('created_by')),
  // Books
  table('books', user()),
  table('reading_sessions', user()),
  // Learn
  table('learn_topics', shared),
  table('learn_lessons', shared),
  table('learn_drills', shared),
  table('user_lesson_progress', user()),
  table('user_drill_stats', user()),
  // Feedback, notes, onboarding, interests
  table('feedback', user()),
  table('infobase_entries', user()),
  table('ideas', user()),
  table('onboarding_flows', shared),
  table('onboarding_steps', shared),
  table('user_onboarding_state', user()),
  table('user_onboarding_responses', user()),
  table('user_interests', user()),
  table('inbox_items', user()),
  table('user_references', user()),
  // Settings and flags
  table('user_settings', user()),
  table('feature_flags', shared),
  // Focus music
  table('focus_libraries', user()),
  table('focus_library_tracks', parent('library_id', 'focus_libraries')),
  // Sync itself: how far a client's commands were taken, and what was refused.
  table('replica.clients', user(), { key: ['client_id'] }),
  table('replica.rejections', user()),
];

const byName = new Map<string, SyncedTable>(tables.map((entry) => [entry.name, entry]));

/** The entry, or undefined for a name this version does not know (a newer server may send one). */
export const findTable = (name: string): SyncedTable | undefined => byName.get(name);

export function tableNamed(name: TableName): SyncedTable {
  const entry = byName.get(name);
  if (!entry) throw new Error(`the registry has no table ${name}`);
  return entry;
}

/** With its schema and quoted, for SQL text. */
export const quotedTable = (name: string): string =>
  (name.includes('.') ? name : `public.${name}`).split('.').map(quoted).join('.');

export const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/** The feed's `pk` of the row called `alias`: the key's text, or for a composite key a JSON array of texts. */
export function pkSql({ key }: SyncedTable, alias: string): string {
  const texts = key.map((column) => `${alias}.${quoted(column)}::text`);
  return texts.length === 1 ? texts.join() : `jsonb_build_array(${texts.join(', ')})::text`;
}

/** The key's columns and their texts, out of the feed's `pk`. */
export function pkToKey({ key }: SyncedTable, pk: string): Record<string, string> {
  const texts = key.length === 1 ? [pk] : (JSON.parse(pk) as string[]);
  return Object.fromEntries(key.map((column, index) => [column, texts[index] ?? '']));
}
