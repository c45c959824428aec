// The registry: every table, its key, the owner of its rows, and the columns that never leave the server. The feed's triggers
// and the replica are generated from it. Invariant: a table comes after the tables it refers to.
import type { Database } from './database.ts';

/** `users`, or with its schema when that is not `public`: `replica.clients`. Also the feed's `tbl`. */
export type TableName = keyof Database;

/** The owner of a row. `column` and `publicWhen` refer to the row as `r`. */
export type Scope =
  /** The person in the column. */
  | { kind: 'user'; column: string }
  /** The owner of the row of `table` that the column refers to. */
  | { kind: 'parent'; column: string; table: TableName }
  /** Everybody. */
  | { kind: 'public' }
  /** Everybody where `publicWhen` holds, else the person in the column. */
  | { kind: 'either'; column: string; publicWhen: string }
  /** Nobody: the row never leaves the server. */
  | { kind: 'server' };

/** What the search index contains of a table's rows. The columns are the table's; its key must be one uuid. */
export interface Searchable<Column extends string = string> {
  /** The row's title; null in a row without one. */
  readonly title: Column;
  /** Shown below the title, in this order. */
  readonly text: readonly Column[];
  /** The columns of `text` that hold Markdown. They are indexed and shown as plain text. */
  readonly markdown?: readonly Column[];
  /** A column of type text[]. */
  readonly tags?: Column;
  /** Orders rows of equal rank, newer ones first. */
  readonly at: Column;
  /** Which rows are searchable, as SQL on the row `r`; all rows when missing. */
  readonly when?: string;
}

export interface SyncedTable {
  readonly name: TableName;
  /** Columns of the primary key, in order. */
  readonly key: readonly string[];
  readonly scope: Scope;
  /** Columns that never leave the server; on a replica they are null. */
  readonly hidden: readonly string[];
  readonly searchable?: Searchable;
  /** For a table that only grows with time: the column that dates a row. A first sync sends its newer rows first. */
  readonly history?: string;
}

type SearchableTables = { readonly [Name in TableName]?: Searchable<keyof Database[Name] & string> };

/**
 * The tables whose rows people search by text. Exercises are not included, because their own search knows abbreviations and
 * alternative names. Focus sessions are not included, because they repeat one title for years and have no page to open.
 */
export const searchable = {
  habits: { title: 'name', text: ['description'], at: 'created_at' },
  goals: { title: 'title', text: ['description', 'category'], at: 'created_at' },
  universal_quests: { title: 'title', text: ['description'], at: 'created_at' },
  user_quests: { title: 'title', text: ['description', 'category'], at: 'created_at' },
  workouts: { title: 'name', text: ['description'], at: 'created_at' },
  workout_sessions: { title: 'name', text: ['notes'], at: 'started_at', when: `r.status = 'completed'` },
  training_programs: { title: 'name', text: ['description', 'goal'], at: 'created_at' },
  calendar_events: { title: 'title', text: ['description', 'location'], at: 'start_time', when: `r.status <> 'cancelled'` },
  plan_templates: { title: 'name', text: ['description', 'category'], at: 'created_at' },
  market_items: { title: 'name', text: ['description', 'category'], at: 'created_at' },
  reference_tracks: { title: 'name', text: ['artist', 'album', 'genre', 'description'], tags: 'tags', at: 'created_at' },
  listening_prompt_templates: {
    title: 'name',
    text: ['description', 'prompt_text'],
    tags: 'tags',
    at: 'created_at',
    when: 'r.is_active',
  },
  listening_prompt_presets: { title: 'name', text: ['description'], at: 'created_at', when: 'r.is_active' },
  books: {
    title: 'title',
    text: ['author', 'other_authors', 'series', 'isbn', 'notes', 'review'],
    tags: 'tags',
    at: 'created_at',
  },
  book_notes: { title: 'content', text: ['kind'], at: 'created_at' },
  learn_topics: { title: 'name', text: ['description'], at: 'created_at', when: 'r.is_active' },
  learn_lessons: {
    title: 'title',
    text: ['description', 'content_markdown'],
    markdown: ['content_markdown'],
    at: 'created_at',
    when: 'r.is_active',
  },
  infobase_entries: {
    title: 'title',
    text: ['content', 'category'],
    markdown: ['content'],
    tags: 'tags',
    at: 'created_at',
    when: 'r.deleted_at is null',
  },
  ideas: {
    title: 'title',
    text: ['content', 'category'],
    markdown: ['content'],
    tags: 'tags',
    at: 'created_at',
    when: 'r.deleted_at is null',
  },
  inbox_items: { title: 'title', text: ['description'], tags: 'tags', at: 'created_at' },
  user_references: {
    title: 'title',
    text: ['content', 'url', 'category', 'site_title', 'site_description'],
    markdown: ['content'],
    tags: 'tags',
    at: 'created_at',
    when: 'r.deleted_at is null',
  },
  focus_libraries: { title: 'name', text: ['description'], at: 'created_at', when: "r.library_type <> 'noise'" },
} as const satisfies SearchableTables;

export type SearchableTable = keyof typeof searchable;

