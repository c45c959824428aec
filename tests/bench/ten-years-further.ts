// Ten years of what comes of deeds (goals, quests, the market, totals), of plans, notes, music and practice (ten-years.ts).
import {
  at,
  chance,
  dayOf,
  idOf,
  insert,
  LAST_DAY,
  own,
  pick,
  ROWS,
  stamped,
  tags,
  text,
  USER,
  type Filled,
} from './ten-years-rows.ts';

const KINDS = ['focus', 'workout', 'habit', 'reading', 'quest', 'drill', 'lesson', 'listening'];
const MEASURES = ['times', 'ms', 'xp', 'coins'];
/** Row `n` of a table belongs to one of the rows of another. */
const one = (table: Filled): string => idOf(table, `1 + n % ${ROWS[table]}`);
/** The rows of content that are used, in a table each, because a scan for each row would take minutes. */
const used = (table: string): string =>
  `create temp table used_${table} as
   select id, (row_number() over (order by id) - 1)::int as place, count(*) over ()::int as of from ${table}`;
const usedOf = (table: string): string =>
  `(select id from used_${table} where place = least(${chance(1_000)}, ${chance(1_000, 3)}) % of)`;

function results(): string[] {
  return [
    // One row for each day, kind and measure, as the occurrences keep them.
    insert('occurrence_totals', {
      ...own('occurrence_totals'),
      kind: `(array['${KINDS.join("', '")}'])[1 + n / ${MEASURES.length} % ${KINDS.length}]`,
      measure: `(array['${MEASURES.join("', '")}'])[1 + n % ${MEASURES.length}]`,
      day: dayOf('occurrence_totals'),
      amount: `1 + ${chance(5_000)}`,
    }),
    insert('goals', {
      ...own('goals'),
      title: text('Goal'),
      status: `case when n > ${ROWS.goals - 15} then 'active' else ${pick(['completed', 'archived'])} end`,
      progress_by: pick(['hand', 'milestones', 'linked'], 2),
      linked_metric: pick(['focus_sessions', 'habit_days', 'xp'], 4),
      start_day: dayOf('goals'),
      start_value: '0',
      target_value: '100',
      current_value: chance(100),
      sort_order: 'n',
      ...stamped('goals'),
    }),
    insert('goal_updates', {
      ...own('goal_updates'),
      goal_id: one('goals'),
      day: dayOf('goal_updates'),
      value: chance(100),
      ...stamped('goal_updates'),
    }),
    insert('goal_milestones', {
      id: idOf('goal_milestones', 'n'),
      goal_id: one('goals'),
      title: text('Step'),
      is_completed: 'n % 3 > 0',
      completed_at: `case when n % 3 > 0 then ${at('goal_milestones')} end`,
      sort_order: 'n',
    }),
    insert('user_quests', {
      ...own('user_quests'),
      title: text('Quest'),
      difficulty: pick(['easy', 'medium', 'hard']),
      status: `case when n > ${ROWS.user_quests - 30} then 'accepted' else 'completed' end`,
      is_repeatable: 'n % 4 = 0',
      repeat_frequency: `case when n % 4 = 0 then 'daily' end`,
      completed_at: `case when n <= ${ROWS.user_quests - 30} then ${at('user_quests')} end`,
      ...stamped('user_quests'),
    }),
    `insert into user_quest_progress (id, user_id, quest_id, status, progress, accepted_at, period_start, period_end, times_completed)
     select md5('progress' || id)::uuid, ${USER}, id, 'in_progress', 1,
       timestamptz '${LAST_DAY} 08:00Z', '${LAST_DAY}', '${LAST_DAY}', 40 from universal_quests`,
    insert('user_achievements', {
      ...own('user_achievements'),
      achievement_key: `(select key from achievement_definitions order by id offset n % (select count(*) from achievement_definitions) limit 1)`,
      earned_at: at('user_achievements'),
      notified: 'true',
    }),
    insert('user_skills', { ...own('user_skills'), skill_key: `'skill ' || n`, current_stars: '20', ...stamped('user_skills') }),
    ...market(),
  ];
}

