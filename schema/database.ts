// Row types of the migrated database. Written by `npm run generate` from schema/migrations; do not edit.
import type { ColumnType, Generated, RawBuilder } from 'kysely';

/** Read as a Date; written as a Date or ISO text. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Read as parsed JSON; written by `jsonb` of schema/command/kit.ts, which means the same to both drivers. */
export type Json = ColumnType<JsonValue, RawBuilder<unknown>, RawBuilder<unknown>>;

/** The same column where null is allowed: Kysely wants the null inside the ColumnType. */
export type Nullable<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S | null, I | null | undefined, U | null> : T | null;

/** A ColumnType with a default. */
export type Defaulted<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : Generated<T>;

export interface AccountsTable {
  id: string;
  user_id: string;
  type: 'email' | 'oauth' | 'oidc' | 'webauthn';
  provider: string;
  provider_account_id: string;
  refresh_token: string | null;
  access_token: string | null;
  expires_at: Nullable<Timestamp>;
  token_type: string | null;
  scope: string | null;
  id_token: string | null;
  session_state: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  label: string | null;
}

export interface AchievementDefinitionsTable {
  id: string;
  key: string;
  name: string;
  description: string | null;
  category: string | null;
  icon: string | null;
  trigger_type: 'count' | 'streak' | 'volume' | 'level' | 'time_of_day' | 'first' | 'set';
  trigger_config: Defaulted<Json>;
  reward_coins: Generated<number>;
  reward_xp: Generated<number>;
  is_hidden: Generated<boolean>;
  sort_order: Generated<number>;
  created_at: Timestamp;
}

export interface ActivityEventsTable {
  id: string;
  user_id: string;
  event_type: string;
  category: string | null;
  metadata: Defaulted<Json>;
  xp_earned: Generated<number>;
  coins_earned: Generated<number>;
  created_at: Timestamp;
  occurrence_id: string | null;
  generation: Generated<number>;
  day: string | null;
  happened_at: Nullable<Timestamp>;
  amounts: Defaulted<Json>;
  skills: Defaulted<Json>;
  links: Defaulted<Json>;
  taken_back_at: Nullable<Timestamp>;
}

export interface AnalysisEventsTable {
  id: string;
  analysis_id: string;
  time_ms: number;
  duration_ms: number | null;
  event_type: string;
  event_data: Defaulted<Json>;
  confidence: number | null;
  created_at: Timestamp;
}

export interface AnalysisFrameChunksTable {
  id: string;
  analysis_id: string;
  chunk_index: number;
  start_time_ms: number;
  end_time_ms: number;
  frames: Nullable<Json>;
  created_at: Timestamp;
}

export interface AnalysisFrameDataTable {
  id: string;
  manifest_id: string;
  chunk_index: number;
  start_frame: number;
  end_frame: number;
  start_time_ms: number;
  end_time_ms: number;
  frame_data: Uint8Array | null;
  frame_count: number;
  compressed: Generated<boolean>;
  compression_type: 'none' | 'deflate-raw' | 'deflate' | 'gzip' | null;
  created_at: Timestamp;
  content_sha256: string | null;
  byte_size: number | null;
}

export interface AnalysisFrameManifestsTable {
  id: string;
  analysis_id: string;
  manifest_version: Generated<number>;
  hop_ms: number;
  frame_count: number;
  duration_ms: number;
  sample_rate: number;
  bands: number;
  bytes_per_frame: number;
  frame_layout: Json;
  events: Nullable<Json>;
  fingerprint: string | null;
  analyzer_version: string;
  chunk_size_frames: number;
  total_chunks: number;
  created_at: Timestamp;
}

export interface AuditLogTable {
  id: string;
  user_id: string | null;
  session_id: string | null;
  event_type: string;
  resource_type: string | null;
  resource_id: string | null;
  action: string;
  status: Generated<'success' | 'failure' | 'denied'>;
  details: Defaulted<Json>;
  ip_address: string | null;
  user_agent: string | null;
  request_id: string | null;
  created_at: Timestamp;
}

export interface AuthenticatorsTable {
  id: string;
  user_id: string;
  credential_id: string;
  provider_account_id: string;
  credential_public_key: Uint8Array;
  counter: Generated<number>;
  credential_device_type: 'singleDevice' | 'multiDevice';
  credential_backed_up: Generated<boolean>;
  transports: Generated<string[]>;
  created_at: Timestamp;
  name: string | null;
  last_used_at: Nullable<Timestamp>;
}

