// Ten years of one person in a replica: more than 500,000 rows in the synced tables, the same in every run. Written with SQL in
// place, which is by far the fastest way in PGlite.
import type { PGlite } from '@electric-sql/pglite';
import { installContent } from '#schema/content.ts';
import { sessionKysely } from '#schema/session.ts';
import { furtherDomains } from './ten-years-further.ts';
import {
  at,
  chance,
  dayOf,
  idOf,
  insert,
  LAST_DAY,
  MUSIC_TAGS,
  own,
  pick,
  ROWS,
  stamped,
  tags,
  text,
  USER,
  type Filled,
} from './ten-years-rows.ts';

/** Some exercises are more frequent than others: the first has a twentieth of the sets. */
const exercise = `(select id from known where place = 1 + least(${chance(40)}, ${chance(40, 3)}))`;
const setsASession = ROWS.exercise_sets / ROWS.workout_sessions;
const trackOf = (table: Filled) => `1 + (n - 1) / ${ROWS[table] / ROWS.reference_tracks}`;

function training(): string[] {
  const session = `1 + (n - 1) / ${setsASession}`;
  return [
    `create temp table known as select id, row_number() over (order by id) as place from exercises limit 40`,
    insert('workout_sessions', {
      ...own('workout_sessions'),
      name: pick(['Push', 'Pull', 'Legs', 'Full body'], 1),
      status: `case when n = ${ROWS.workout_sessions} then 'running' else 'completed' end`,
      day: dayOf('workout_sessions'),
      started_at: at('workout_sessions'),
      completed_at: `case when n < ${ROWS.workout_sessions} then ${at('workout_sessions')} + interval '1 hour' end`,
      notes: text('Felt like', 2),
      layout: `(select jsonb_agg(jsonb_build_object('id', md5('entry' || n || e)::uuid, 'exerciseId', k.id)) from generate_series(1, 6) e join known k on k.place = e)`,
      source: `case when n % 3 = 0 then 'strong' end`,
      source_key: `case when n % 3 = 0 then 'key ' || n end`,
      xp_awarded: '24',
      coins_awarded: '5',
      workout_id: `case when n % 2 = 0 then ${idOf('workouts', '1 + n % 120')} end`,
      program_workout_id: `case when n % 4 = 0 then ${idOf('program_workouts', '1 + n / 4 % 480')} end`,
      effort: `5 + ${chance(5, 4)}`,
      updated_at: at('workout_sessions'),
    }),
    ...plans(),
    insert('exercise_sets', {
      ...own('exercise_sets'),
      session_id: idOf('workout_sessions', session),
      exercise_id: exercise,
      entry_id: `md5('entry' || (${session}) || (1 + n % 6))::uuid`,
      set_number: `1 + n % 5`,
      kind: `case when n % 8 = 0 then 'warmup' else 'normal' end`,
      reps: `3 + ${chance(10, 5)}`,
      weight: `20 + ${chance(120, 6)}`,
      rpe: `6 + ${chance(9, 8)} / 2.0`,
      completed_at: at('exercise_sets'),
    }),
    insert('personal_records', {
      ...own('personal_records'),
      exercise_id: exercise,
      exercise_set_id: idOf('exercise_sets', `1 + ${chance(ROWS.exercise_sets, 9)}`),
      record_type: pick(['weight', 'e1rm', 'volume', 'reps'], 3),
      value: `50 + n / 40.0`,
      achieved_at: at('personal_records'),
      created_at: at('personal_records'),
    }),
  ];
}

/** Two thirds of the workouts are routines, the others belong to programs of twelve weeks. */
function plans(): string[] {
  return [
    insert('workouts', {
      ...own('workouts'),
      name: `'Routine ' || n`,
      folder: `case when n % 3 = 0 then 'Folder ' || n % 5 end`,
      is_template: 'true',
      sort_order: 'n',
      program_id: `case when n > 80 then ${idOf('training_programs', '1 + n % 10')} end`,
      ...stamped('workouts'),
    }),
    insert('workout_exercises', {
      id: idOf('workout_exercises', 'n'),
      workout_id: idOf('workouts', '1 + n % 120'),
      exercise_id: exercise,
      sort_order: 'n % 6',
      plan: `'[{"kind": "normal", "reps": 5}, {"kind": "normal", "reps": 5}, {"kind": "normal", "reps": 5}]'::jsonb`,
    }),
    insert('training_programs', {
      ...own('training_programs'),
      name: `'Program ' || n`,
      duration_weeks: '12',
      is_active: 'n = 10',
      started_at: at('training_programs'),
      started_on: dayOf('training_programs'),
      ...stamped('training_programs'),
    }),
    insert('program_weeks', {
      id: idOf('program_weeks', 'n'),
      program_id: idOf('training_programs', '1 + n % 10'),
      week_number: '1 + n / 10 % 12',
    }),
    insert('program_workouts', {
      id: idOf('program_workouts', 'n'),
      program_week_id: idOf('program_weeks', '1 + n % 120'),
      workout_id: idOf('workouts', '81 + n % 40'),
      order_index: 'n % 4',
    }),
    insert('body_measures', {
      ...own('body_measures'),
      kind: pick(['weight', 'waist'], 2),
      day: dayOf('body_measures'),
      value: `70 + ${chance(20, 3)} / 2.0`,
      ...stamped('body_measures'),
    }),
  ];
}