function market(): string[] {
  return [
    insert('user_market_purchases', {
      ...own('user_market_purchases'),
      item_id: usedOf('market_items'),
      cost_paid_coins: `5 + ${chance(40)}`,
      purchased_at: at('user_market_purchases'),
      bought_on: dayOf('user_market_purchases'),
      status: `case when n % 40 = 0 then 'active' else ${pick(['redeemed', 'redeemed', 'refunded'])} end`,
      effect_kind: pick(['treat', 'treat', 'streak_freeze', 'xp_boost', 'frame'], 2),
      source: pick(['bought', 'bought', 'chest'], 5),
      uses_remaining: '1',
    }),
    insert('market_transactions', {
      ...own('market_transactions'),
      transaction_type: pick(['purchase', 'redeem', 'refund']),
      coins_amount: `-5 - ${chance(40)}`,
      reason: text('Treat'),
      created_at: at('market_transactions'),
    }),
    insert('user_rewards', {
      ...own('user_rewards'),
      reward_type: `'chest/week/' || n`,
      coins_earned: chance(20),
      claimed: 'true',
      created_at: at('user_rewards'),
    }),
  ];
}

function plansAndNotes(): string[] {
  const item = `jsonb_build_object('id', md5('item' || n || i)::uuid, 'title', 'Line ' || i, 'kind', 'line', 'minutes', 30, 'isDone', i < 7)`;
  const items = `(select jsonb_agg(${item}) from generate_series(1, 8) i)`;
  return [
    insert('daily_plans', {
      ...own('daily_plans'),
      date: `date '${LAST_DAY}' - (${ROWS.daily_plans} - n)`,
      items,
      notes: text('A day'),
      opened_at: at('daily_plans'),
      review: `case when n % 2 = 0 then ${text('It went', 3)} end`,
      week_review: `case when n % 7 = 0 then ${text('The week', 3)} end`,
      ...stamped('daily_plans'),
    }),
    insert('plan_templates', { ...own('plan_templates'), name: `'Plan ' || n`, items, ...stamped('plan_templates') }),
    insert('user_references', {
      ...own('user_references'),
      title: text('A page'),
      content: text('It says', 3),
      url: `'https://example.org/' || n`,
      reading: pick(['later', 'read', 'reading'], 2),
      tags,
      ...stamped('user_references'),
    }),
    insert('note_versions', {
      ...own('note_versions'),
      note_kind: `'idea'`,
      note_id: one('ideas'),
      field: `'content'`,
      content: text('It said', 3),
      created_at: at('note_versions'),
    }),
    insert('note_files', {
      ...own('note_files'),
      note_kind: `'idea'`,
      note_id: one('ideas'),
      content_sha256: `md5('e' || n) || md5('f' || n)`,
      name: `'file ' || n`,
      mime_type: `'image/png'`,
      byte_size: `1000 + ${chance(90_000)}`,
      created_at: at('note_files'),
    }),
    insert('habit_pauses', {
      ...own('habit_pauses'),
      habit_id: one('habits'),
      from_day: dayOf('habit_pauses'),
      to_day: `${dayOf('habit_pauses')} + 3`,
      ...stamped('habit_pauses'),
    }),
    insert('feedback', {
      ...own('feedback'),
      feedback_type: pick(['bug', 'idea']),
      title: text('It could'),
      ...stamped('feedback'),
    }),
  ];
}

function musicAndTraining(): string[] {
  return [
    insert('focus_libraries', { ...own('focus_libraries'), name: `'Library ' || n`, ...stamped('focus_libraries') }),
    insert('focus_library_tracks', {
      id: idOf('focus_library_tracks', 'n'),
      library_id: one('focus_libraries'),
      track_id: `case when n % 2 = 0 then ${one('reference_tracks')} end`,
      track_title: `'Song ' || n`,
      duration_seconds: '200',
      added_at: at('focus_library_tracks'),
    }),
    insert('focus_music_plays', {
      ...own('focus_music_plays'),
      session_id: one('focus_sessions'),
      library_id: one('focus_libraries'),
      library_track_id: one('focus_library_tracks'),
      library_name: `'Library ' || n % ${ROWS.focus_libraries}`,
      track_title: `'Song ' || n % ${ROWS.focus_library_tracks}`,
      seconds: chance(200),
      ...stamped('focus_music_plays'),
    }),
    insert('progression_answers', {
      ...own('progression_answers'),
      session_id: one('workout_sessions'),
      plan_id: one('workout_exercises'),
      is_accepted: 'n % 3 > 0',
      created_at: at('progression_answers'),
    }),
    `insert into exercise_preferences (id, user_id, exercise_id, rest_seconds)
     select md5('preference' || id)::uuid, ${USER}, id, 90
     from known order by place limit ${ROWS.exercise_preferences}`,
  ];
}

