// How many rows ten years have in each table, and the SQL expressions that make row `n` of a table. The same in every run.
export const LAST_DAY = '2026-11-22';
const DAYS = 3_650;
export const MUSIC_TAGS = ['music', 'reading', 'code', 'mail', 'practice', 'mixing', 'writing', 'language'];

export const ROWS = {
  workout_sessions: 2_000,
  exercise_sets: 60_000,
  personal_records: 4_000,
  workouts: 120,
  workout_exercises: 720,
  training_programs: 10,
  program_weeks: 120,
  program_workouts: 480,
  body_measures: 4_000,
  focus_sessions: 30_000,
  focus_pause_state: 10_000,
  points_ledger: 60_000,
  activity_events: 60_000,
  inbox_items: 5_000,
  ideas: 3_000,
  infobase_entries: 2_000,
  habits: 12,
  habit_completions: 40_000,
  books: 300,
  book_readings: 300,
  reading_sessions: 8_000,
  book_notes: 1_000,
  reference_tracks: 500,
  track_analyses: 500,
  analysis_frame_manifests: 500,
  analysis_frame_data: 10_000,
  analysis_events: 20_000,
  track_regions: 3_000,
  track_annotations: 3_000,
  calendar_events: 20_000,
  occurrence_totals: 45_000,
  goals: 200,
  goal_updates: 6_000,
  goal_milestones: 1_000,
  user_quests: 400,
  user_market_purchases: 2_500,
  market_transactions: 5_000,
  user_rewards: 700,
  user_achievements: 60,
  user_skills: 12,
  daily_plans: 3_650,
  plan_templates: 30,
  user_references: 3_000,
  note_versions: 9_000,
  note_files: 2_000,
  focus_libraries: 20,
  focus_library_tracks: 1_000,
  focus_music_plays: 30_000,
  habit_pauses: 200,
  review_cards: 3_000,
  card_reviews: 60_000,
  quiz_attempts: 1_000,
  drill_sessions: 6_000,
  listening_sessions: 1_500,
  listening_answers: 6_000,
  progression_answers: 2_000,
  exercise_preferences: 40,
  feedback: 50,
} as const;

export const TEN_YEARS_ROWS = Object.values(ROWS).reduce((sum, count) => sum + count, 0);
export type Filled = keyof typeof ROWS;

export const USER = `'00000000-0000-4000-8000-0000000000a1'::uuid`;
/** The id of row `n` of a table. */
export const idOf = (table: string, n: number | string): string => `md5('${table}' || (${n}))::uuid`;
/** A pseudo-random whole number below `max`, derived from `n` alone. */
export const chance = (max: number, salt = 0): string => `(abs(hashint8(n * 31 + ${salt})::bigint) % ${max})::int`;
export const pick = (values: readonly string[], salt = 0): string =>
  `(array[${values.map((value) => `'${value}'`).join(', ')}])[1 + ${chance(values.length, salt)}]`;
/** Row `n` of `count` is evenly distributed over the ten years, the last row today. */
export const at = (table: Filled): string =>
  `(timestamptz '${LAST_DAY} 20:00Z' - (${ROWS[table]} - n) * interval '${((DAYS * 86_400) / ROWS[table]).toFixed(0)} seconds')`;
export const dayOf = (table: Filled): string => `${at(table)}::date`;

export const insert = (table: Filled, columns: Record<string, string>): string =>
  `insert into ${table} (${Object.keys(columns).join(', ')})
   select ${Object.values(columns).join(', ')} from generate_series(1, ${ROWS[table]}) n`;

export const own = (table: Filled) => ({ id: idOf(table, 'n'), user_id: USER });
export const stamped = (table: Filled) => ({ created_at: at(table), updated_at: at(table) });
export const text = (words: string, salt = 0) => `'${words} ' || n || repeat(' worth keeping for later', ${chance(4, salt)})`;
export const tags = `array[${pick(MUSIC_TAGS)}, ${pick(MUSIC_TAGS, 7)}]`;