export interface BodyMeasuresTable {
  id: string;
  user_id: string;
  kind: string;
  day: string;
  value: number;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface BookNotesTable {
  id: string;
  user_id: string;
  book_id: string;
  kind: 'quote' | 'note';
  content: string;
  page: number | null;
  source: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface BookReadingsTable {
  id: string;
  user_id: string;
  book_id: string;
  status: 'reading' | 'finished' | 'stopped';
  started_day: string | null;
  finished_day: string | null;
  rest_pages: Generated<number>;
  source: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface BooksTable {
  id: string;
  user_id: string;
  title: string;
  author: string | null;
  total_pages: number | null;
  current_page: Generated<number>;
  status: Generated<'want' | 'reading' | 'finished' | 'stopped'>;
  started_at: Nullable<Timestamp>;
  completed_at: Nullable<Timestamp>;
  rating: number | null;
  notes: string | null;
  cover_blob_id: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  subtitle: string | null;
  other_authors: string | null;
  unit: Generated<'pages' | 'percent' | 'minutes'>;
  total_minutes: number | null;
  current_percent: Generated<number>;
  current_minutes: Generated<number>;
  series: string | null;
  series_number: number | null;
  format: 'paperback' | 'hardcover' | 'ebook' | 'audiobook' | 'other' | null;
  language: string | null;
  isbn: string | null;
  publisher: string | null;
  published_year: number | null;
  tags: Generated<string[]>;
  shelves: Generated<string[]>;
  review: string | null;
  is_favorite: Generated<boolean>;
  cover_type: string | null;
  times_read: Generated<number>;
  last_finished_day: string | null;
  last_read_at: Nullable<Timestamp>;
  source: string | null;
  source_key: string | null;
}

export interface CalendarEventsTable {
  id: string;
  user_id: string;
  title: string;
  description: string | null;
  event_type: Generated<
    | 'event'
    | 'focus'
    | 'workout'
    | 'habit'
    | 'goal'
    | 'quest'
    | 'task'
    | 'learn'
    | 'listening'
    | 'reading'
    | 'meeting'
    | 'deadline'
    | 'reminder'
    | 'other'
  >;
  start_time: Timestamp;
  end_time: Timestamp;
  all_day: Generated<boolean>;
  timezone: Generated<string>;
  location: string | null;
  workout_id: string | null;
  habit_id: string | null;
  goal_id: string | null;
  recurrence_rule: string | null;
  recurrence_end: Nullable<Timestamp>;
  parent_event_id: string | null;
  color: string | null;
  reminder_minutes: number | null;
  metadata: Defaulted<Json>;
  created_at: Timestamp;
  updated_at: Timestamp;
  occurrence_key: string | null;
  original_start: Nullable<Timestamp>;
  excluded_dates: Generated<string[]>;
  extra_dates: Generated<string[]>;
  status: Generated<'planned' | 'done' | 'cancelled'>;
  reminders: Generated<number[]>;
  linked_kind: string | null;
  linked_id: string | null;
  actual_start: Nullable<Timestamp>;
  actual_end: Nullable<Timestamp>;
  filled_by: string | null;
  source: string | null;
  source_uid: string | null;
}

export interface CalendarFeedsTable {
  user_id: string;
  token: string;
  created_at: Timestamp;
  read_at: Nullable<Timestamp>;
}

export interface CardReviewsTable {
  id: string;
  user_id: string;
  card_id: string;
  rating: number;
  day: string;
  reviewed_at: Timestamp;
  state_before: number;
  recall_before: number | null;
  taken_back_at: Nullable<Timestamp>;
}

export interface ContentVersionsTable {
  id: string;
  kind: string;
  row_id: string;
  number: number;
  action: 'edited' | 'kept' | 'put_back' | 'shipped' | 'added';
  before: Json;
  shipped: Nullable<Json>;
  user_id: string | null;
  created_at: Timestamp;
}

export interface DailyPlansTable {
  id: string;
  user_id: string;
  date: string;
  items: Defaulted<Json>;
  notes: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  opened_at: Nullable<Timestamp>;
  closed_at: Nullable<Timestamp>;
  review: string | null;
  week_review: string | null;
}

export interface DrillSessionsTable {
  id: string;
  user_id: string;
  drill_id: string;
  day: string;
  started_at: Timestamp;
  ended_at: Timestamp;
  trials: Json;
  trial_count: number;
  right_count: number;
  score: number | null;
  track_id: string | null;
  region_start_ms: number | null;
  region_end_ms: number | null;
  created_at: Timestamp;
}

export interface DueTable {
  user_id: string;
  kind: string;
  key: string;
  due_at: Timestamp;
  command: string | null;
  args: Nullable<Json>;
  notice: Nullable<Json>;
  attempts: Generated<number>;
  claim: string | null;
  claimed_until: Nullable<Timestamp>;
  sent_to: Defaulted<Json>;
}

export interface EntitlementsTable {
  id: string;
  name: string;
  description: string | null;
  resource: string;
  action: string;
  created_at: Timestamp;
}

export interface ExercisePreferencesTable {
  id: string;
  user_id: string;
  exercise_id: string;
  rest_seconds: number | null;
  one_rep_max_kg: number | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ExerciseSetsTable {
  id: string;
  session_id: string;
  exercise_id: string;
  set_number: number;
  reps: number | null;
  weight: number | null;
  duration: number | null;
  is_warmup: Generated<boolean>;
  is_dropset: Generated<boolean>;
  rpe: number | null;
  notes: string | null;
  completed_at: Nullable<Timestamp>;
  user_id: string | null;
  entry_id: string | null;
  kind: Generated<'normal' | 'warmup' | 'drop' | 'failure'>;
  distance_m: number | null;
}

export interface ExercisesTable {
  id: string;
  name: string;
  description: string | null;
  category: string | null;
  muscle_groups: Generated<string[]>;
  equipment: string | null;
  is_custom: Generated<boolean>;
  is_builtin: Generated<boolean>;
  user_id: string | null;
  created_at: Timestamp;
  source_key: string | null;
  secondary_muscles: Generated<string[]>;
  instructions: Generated<string[]>;
  level: string | null;
  force: string | null;
  mechanic: string | null;
  measure: Generated<'weight_reps' | 'assisted_reps' | 'reps' | 'time' | 'distance_time'>;
  updated_at: Timestamp;
}

export interface FeatureFlagsTable {
  id: string;
  flag_name: string;
  enabled: Generated<boolean>;
  description: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  share: Generated<number>;
  role_name: string | null;
  edited_at: Nullable<Timestamp>;
}

export interface FeedbackTable {
  id: string;
  user_id: string;
  feedback_type: 'bug' | 'feature' | 'idea' | 'content' | 'question' | 'praise' | 'other';
  title: string;
  description: string | null;
  status: Generated<'open' | 'in_review' | 'planned' | 'in_progress' | 'resolved' | 'declined' | 'closed'>;
  priority: Generated<'low' | 'medium' | 'high' | 'urgent'>;
  admin_response: string | null;
  resolved_at: Nullable<Timestamp>;
  metadata: Defaulted<Json>;
  created_at: Timestamp;
  updated_at: Timestamp;
  page: string | null;
  answered_at: Nullable<Timestamp>;
  answer_seen_at: Nullable<Timestamp>;
  picture_sha256: string | null;
  picture_type: string | null;
}

export interface FocusLibrariesTable {
  id: string;
  user_id: string;
  name: string;
  description: string | null;
  library_type: Generated<'custom' | 'files' | 'urls' | 'mixed' | 'noise' | 'smart'>;
  tracks_count: Generated<number>;
  is_favorite: Generated<boolean>;
  created_at: Timestamp;
  updated_at: Timestamp;
  levels: Nullable<Json>;
}

export interface FocusLibraryTracksTable {
  id: string;
  library_id: string;
  track_id: string | null;
  track_title: string;
  track_url: string | null;
  duration_seconds: number | null;
  added_at: Timestamp;
  sort_order: Generated<number>;
}

export interface FocusMusicPlaysTable {
  id: string;
  user_id: string;
  session_id: string;
  library_id: string | null;
  library_track_id: string | null;
  library_name: string;
  track_title: string;
  seconds: number;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface FocusPauseStateTable {
  id: string;
  user_id: string;
  session_id: string;
  mode: string | null;
  time_remaining_seconds: number | null;
  paused_at: Timestamp;
  created_at: Timestamp;
  updated_at: Timestamp;
  is_paused: Generated<boolean>;
  resumed_at: Nullable<Timestamp>;
}

export interface FocusSessionsTable {
  id: string;
  user_id: string;
  mode: 'pomodoro' | 'countdown' | 'stopwatch' | 'break';
  duration_seconds: number | null;
  started_at: Timestamp;
  completed_at: Nullable<Timestamp>;
  abandoned_at: Nullable<Timestamp>;
  expires_at: Nullable<Timestamp>;
  paused_at: Nullable<Timestamp>;
  paused_remaining_seconds: number | null;
  status: Generated<'running' | 'paused' | 'completed' | 'abandoned' | 'expired'>;
  xp_awarded: Generated<number>;
  coins_awarded: Generated<number>;
  task_id: string | null;
  task_title: string | null;
  created_at: Timestamp;
  phase: Generated<'focus' | 'short_break' | 'long_break'>;
  cycle: Generated<number>;
  task_kind: string | null;
  tag: string | null;
  day: string | null;
  paused_ms: Generated<number>;
  focused_seconds: number | null;
  updated_at: Timestamp;
  interruptions: Generated<number>;
  merged: Defaulted<Json>;
}

export interface GoalMilestonesTable {
  id: string;
  goal_id: string;
  title: string;
  description: string | null;
  is_completed: Generated<boolean>;
  completed_at: Nullable<Timestamp>;
  sort_order: Generated<number>;
}

export interface GoalUpdatesTable {
  id: string;
  user_id: string;
  goal_id: string;
  day: string;
  value: number;
  note: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface GoalsTable {
  id: string;
  user_id: string;
  title: string;
  description: string | null;
  category: string | null;
  target_date: string | null;
  started_at: Nullable<Timestamp>;
  completed_at: Nullable<Timestamp>;
  status: Generated<'not_started' | 'active' | 'paused' | 'completed' | 'abandoned' | 'archived'>;
  progress: Generated<number>;
  priority: Generated<'low' | 'medium' | 'high' | 'urgent'>;
  sort_order: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  progress_by: Generated<'hand' | 'milestones' | 'linked'>;
  start_day: string | null;
  start_value: Generated<number>;
  target_value: Generated<number>;
  current_value: number | null;
  unit: string | null;
  linked_metric: string | null;
  linked_id: string | null;
}

export interface HabitCompletionsTable {
  id: string;
  habit_id: string;
  user_id: string;
  completed_at: Timestamp;
  completed_date: string;
  notes: string | null;
  mark: Generated<'done' | 'skipped' | 'missed'>;
  value: number | null;
  linked_kind: string | null;
  source: string | null;
  updated_at: Timestamp;
}

export interface HabitPausesTable {
  id: string;
  user_id: string;
  habit_id: string | null;
  from_day: string;
  to_day: string | null;
  reason: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface HabitsTable {
  id: string;
  user_id: string;
  name: string;
  description: string | null;
  frequency: Generated<'daily' | 'weekdays' | 'weekly' | 'monthly' | 'interval' | 'custom'>;
  target_count: Generated<number>;
  custom_days: Generated<number[]>;
  icon: string | null;
  color: string | null;
  is_active: Generated<boolean>;
  current_streak: Generated<number>;
  longest_streak: Generated<number>;
  last_completed_at: Nullable<Timestamp>;
  sort_order: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  kind: Generated<'check' | 'measure'>;
  interval_days: number | null;
  target_value: number | null;
  target_type: Generated<'at_least' | 'at_most'>;
  unit: string | null;
  question: string | null;
  group_name: string | null;
  reminders: Defaulted<Json>;
  linked_kind: string | null;
  linked_id: string | null;
  linked_measure: string | null;
  archived_at: Nullable<Timestamp>;
  source: string | null;
  source_key: string | null;
}

export interface IdeasTable {
  id: string;
  user_id: string;
  title: string;
  content: Generated<string>;
  category: string | null;
  tags: Generated<string[]>;
  is_pinned: Generated<boolean>;
  created_at: Timestamp;
  updated_at: Timestamp;
  is_archived: Generated<boolean>;
  deleted_at: Nullable<Timestamp>;
  source: string | null;
  source_key: string | null;
  former_titles: Generated<string[]>;
}

export interface InboxItemsTable {
  id: string;
  user_id: string;
  title: string;
  description: string | null;
  tags: Generated<string[]>;
  created_at: Timestamp;
  updated_at: Timestamp;
  priority: 'low' | 'medium' | 'high' | null;
  due_on: string | null;
}

export interface InfobaseEntriesTable {
  id: string;
  user_id: string;
  title: string;
  content: Generated<string>;
  category: string | null;
  tags: Generated<string[]>;
  created_at: Timestamp;
  updated_at: Timestamp;
  is_pinned: Generated<boolean>;
  is_archived: Generated<boolean>;
  deleted_at: Nullable<Timestamp>;
  source: string | null;
  source_key: string | null;
  former_titles: Generated<string[]>;
}

export interface LearnDrillsTable {
  id: string;
  topic_id: string;
  key: string;
  title: string;
  description: string | null;
  drill_type: string;
  config_json: Defaulted<Json>;
  difficulty: Generated<'beginner' | 'intermediate' | 'advanced' | 'expert'>;
  duration_seconds: number | null;
  xp_reward: Generated<number>;
  sort_order: Generated<number>;
  created_at: Timestamp;
  is_active: Generated<boolean>;
}

export interface LearnLessonsTable {
  id: string;
  topic_id: string;
  key: string;
  title: string;
  description: string | null;
  content_markdown: Generated<string>;
  duration_minutes: number | null;
  difficulty: Generated<'beginner' | 'intermediate' | 'advanced' | 'expert'>;
  quiz_json: Nullable<Json>;
  xp_reward: Generated<number>;
  coin_reward: Generated<number>;
  skill_key: string | null;
  skill_star_reward: Generated<number>;
  audio_r2_key: string | null;
  sort_order: Generated<number>;
  created_at: Timestamp;
  is_active: Generated<boolean>;
  figures_json: Defaulted<Json>;
  sources_json: Defaulted<Json>;
  edited_at: Nullable<Timestamp>;
}

export interface LearnTopicsTable {
  id: string;
  key: string;
  name: string;
  description: string | null;
  category: string | null;
  icon: string | null;
  sort_order: Generated<number>;
  created_at: Timestamp;
  is_active: Generated<boolean>;
}

export interface ListeningAnswersTable {
  id: string;
  user_id: string;
  session_id: string;
  template_id: string | null;
  prompt_name: string;
  category: string;
  note: Generated<string>;
  grade: number | null;
  marks: Defaulted<Json>;
  hints_seen: Generated<number>;
  seconds: Generated<number>;
  day: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ListeningPromptPresetsTable {
  id: string;
  name: string;
  description: string | null;
  template_id: string | null;
  preset_type: Generated<string>;
  config: Defaulted<Json>;
  is_active: Generated<boolean>;
  created_by: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ListeningPromptTemplatesTable {
  id: string;
  name: string;
  description: string | null;
  category: string;
  difficulty: Generated<'beginner' | 'intermediate' | 'advanced' | 'expert'>;
  prompt_text: string;
  hints: Defaulted<Json>;
  expected_observations: Defaulted<Json>;
  tags: Generated<string[]>;
  display_order: Generated<number>;
  is_active: Generated<boolean>;
  created_by: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  answer_kind: Generated<'note' | 'grades' | 'comparison' | 'marks'>;
  scale_low: string | null;
  scale_high: string | null;
  measures: Generated<string[]>;
  seconds: Generated<number>;
  edited_at: Nullable<Timestamp>;
}

export interface ListeningSessionsTable {
  id: string;
  user_id: string;
  preset_id: string | null;
  name: string;
  track_id: string | null;
  reference_track_id: string | null;
  region_start_ms: number | null;
  region_end_ms: number | null;
  plan: Json;
  day: string;
  started_at: Timestamp;
  ended_at: Nullable<Timestamp>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface MarketItemsTable {
  id: string;
  key: string | null;
  name: string;
  description: string | null;
  category: Generated<string>;
  cost_coins: number;
  icon: string | null;
  is_global: Generated<boolean>;
  is_consumable: Generated<boolean>;
  uses_per_purchase: Generated<number>;
  total_stock: number | null;
  remaining_stock: number | null;
  created_by_user_id: string | null;
  sort_order: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  rarity: Generated<'common' | 'uncommon' | 'rare' | 'epic' | 'legendary'>;
  icon_url: string | null;
  available: Generated<boolean>;
  available_from: Nullable<Timestamp>;
  available_until: Nullable<Timestamp>;
  effect: Defaulted<Json>;
  edited_at: Nullable<Timestamp>;
}

export interface MarketRecommendationsTable {
  id: string;
  user_id: string;
  item_id: string;
  score: number;
  reason: string | null;
  computed_at: Timestamp;
}

export interface MarketTransactionsTable {
  id: string;
  user_id: string;
  transaction_type: 'earn' | 'purchase' | 'refund' | 'redeem' | 'reward' | 'adjustment';
  coins_amount: number;
  reason: string | null;
  created_at: Timestamp;
}

export interface MarketWishesTable {
  id: string;
  user_id: string;
  item_id: string;
  created_at: Timestamp;
}

export interface NoteFilesTable {
  id: string;
  user_id: string;
  note_kind: 'idea' | 'entry' | 'reference' | 'inbox';
  note_id: string;
  content_sha256: string;
  name: string;
  mime_type: string;
  byte_size: number;
  created_at: Timestamp;
}

export interface NoteVersionsTable {
  id: string;
  user_id: string;
  note_kind: 'idea' | 'entry' | 'reference' | 'inbox';
  note_id: string;
  field: string;
  content: string;
  created_at: Timestamp;
}

export interface OccurrenceTotalsTable {
  id: string;
  user_id: string;
  kind: string;
  measure: string;
  day: string;
  amount: number;
}

export interface OnboardingFlowsTable {
  id: string;
  name: string;
  description: string | null;
  is_active: Generated<boolean>;
  total_steps: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  sort_order: Generated<number>;
  edited_at: Nullable<Timestamp>;
  step_ids: Generated<string[]>;
}

export interface OnboardingStepsTable {
  id: string;
  flow_id: string;
  step_order: number;
  step_type: 'welcome' | 'info' | 'tour' | 'spotlight' | 'question' | 'choice' | 'action' | 'finish';
  title: string;
  description: string | null;
  target_selector: string | null;
  target_route: string | null;
  fallback_content: string | null;
  options: Defaulted<Json>;
  allows_multiple: Generated<boolean>;
  required: Generated<boolean>;
  action_type: string | null;
  action_config: Defaulted<Json>;
  created_at: Timestamp;
  updated_at: Timestamp;
  is_active: Generated<boolean>;
  edited_at: Nullable<Timestamp>;
}

export interface PersonalRecordsTable {
  id: string;
  user_id: string;
  exercise_id: string;
  record_type: 'weight' | 'e1rm' | 'volume' | 'reps' | 'time' | 'distance';
  value: number;
  reps: number | null;
  achieved_at: Timestamp;
  exercise_set_id: string | null;
  previous_value: number | null;
  created_at: Timestamp;
}

export interface PlanTemplatesTable {
  id: string;
  user_id: string | null;
  name: string;
  description: string | null;
  items: Defaulted<Json>;
  is_public: Generated<boolean>;
  category: string | null;
  use_count: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  span: Generated<'day' | 'week'>;
}

export interface PointsLedgerTable {
  id: string;
  user_id: string;
  event_type: string;
  event_id: string | null;
  coins: Generated<number>;
  xp: Generated<number>;
  skill_stars: Generated<number>;
  skill_key: string | null;
  reason: string | null;
  idempotency_key: string;
  created_at: Timestamp;
  day: string | null;
  reverses_id: string | null;
  span_from: Nullable<Timestamp>;
  span_to: Nullable<Timestamp>;
}

export interface ProgramTemplatesTable {
  id: string;
  template_key: string;
  name: string;
  description: string;
  goal: string;
  difficulty: 'beginner' | 'intermediate' | 'advanced';
  duration_weeks: number;
  days_per_week: number;
  equipment: string;
  source_name: string;
  source_url: string;
  definition: Json;
  sort_order: Generated<number>;
  is_active: Generated<boolean>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ProgramWeeksTable {
  id: string;
  program_id: string;
  week_number: number;
  name: string | null;
  is_deload: Generated<boolean>;
  notes: string | null;
}

export interface ProgramWorkoutsTable {
  id: string;
  program_week_id: string;
  workout_id: string;
  day_of_week: number | null;
  order_index: Generated<number>;
  intensity_modifier: Generated<number>;
  skipped_at: Nullable<Timestamp>;
}

export interface ProgressionAnswersTable {
  id: string;
  user_id: string;
  session_id: string;
  plan_id: string;
  is_accepted: boolean;
  change: Defaulted<Json>;
  created_at: Timestamp;
}

export interface QuizAttemptsTable {
  id: string;
  user_id: string;
  lesson_id: string;
  day: string;
  answers: Json;
  right_count: number;
  question_count: number;
  created_at: Timestamp;
}

export interface ReadingGoalsTable {
  id: string;
  user_id: string;
  year: number;
  unit: 'books' | 'pages';
  target: number;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ReadingSessionsTable {
  id: string;
  book_id: string;
  user_id: string;
  pages_read: Generated<number>;
  duration_minutes: Generated<number>;
  started_at: Timestamp;
  notes: string | null;
  xp_awarded: Generated<number>;
  coins_awarded: Generated<number>;
  reading_id: string | null;
  status: Generated<'running' | 'paused' | 'ended'>;
  day: string | null;
  unit: Generated<'pages' | 'percent' | 'minutes'>;
  from_position: number | null;
  to_position: number | null;
  given_pages: number | null;
  duration_ms: Generated<number>;
  ended_at: Nullable<Timestamp>;
  paused_at: Nullable<Timestamp>;
  paused_ms: Generated<number>;
  source: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ReferenceTracksTable {
  id: string;
  user_id: string;
  name: string;
  description: string | null;
  r2_key: string | null;
  file_size_bytes: number | null;
  mime_type: string | null;
  duration_seconds: number | null;
  artist: string | null;
  album: string | null;
  genre: string | null;
  bpm: number | null;
  key_signature: string | null;
  tags: Generated<string[]>;
  status: Generated<'pending' | 'local' | 'uploading' | 'uploaded' | 'processing' | 'analyzing' | 'ready' | 'failed'>;
  error_message: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  content_sha256: string | null;
  bpm_override: number | null;
  key_override: string | null;
}

export interface ReviewCardsTable {
  id: string;
  user_id: string;
  source_kind: 'lesson' | 'drill' | 'listening';
  source_id: string;
  item: string;
  first_due_at: Timestamp;
  suspended_at: Nullable<Timestamp>;
  created_at: Timestamp;
  updated_at: Timestamp;
  state: Generated<number>;
  due_at: Timestamp;
  stability: Generated<number>;
  difficulty: Generated<number>;
  learning_step: Generated<number>;
  scheduled_days: Generated<number>;
  reps: Generated<number>;
  lapses: Generated<number>;
  last_review_at: Nullable<Timestamp>;
}

export interface RoleEntitlementsTable {
  role_id: string;
  entitlement_id: string;
  created_at: Timestamp;
}

export interface RolesTable {
  id: string;
  name: string;
  description: string | null;
  parent_role_id: string | null;
  created_at: Timestamp;
}

export interface SessionsTable {
  id: string;
  user_id: string;
  token: string;
  expires_at: Timestamp;
  created_at: Timestamp;
  last_activity_at: Timestamp;
  user_agent: string | null;
  ip_address: string | null;
  rotated_from: string | null;
  family_id: string;
  started_at: Timestamp;
  used_at: Nullable<Timestamp>;
  superseded_at: Nullable<Timestamp>;
  device_name: string | null;
}

export interface SkillDefinitionsTable {
  id: string;
  key: string;
  name: string;
  description: string | null;
  category: string | null;
  icon: string | null;
  max_level: Generated<number>;
  stars_per_level: Generated<number>;
  sort_order: Generated<number>;
  created_at: Timestamp;
}

export interface TrackAnalysesTable {
  id: string;
  track_id: string;
  analysis_type: Generated<string>;
  version: Generated<string>;
  status: Generated<'pending' | 'running' | 'completed' | 'failed' | 'cancelled'>;
  started_at: Nullable<Timestamp>;
  completed_at: Nullable<Timestamp>;
  error_message: string | null;
  summary: Nullable<Json>;
  manifest: Nullable<Json>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface TrackAnnotationsTable {
  id: string;
  track_id: string;
  user_id: string;
  start_time_ms: number;
  end_time_ms: number | null;
  title: string | null;
  content: string | null;
  category: string | null;
  color: string | null;
  is_private: Generated<boolean>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface TrackRegionsTable {
  id: string;
  track_id: string;
  user_id: string;
  start_time_ms: number;
  end_time_ms: number;
  name: string | null;
  description: string | null;
  section_type: string | null;
  color: string | null;
  display_order: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface TrainingProgramsTable {
  id: string;
  user_id: string;
  name: string;
  description: string | null;
  duration_weeks: Generated<number>;
  goal: string | null;
  difficulty: 'beginner' | 'intermediate' | 'advanced' | null;
  is_active: Generated<boolean>;
  started_at: Nullable<Timestamp>;
  completed_at: Nullable<Timestamp>;
  created_at: Timestamp;
  updated_at: Timestamp;
  template_key: string | null;
  started_on: string | null;
  paused_at: Nullable<Timestamp>;
}

export interface UniversalQuestsTable {
  id: string;
  title: string;
  description: string | null;
  type: 'daily' | 'weekly' | 'monthly' | 'once';
  xp_reward: Generated<number>;
  coin_reward: Generated<number>;
  target: Generated<number>;
  target_type: string;
  target_config: Defaulted<Json>;
  skill_key: string | null;
  is_active: Generated<boolean>;
  created_by: string | null;
  sort_order: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  edited_at: Nullable<Timestamp>;
}

export interface UserAchievementsTable {
  id: string;
  user_id: string;
  achievement_key: string;
  earned_at: Timestamp;
  notified: Generated<boolean>;
}

export interface UserDrillStatsTable {
  id: string;
  user_id: string;
  drill_id: string;
  total_attempts: Generated<number>;
  correct_answers: Generated<number>;
  best_score: number | null;
  average_score: number | null;
  current_streak: Generated<number>;
  best_streak: Generated<number>;
  last_attempt_at: Nullable<Timestamp>;
  total_time_seconds: Generated<number>;
}

export interface UserInterestsTable {
  id: string;
  user_id: string;
  interest_key: string;
  interest_label: string;
  created_at: Timestamp;
}

export interface UserLessonProgressTable {
  id: string;
  user_id: string;
  lesson_id: string;
  status: Generated<'not_started' | 'in_progress' | 'completed'>;
  started_at: Nullable<Timestamp>;
  completed_at: Nullable<Timestamp>;
  quiz_score: number | null;
  attempts: Generated<number>;
  position: Generated<number>;
  updated_at: Nullable<Timestamp>;
}

export interface UserMarketPurchasesTable {
  id: string;
  user_id: string;
  item_id: string;
  quantity: Generated<number>;
  cost_paid_coins: number;
  purchased_at: Timestamp;
  redeemed_at: Nullable<Timestamp>;
  uses_remaining: number | null;
  status: Generated<'active' | 'redeemed' | 'refunded' | 'expired'>;
  refunded_at: Nullable<Timestamp>;
  refund_reason: string | null;
  effect_kind: string | null;
  source: Generated<'bought' | 'chest'>;
  bought_on: string | null;
  used_on: string | null;
  used_for: string | null;
  equipped_at: Nullable<Timestamp>;
  closed_through: string | null;
}

export interface UserOnboardingResponsesTable {
  id: string;
  user_id: string;
  step_id: string;
  response: Json;
  created_at: Timestamp;
}

export interface UserOnboardingStateTable {
  id: string;
  user_id: string;
  flow_id: string;
  current_step_id: string | null;
  status: Generated<'not_started' | 'in_progress' | 'paused' | 'completed' | 'skipped'>;
  can_resume: Generated<boolean>;
  started_at: Nullable<Timestamp>;
  completed_at: Nullable<Timestamp>;
  skipped_at: Nullable<Timestamp>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface UserProgressTable {
  id: string;
  user_id: string;
  total_xp: Generated<number>;
  current_level: Generated<number>;
  xp_to_next_level: Generated<number>;
  total_skill_stars: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface UserQuestProgressTable {
  id: string;
  user_id: string;
  quest_id: string;
  status: Generated<'available' | 'accepted' | 'in_progress' | 'completed' | 'claimed' | 'expired' | 'abandoned'>;
  progress: Generated<number>;
  accepted_at: Nullable<Timestamp>;
  completed_at: Nullable<Timestamp>;
  claimed_at: Nullable<Timestamp>;
  last_reset_at: Nullable<Timestamp>;
  times_completed: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  period_start: string | null;
  period_end: string | null;
}

export interface UserQuestsTable {
  id: string;
  user_id: string;
  title: string;
  description: string | null;
  category: string | null;
  difficulty: Generated<'trivial' | 'easy' | 'medium' | 'hard' | 'epic'>;
  xp_reward: Generated<number>;
  coin_reward: Generated<number>;
  status: Generated<'available' | 'accepted' | 'in_progress' | 'completed' | 'claimed' | 'failed' | 'expired' | 'abandoned'>;
  is_active: Generated<boolean>;
  is_universal: Generated<boolean>;
  source_quest_id: string | null;
  accepted_at: Nullable<Timestamp>;
  completed_at: Nullable<Timestamp>;
  expires_at: Nullable<Timestamp>;
  is_repeatable: Generated<boolean>;
  repeat_frequency: 'daily' | 'weekly' | 'monthly' | null;
  last_completed_date: string | null;
  streak_count: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface UserReferencesTable {
  id: string;
  user_id: string;
  title: string;
  content: string | null;
  url: string | null;
  category: string | null;
  tags: Generated<string[]>;
  is_pinned: Generated<boolean>;
  is_archived: Generated<boolean>;
  created_at: Timestamp;
  updated_at: Timestamp;
  site_title: string | null;
  site_description: string | null;
  site_name: string | null;
  icon: string | null;
  fetched_at: Nullable<Timestamp>;
  link_status: 'alive' | 'dead' | 'unreachable' | 'blocked' | null;
  link_checked_at: Nullable<Timestamp>;
  reading: Generated<'none' | 'later' | 'reading' | 'read'>;
  progress: Generated<number>;
  read_at: Nullable<Timestamp>;
  deleted_at: Nullable<Timestamp>;
  source: string | null;
  source_key: string | null;
  former_titles: Generated<string[]>;
}

export interface UserRewardsTable {
  id: string;
  user_id: string;
  reward_type: string;
  coins_earned: Generated<number>;
  claimed: Generated<boolean>;
  claimed_at: Nullable<Timestamp>;
  created_at: Timestamp;
  item_id: string | null;
}

export interface UserRolesTable {
  user_id: string;
  role_id: string;
  granted_by: string | null;
  granted_at: Timestamp;
  expires_at: Nullable<Timestamp>;
}

export interface UserSettingsTable {
  id: string;
  user_id: string;
  key: string;
  value: Json;
  updated_at: Timestamp;
  created_at: Timestamp;
}

export interface UserSkillsTable {
  id: string;
  user_id: string;
  skill_key: string;
  current_stars: Generated<number>;
  current_level: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface UserStreaksTable {
  id: string;
  user_id: string;
  streak_type: string;
  current_streak: Generated<number>;
  longest_streak: Generated<number>;
  last_activity_date: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface UserWalletTable {
  id: string;
  user_id: string;
  total_coins: Generated<number>;
  earned_coins: Generated<number>;
  spent_coins: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface UsersTable {
  id: string;
  name: string | null;
  email: string;
  email_verified: Nullable<Timestamp>;
  image: string | null;
  role: Generated<'user' | 'moderator' | 'admin'>;
  approved: Generated<boolean>;
  age_verified: Generated<boolean>;
  tos_accepted: Generated<boolean>;
  tos_accepted_at: Nullable<Timestamp>;
  tos_version: string | null;
  last_activity_at: Nullable<Timestamp>;
  created_at: Timestamp;
  updated_at: Timestamp;
  refused_at: Nullable<Timestamp>;
  deletion_due_at: Nullable<Timestamp>;
}

export interface VerificationTokensTable {
  identifier: string;
  token: string;
  expires: Timestamp;
  created_at: Timestamp;
  browser_hash: string | null;
  browser_code: string | null;
  link_code: string | null;
  tries: Generated<number>;
  sealed: string | null;
}

export interface WorkoutExercisesTable {
  id: string;
  workout_id: string;
  section_id: string | null;
  exercise_id: string;
  sets: number | null;
  reps: number | null;
  weight: number | null;
  duration: number | null;
  rest_seconds: number | null;
  notes: string | null;
  sort_order: Generated<number>;
  superset: string | null;
  plan: Defaulted<Json>;
  progression: Defaulted<Json>;
  track: string | null;
}

export interface WorkoutSectionsTable {
  id: string;
  workout_id: string;
  name: string;
  sort_order: Generated<number>;
}

export interface WorkoutSessionsTable {
  id: string;
  user_id: string;
  workout_id: string | null;
  started_at: Timestamp;
  completed_at: Nullable<Timestamp>;
  notes: string | null;
  rating: number | null;
  xp_awarded: Generated<number>;
  coins_awarded: Generated<number>;
  name: string | null;
  status: Generated<'running' | 'completed' | 'joined'>;
  day: string | null;
  layout: Defaulted<Json>;
  source: string | null;
  source_key: string | null;
  updated_at: Timestamp;
  joined_id: string | null;
  program_workout_id: string | null;
  effort: number | null;
}

export interface WorkoutsTable {
  id: string;
  user_id: string;
  name: string;
  description: string | null;
  estimated_duration: number | null;
  is_template: Generated<boolean>;
  created_at: Timestamp;
  updated_at: Timestamp;
  folder: string | null;
  sort_order: Generated<number>;
  program_id: string | null;
}

export interface ReplicaClientsTable {
  client_id: string;
  user_id: string;
  last_command_id: Generated<number>;
  created_at: Timestamp;
  closed_at: Nullable<Timestamp>;
}

export interface ReplicaCommandLogTable {
  client_id: string;
  command_id: number;
  payload_hash: string;
  outcome: 'applied' | 'rejected';
  error: Nullable<Json>;
  applied_at: Timestamp;
}

export interface ReplicaEpochTable {
  only_row: Generated<boolean>;
  id: string;
  created_at: Timestamp;
}

export interface ReplicaFeedTable {
  scope: string;
  tbl: string;
  pk: string;
  row: Nullable<Json>;
  deleted: Generated<boolean>;
  xid: string;
  seq: number;
  bytes: Generated<number>;
}

export interface ReplicaPrunedScopesTable {
  scope: string;
  horizon: number;
}

export interface ReplicaRejectionsTable {
  id: string;
  user_id: string;
  client_id: string;
  command_id: number;
  name: string;
  error_code: string;
  error_detail: string | null;
  at: Timestamp;
}

export interface ReplicaRunEndsTable {
  scope: string;
  from_seq: number;
  last_seq: number;
}

export interface ReplicaRunsTable {
  from_seq: number;
  postgres_started_at: Timestamp;
  begun_at: Timestamp;
}

export interface Database {
  accounts: AccountsTable;
  achievement_definitions: AchievementDefinitionsTable;
  activity_events: ActivityEventsTable;
  analysis_events: AnalysisEventsTable;
  analysis_frame_chunks: AnalysisFrameChunksTable;
  analysis_frame_data: AnalysisFrameDataTable;
  analysis_frame_manifests: AnalysisFrameManifestsTable;
  audit_log: AuditLogTable;
  authenticators: AuthenticatorsTable;
  body_measures: BodyMeasuresTable;
  book_notes: BookNotesTable;
  book_readings: BookReadingsTable;
  books: BooksTable;
  calendar_events: CalendarEventsTable;
  calendar_feeds: CalendarFeedsTable;
  card_reviews: CardReviewsTable;
  content_versions: ContentVersionsTable;
  daily_plans: DailyPlansTable;
  drill_sessions: DrillSessionsTable;
  due: DueTable;
  entitlements: EntitlementsTable;
  exercise_preferences: ExercisePreferencesTable;
  exercise_sets: ExerciseSetsTable;
  exercises: ExercisesTable;
  feature_flags: FeatureFlagsTable;
  feedback: FeedbackTable;
  focus_libraries: FocusLibrariesTable;
  focus_library_tracks: FocusLibraryTracksTable;
  focus_music_plays: FocusMusicPlaysTable;
  focus_pause_state: FocusPauseStateTable;
  focus_sessions: FocusSessionsTable;
  goal_milestones: GoalMilestonesTable;
  goal_updates: GoalUpdatesTable;
  goals: GoalsTable;
  habit_completions: HabitCompletionsTable;
  habit_pauses: HabitPausesTable;
  habits: HabitsTable;
  ideas: IdeasTable;
  inbox_items: InboxItemsTable;
  infobase_entries: InfobaseEntriesTable;
  learn_drills: LearnDrillsTable;
  learn_lessons: LearnLessonsTable;
  learn_topics: LearnTopicsTable;
  listening_answers: ListeningAnswersTable;
  listening_prompt_presets: ListeningPromptPresetsTable;
  listening_prompt_templates: ListeningPromptTemplatesTable;
  listening_sessions: ListeningSessionsTable;
  market_items: MarketItemsTable;
  market_recommendations: MarketRecommendationsTable;
  market_transactions: MarketTransactionsTable;
  market_wishes: MarketWishesTable;
  note_files: NoteFilesTable;
  note_versions: NoteVersionsTable;
  occurrence_totals: OccurrenceTotalsTable;
  onboarding_flows: OnboardingFlowsTable;
  onboarding_steps: OnboardingStepsTable;
  personal_records: PersonalRecordsTable;
  plan_templates: PlanTemplatesTable;
  points_ledger: PointsLedgerTable;
  program_templates: ProgramTemplatesTable;
  program_weeks: ProgramWeeksTable;
  program_workouts: ProgramWorkoutsTable;
  progression_answers: ProgressionAnswersTable;
  quiz_attempts: QuizAttemptsTable;
  reading_goals: ReadingGoalsTable;
  reading_sessions: ReadingSessionsTable;
  reference_tracks: ReferenceTracksTable;
  review_cards: ReviewCardsTable;
  role_entitlements: RoleEntitlementsTable;
  roles: RolesTable;
  sessions: SessionsTable;
  skill_definitions: SkillDefinitionsTable;
  track_analyses: TrackAnalysesTable;
  track_annotations: TrackAnnotationsTable;
  track_regions: TrackRegionsTable;
  training_programs: TrainingProgramsTable;
  universal_quests: UniversalQuestsTable;
  user_achievements: UserAchievementsTable;
  user_drill_stats: UserDrillStatsTable;
  user_interests: UserInterestsTable;
  user_lesson_progress: UserLessonProgressTable;
  user_market_purchases: UserMarketPurchasesTable;
  user_onboarding_responses: UserOnboardingResponsesTable;
  user_onboarding_state: UserOnboardingStateTable;
  user_progress: UserProgressTable;
  user_quest_progress: UserQuestProgressTable;
  user_quests: UserQuestsTable;
  user_references: UserReferencesTable;
  user_rewards: UserRewardsTable;
  user_roles: UserRolesTable;
  user_settings: UserSettingsTable;
  user_skills: UserSkillsTable;
  user_streaks: UserStreaksTable;
  user_wallet: UserWalletTable;
  users: UsersTable;
  verification_tokens: VerificationTokensTable;
  workout_exercises: WorkoutExercisesTable;
  workout_sections: WorkoutSectionsTable;
  workout_sessions: WorkoutSessionsTable;
  workouts: WorkoutsTable;
  'replica.clients': ReplicaClientsTable;
  'replica.command_log': ReplicaCommandLogTable;
  'replica.epoch': ReplicaEpochTable;
  'replica.feed': ReplicaFeedTable;
  'replica.pruned_scopes': ReplicaPrunedScopesTable;
  'replica.rejections': ReplicaRejectionsTable;
  'replica.run_ends': ReplicaRunEndsTable;
  'replica.runs': ReplicaRunsTable;
}