const history = {
  activity_events: 'created_at',
  points_ledger: 'created_at',
  occurrence_totals: 'day',
  focus_sessions: 'started_at',
  habit_completions: 'completed_at',
  goal_updates: 'created_at',
  workout_sessions: 'started_at',
  exercise_sets: 'completed_at',
  daily_plans: 'date',
  market_transactions: 'created_at',
  listening_sessions: 'day',
  listening_answers: 'day',
  reading_sessions: 'started_at',
  quiz_attempts: 'day',
  drill_sessions: 'day',
  card_reviews: 'day',
  note_versions: 'created_at',
  focus_music_plays: 'created_at',
} as const satisfies { readonly [Name in TableName]?: keyof Database[Name] & string };

interface Options {
  key?: readonly string[];
  hidden?: readonly string[];
}

function table(name: TableName, scope: Scope, { key = ['id'], hidden = [] }: Options = {}): SyncedTable {
  const found = (searchable as Partial<Record<TableName, Searchable>>)[name];
  const dated = (history as Partial<Record<TableName, string>>)[name];
  return { name, key, scope, hidden, ...(found && { searchable: found }), ...(dated !== undefined && { history: dated }) };
}

const user = (column = 'user_id'): Scope => ({ kind: 'user', column });
const parent = (column: string, of: TableName): Scope => ({ kind: 'parent', column, table: of });
const shared: Scope = { kind: 'public' };
const serverOnly: Scope = { kind: 'server' };
/** Shipped content has no owner; a person's own rows are visible to that person only. */
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
  table('occurrence_totals', user()),
  // Focus
  table('focus_sessions', user()),
  table('focus_pause_state', user()),
  // Habits and goals
  table('habits', user()),
  table('habit_completions', user()),
  table('habit_pauses', user()),
  table('goals', user()),
  table('goal_milestones', parent('goal_id', 'goals')),
  table('goal_updates', user()),
  // Quests
  table('universal_quests', shared, { hidden: ['created_by'] }),
  table('user_quest_progress', user()),
  table('user_quests', user()),
  // Fitness
  table('exercises', shippedOrOwn('user_id')),
  table('training_programs', user()),
  table('program_weeks', parent('program_id', 'training_programs')),
  table('workouts', user()),
  table('workout_sections', parent('workout_id', 'workouts')),
  table('workout_exercises', parent('workout_id', 'workouts')),
  table('program_workouts', parent('program_week_id', 'program_weeks')),
  table('workout_sessions', user()),
  table('exercise_sets', parent('session_id', 'workout_sessions')),
  table('personal_records', user()),
  table('program_templates', shared),
  table('exercise_preferences', user()),
  table('progression_answers', user()),
  table('body_measures', user()),
  // Planning
  table('calendar_events', user()),
  table('daily_plans', user()),
  table('calendar_feeds', serverOnly, { key: ['user_id'], hidden: ['token'] }),
  table('plan_templates', { kind: 'either', column: 'user_id', publicWhen: 'r.is_public' }),
  // Market
  table('market_items', shippedOrOwn('created_by_user_id')),
  table('user_rewards', user()),
  table('user_market_purchases', user()),
  table('market_transactions', user()),
  table('market_recommendations', user()),
  table('market_wishes', user()),
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
  table('listening_sessions', user()),
  table('listening_answers', user()),
  // Books
  table('books', user()),
  table('book_readings', user()),
  table('reading_sessions', user()),
  table('book_notes', user()),
  table('reading_goals', user()),
  // Learn
  table('learn_topics', shared),
  table('learn_lessons', shared),
  table('learn_drills', shared),
  table('user_lesson_progress', user()),
  table('user_drill_stats', user()),
  table('quiz_attempts', user()),
  table('drill_sessions', user()),
  table('review_cards', user()),
  table('card_reviews', user()),
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
  table('note_versions', user()),
  table('note_files', user()),
  // Settings and flags
  table('user_settings', user()),
  table('feature_flags', shared),
  // What an admin changed of the shipped content.
  table('content_versions', serverOnly),
  // Focus music
  table('focus_libraries', user()),
  table('focus_library_tracks', parent('library_id', 'focus_libraries')),
  table('focus_music_plays', user()),
  // Due times, read by the server only.
  table('due', serverOnly, { key: ['user_id', 'kind', 'key'] }),
  // Sync itself: the last command taken of each client, and rejections.
  table('replica.clients', user(), { key: ['client_id'], hidden: ['closed_at'] }),
  table('replica.rejections', user()),
];

const byName = new Map<string, SyncedTable>(tables.map((entry) => [entry.name, entry]));

/** The entry, or undefined for an unknown name, which a newer server may send. */
export const findTable = (name: string): SyncedTable | undefined => byName.get(name);

export function tableNamed(name: TableName): SyncedTable {
  const entry = byName.get(name);
  if (!entry) throw new Error(`the registry has no table ${name}`);
  return entry;
}

/** The quoted name with its schema, for SQL text. */
export const quotedTable = (name: string): string =>
  (name.includes('.') ? name : `public.${name}`).split('.').map(quoted).join('.');

export const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/** SQL of the feed's `pk` for the row with this alias: the key's text, or for a composite key a JSON array of texts. */
export function pkSql({ key }: SyncedTable, alias: string): string {
  const texts = key.map((column) => `${alias}.${quoted(column)}::text`);
  return texts.length === 1 ? texts.join() : `jsonb_build_array(${texts.join(', ')})::text`;
}

/** The key's columns with their texts, from the feed's `pk`. */
export function pkToKey({ key }: SyncedTable, pk: string): Record<string, string> {
  const texts = key.length === 1 ? [pk] : (JSON.parse(pk) as string[]);
  return Object.fromEntries(key.map((column, index) => [column, texts[index] ?? '']));
}