function focusAndLedger(): string[] {
  const counted = (table: Filled, kind: string) => ({
    ...own(table),
    event_type: kind,
    created_at: at(table),
  });
  return [
    insert('focus_sessions', {
      ...own('focus_sessions'),
      mode: `'pomodoro'`,
      phase: `case when n % 4 = 0 then 'short_break' else 'focus' end`,
      cycle: '1 + n % 4',
      status: pick(['completed', 'completed', 'completed', 'abandoned', 'expired']),
      duration_seconds: '1500',
      started_at: at('focus_sessions'),
      completed_at: `${at('focus_sessions')} + interval '25 minutes'`,
      focused_seconds: `600 + ${chance(900, 2)}`,
      task_title: `'Chapter ' || ${chance(400, 4)}`,
      tag: pick(MUSIC_TAGS),
      day: dayOf('focus_sessions'),
      xp_awarded: chance(30, 1),
      coins_awarded: chance(6, 1),
      ...stamped('focus_sessions'),
    }),
    insert('focus_pause_state', {
      ...own('focus_pause_state'),
      session_id: idOf('focus_sessions', 'n * 3'),
      is_paused: 'false',
      paused_at: at('focus_pause_state'),
      resumed_at: at('focus_pause_state'),
      ...stamped('focus_pause_state'),
    }),
    insert('points_ledger', {
      ...counted('points_ledger', pick(['focus', 'focus', 'workout', 'habit'])),
      event_id: idOf('focus_sessions', 'n'),
      coins: '5',
      xp: '30',
      reason: `'Focus: Chapter ' || ${chance(400, 4)}`,
      idempotency_key: `'a:focus:' || n || ':ended'`,
      day: dayOf('points_ledger'),
    }),
    insert('activity_events', {
      ...counted('activity_events', pick(['focus', 'focus', 'workout', 'habit', 'reading'])),
      category: `'focus'`,
      metadata: `'{"rule":"ended"}'`,
      occurrence_id: idOf('focus_sessions', 'n'),
      generation: '0',
      day: dayOf('activity_events'),
      happened_at: at('activity_events'),
      amounts: `'{"ms": 1500000}'`,
      xp_earned: '30',
      coins_earned: '5',
    }),
  ];
}

function notesAndHabits(): string[] {
  const note = (table: 'ideas' | 'infobase_entries') =>
    insert(table, { ...own(table), title: text('An idea'), content: text('It says', 3), tags, ...stamped(table) });
  return [
    insert('inbox_items', {
      ...own('inbox_items'),
      title: text('Captured'),
      description: `case when n % 2 = 0 then ${text('Because', 5)} end`,
      tags,
      ...stamped('inbox_items'),
    }),
    note('ideas'),
    note('infobase_entries'),
    insert('habits', { ...own('habits'), name: `'Habit ' || n`, frequency: `'daily'`, ...stamped('habits') }),
    insert('habit_completions', {
      ...own('habit_completions'),
      habit_id: idOf('habits', `1 + n % ${ROWS.habits}`),
      completed_at: at('habit_completions'),
      completed_date: dayOf('habit_completions'),
    }),
    insert('books', {
      ...own('books'),
      title: `'Book ' || n`,
      author: `'Author ' || ${chance(80)}`,
      status: pick(['finished', 'finished', 'finished', 'want', 'reading']),
      rating: `1 + ${chance(8)} * 0.5`,
      total_pages: '300',
      tags,
      ...stamped('books'),
    }),
    insert('book_readings', {
      ...own('book_readings'),
      book_id: idOf('books', 'n'),
      status: `'finished'`,
      finished_day: dayOf('book_readings'),
      rest_pages: '20',
      ...stamped('book_readings'),
    }),
    insert('reading_sessions', {
      ...own('reading_sessions'),
      book_id: idOf('books', `1 + n % ${ROWS.books}`),
      reading_id: idOf('book_readings', `1 + n % ${ROWS.books}`),
      pages_read: '20',
      duration_ms: '1800000',
      to_position: '20',
      day: dayOf('reading_sessions'),
      started_at: at('reading_sessions'),
    }),
    insert('book_notes', {
      ...own('book_notes'),
      book_id: idOf('books', `1 + n % ${ROWS.books}`),
      kind: pick(['quote', 'note']),
      content: text('A sentence', 3),
      page: chance(300),
      ...stamped('book_notes'),
    }),
  ];
}

