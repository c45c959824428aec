// What the tables of people are called in words, by area.

const AREAS: Readonly<Record<string, readonly string[]>> = {
  Focus: ['focus_sessions', 'focus_pause_state', 'focus_libraries', 'focus_library_tracks', 'focus_music_plays'],
  Habits: ['habits', 'habit_completions', 'habit_pauses'],
  Goals: ['goals', 'goal_milestones', 'goal_updates'],
  Quests: ['user_quests', 'user_quest_progress'],
  Training: [
    ...[
      'exercises',
      'training_programs',
      'program_weeks',
      'workouts',
      'workout_sections',
      'workout_exercises',
      'program_workouts',
    ],
    ...['workout_sessions', 'exercise_sets', 'personal_records', 'exercise_preferences', 'progression_answers', 'body_measures'],
  ],
  Plan: ['calendar_events', 'daily_plans', 'plan_templates', 'due'],
  Market: [
    ...[
      'market_items',
      'user_rewards',
      'user_market_purchases',
      'market_transactions',
      'market_recommendations',
      'market_wishes',
    ],
  ],
  Studio: [
    ...['reference_tracks', 'track_analyses', 'analysis_frame_chunks', 'track_annotations', 'track_regions'],
    ...['analysis_frame_manifests', 'analysis_frame_data', 'analysis_events'],
    ...['listening_prompt_templates', 'listening_prompt_presets', 'listening_sessions', 'listening_answers'],
  ],
  Books: ['books', 'book_readings', 'reading_sessions', 'book_notes', 'reading_goals'],
  Learn: [...['user_lesson_progress', 'user_drill_stats', 'quiz_attempts', 'drill_sessions', 'review_cards', 'card_reviews']],
  Notes: ['infobase_entries', 'ideas', 'inbox_items', 'user_references', 'note_versions', 'note_files'],
  Progress: [
    ...['activity_events', 'user_skills', 'user_achievements', 'user_progress', 'user_wallet', 'points_ledger', 'user_streaks'],
    ...['occurrence_totals'],
  ],
  Settings: [
    ...['users', 'user_settings', 'user_onboarding_state', 'user_onboarding_responses', 'user_interests', 'feedback'],
    ...['replica.rejections'],
  ],
};

const OTHER = 'Other';

const areaByTable = new Map(Object.entries(AREAS).flatMap(([area, tables]) => tables.map((table) => [table, area] as const)));

export const areaOf = (table: string): string => areaByTable.get(table) ?? OTHER;

/** In the order of the pages, without empty ones. */
export function countByArea(tables: Readonly<Record<string, number>>): { area: string; rows: number }[] {
  const rows = new Map<string, number>([...Object.keys(AREAS), OTHER].map((area) => [area, 0]));
  for (const [table, count] of Object.entries(tables)) rows.set(areaOf(table), (rows.get(areaOf(table)) ?? 0) + count);
  return [...rows].filter(([, count]) => count > 0).map(([area, count]) => ({ area, rows: count }));
}
