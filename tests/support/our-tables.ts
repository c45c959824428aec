// The tables that are not of the seed's 77: those of our own migrations.
export const OUR_TABLES = [
  'book_notes',
  'book_readings',
  'card_reviews',
  'due',
  'goal_updates',
  'habit_pauses',
  'market_wishes',
  'occurrence_totals',
  'quiz_attempts',
  'reading_goals',
  'review_cards',
  'program_templates',
  'exercise_preferences',
  'progression_answers',
  'body_measures',
] as const;