/** Every 200th event is a series; half of the others are of whole days or linked to a workout. */
function calendar(): string[] {
  const isSeries = 'n % 200 = 0';
  return [
    insert('calendar_events', {
      ...own('calendar_events'),
      title: pick(['Meeting', 'Training', 'Dentist', 'Deep work', 'Choir'], 3),
      start_time: `date_trunc('hour', ${at('calendar_events')})`,
      end_time: `date_trunc('hour', ${at('calendar_events')}) + interval '45 minutes'`,
      all_day: 'false',
      timezone: `'Europe/Berlin'`,
      recurrence_rule: `case when ${isSeries} then 'FREQ=WEEKLY' end`,
      recurrence_end: `case when ${isSeries} and n < 19000 then ${at('calendar_events')} + interval '300 days' end`,
      linked_kind: `case when n % 4 = 0 then 'workout' end`,
      reminders: `case when n % 5 = 0 then array[10] else array[]::int[] end`,
      ...stamped('calendar_events'),
    }),
  ];
}

function studio(): string[] {
  const mark = (table: 'track_regions' | 'track_annotations', words: string) =>
    insert(table, {
      ...own(table),
      track_id: idOf('reference_tracks', trackOf(table)),
      start_time_ms: `(n % 6) * 30000`,
      end_time_ms: `(n % 6) * 30000 + 20000`,
      [words]: text('Here'),
      ...stamped(table),
    });
  return [
    insert('reference_tracks', {
      ...own('reference_tracks'),
      name: `'Track ' || n`,
      artist: `'Artist ' || ${chance(80)}`,
      status: `'completed'`,
      duration_seconds: '240',
      bpm: `80 + ${chance(80, 2)}`,
      tags,
      content_sha256: `md5('a' || n) || md5('b' || n)`,
      ...stamped('reference_tracks'),
    }),
    insert('track_analyses', {
      id: idOf('track_analyses', 'n'),
      track_id: idOf('reference_tracks', 'n'),
      version: `'1'`,
      status: `'completed'`,
      completed_at: at('track_analyses'),
      summary: `jsonb_build_object('integratedLufs', -8 - ${chance(9)}, 'beats', (select jsonb_agg(b * 0.5) from generate_series(1, 300) b))`,
      ...stamped('track_analyses'),
    }),
    insert('analysis_frame_manifests', {
      id: idOf('manifest', 'n'),
      analysis_id: idOf('track_analyses', 'n'),
      ...Object.fromEntries(
        ['hop_ms', 'frame_count', 'duration_ms', 'sample_rate', 'bands', 'bytes_per_frame'].map((name) => [name, '10']),
      ),
      frame_layout: `'[]'`,
      analyzer_version: `'1'`,
      chunk_size_frames: '1000',
      total_chunks: '20',
    }),
    insert('analysis_frame_data', {
      id: idOf('chunk', 'n'),
      manifest_id: idOf('manifest', trackOf('analysis_frame_data')),
      chunk_index: 'n % 20',
      ...Object.fromEntries(
        ['start_frame', 'end_frame', 'start_time_ms', 'end_time_ms', 'frame_count'].map((name) => [name, 'n % 20']),
      ),
      content_sha256: `md5('c' || n) || md5('d' || n)`,
    }),
    insert('analysis_events', {
      id: idOf('event', 'n'),
      analysis_id: idOf('track_analyses', trackOf('analysis_events')),
      time_ms: '(n % 40) * 6000',
      event_type: pick(['section', 'onset']),
    }),
    mark('track_regions', 'name'),
    mark('track_annotations', 'title'),
  ];
}

/** Fills an empty replica. Triggers are off, as in the applier. */
export async function fillTenYears(pg: PGlite): Promise<void> {
  await pg.exec('set session_replication_role = replica');
  await installContent(
    sessionKysely(async (sql, parameters) => {
      const { rows, affectedRows } = await pg.query(sql, [...parameters]);
      return affectedRows === undefined ? { rows } : { rows, affectedRows };
    }),
  );
  for (const statement of [
    ...training(),
    ...focusAndLedger(),
    ...notesAndHabits(),
    ...studio(),
    ...calendar(),
    ...furtherDomains(),
  ])
    await pg.exec(statement);
  for (const [table, columns] of [
    ['user_wallet', 'total_coins, earned_coins, spent_coins'],
    ['user_progress', 'total_xp, current_level, xp_to_next_level'],
  ]) {
    await pg.exec(`insert into ${table} (id, user_id, ${columns}) values (${idOf(String(table), 1)}, ${USER}, 100, 100, 0)`);
  }
  await pg.exec(
    `insert into user_streaks (id, user_id, streak_type, current_streak, longest_streak, last_activity_date)
     select ${idOf('user_streaks', 'n')}, ${USER}, 'streak ' || n, 3, 30, '${LAST_DAY}' from generate_series(1, 6) n`,
  );
  await pg.exec('set session_replication_role = default');
}