function practice(): string[] {
  return [
    insert('review_cards', {
      ...own('review_cards'),
      source_kind: `'lesson'`,
      source_id: usedOf('learn_lessons'),
      item: `'item ' || n`,
      first_due_at: at('review_cards'),
      due_at: `${at('review_cards')} + ${chance(400)} * interval '1 day'`,
      state: '2',
      stability: `1 + ${chance(300)}`,
      difficulty: '5',
      reps: '20',
      last_review_at: at('review_cards'),
      ...stamped('review_cards'),
    }),
    insert('card_reviews', {
      ...own('card_reviews'),
      card_id: one('review_cards'),
      rating: `1 + ${chance(4)}`,
      day: dayOf('card_reviews'),
      reviewed_at: at('card_reviews'),
      state_before: '2',
      recall_before: '0.9',
      taken_back_at: `case when n % 100 = 0 then ${at('card_reviews')} end`,
    }),
    `insert into user_lesson_progress (id, user_id, lesson_id, status, completed_at, quiz_score, attempts)
     select md5('lesson' || id)::uuid, ${USER}, id, 'completed',
       timestamptz '${LAST_DAY} 08:00Z', 1, 5 from learn_lessons`,
    insert('quiz_attempts', {
      ...own('quiz_attempts'),
      lesson_id: usedOf('learn_lessons'),
      day: dayOf('quiz_attempts'),
      right_count: '4',
      question_count: '5',
      created_at: at('quiz_attempts'),
    }),
    insert('drill_sessions', {
      ...own('drill_sessions'),
      drill_id: usedOf('learn_drills'),
      day: dayOf('drill_sessions'),
      started_at: at('drill_sessions'),
      ended_at: `${at('drill_sessions')} + interval '5 minutes'`,
      trials: `(select jsonb_agg(jsonb_build_object('at', t, 'right', t % 3 > 0)) from generate_series(1, 20) t)`,
      trial_count: '20',
      right_count: chance(20),
      score: '0.8',
      created_at: at('drill_sessions'),
    }),
    `insert into user_drill_stats (id, user_id, drill_id, total_attempts, correct_answers)
     select md5('drill' || id)::uuid, ${USER}, id, 4000, 3000 from learn_drills`,
    ...listening(),
  ];
}

function listening(): string[] {
  return [
    insert('listening_sessions', {
      ...own('listening_sessions'),
      name: text('Listening'),
      track_id: one('reference_tracks'),
      plan: `'[]'`,
      day: dayOf('listening_sessions'),
      started_at: at('listening_sessions'),
      ended_at: `${at('listening_sessions')} + interval '20 minutes'`,
      ...stamped('listening_sessions'),
    }),
    insert('listening_answers', {
      ...own('listening_answers'),
      session_id: one('listening_sessions'),
      template_id: usedOf('listening_prompt_templates'),
      prompt_name: `'Prompt ' || n % 30`,
      category: pick(['tone', 'space', 'dynamics']),
      note: text('I hear'),
      grade: `1 + ${chance(4)}`,
      day: dayOf('listening_answers'),
      ...stamped('listening_answers'),
    }),
  ];
}

const CONTENT = ['market_items', 'learn_lessons', 'learn_drills', 'listening_prompt_templates'];

/** After the domains of ten-years.ts, whose rows these belong to. */
export const furtherDomains = (): string[] => [
  ...CONTENT.map(used),
  ...results(),
  ...plansAndNotes(),
  ...musicAndTraining(),
  ...practice(),
];
