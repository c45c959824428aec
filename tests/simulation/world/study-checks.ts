// The invariants of practice (study-actions.ts).
import type { Store } from '../sql/store.ts';
import { Violation } from '../violation.ts';

export const STUDY_TABLES: ReadonlySet<string> = new Set([
  'card_reviews',
  'drill_sessions',
  'listening_answers',
  'listening_sessions',
  'quiz_attempts',
  'reference_tracks',
  'review_cards',
  'track_annotations',
]);

export function checkStudy(store: Store): void {
  checkSums(store);
  checkStands(store);
}

/** I3: sums of drills and lessons are those of their sessions and attempts, and a card counts the reviews that were not taken back. */
function checkSums(store: Store): void {
  const counted = (table: string, keyOf: (row: Record<string, unknown>) => string | null): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const row of store.rows(table).values()) {
      const key = keyOf(row);
      if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };
  const equal = (what: string, id: string, stored: unknown, found: number): void => {
    if (Number(stored) !== found) throw new Violation('I3', `${what} ${id} counts ${String(stored)}, its rows are ${found}`);
  };
  const attempts = counted('quiz_attempts', (row) => `${String(row['user_id'])}/${String(row['lesson_id'])}`);
  for (const row of store.rows('user_lesson_progress').values()) {
    const key = `${String(row['user_id'])}/${String(row['lesson_id'])}`;
    equal('the lesson', key, row['attempts'], attempts.get(key) ?? 0);
  }
  const reviews = counted('card_reviews', (row) => (row['taken_back_at'] === null ? String(row['card_id']) : null));
  for (const [id, row] of store.rows('review_cards')) equal('the card', id, row['reps'], reviews.get(id) ?? 0);
  const answered = new Map<string, number>();
  for (const row of store.rows('drill_sessions').values()) {
    const key = `${String(row['user_id'])}/${String(row['drill_id'])}`;
    answered.set(key, (answered.get(key) ?? 0) + Number(row['trial_count']));
  }
  for (const row of store.rows('user_drill_stats').values()) {
    const key = `${String(row['user_id'])}/${String(row['drill_id'])}`;
    equal('the drill', key, row['total_attempts'], answered.get(key) ?? 0);
  }
}

const STUDY_TRACKS = [
  ['track_annotations', 'track_id'],
  ['drill_sessions', 'track_id'],
  ['listening_sessions', 'track_id'],
  ['focus_library_tracks', 'track_id'],
] as const;

/** I3: a listening session that occurred is finished, and nothing outlives the track or the session it belongs to. */
function checkStands(store: Store): void {
  const tracks = new Set([...store.rows('reference_tracks').values()].map(({ id }) => id));
  for (const [table, column] of STUDY_TRACKS) {
    for (const row of store.rows(table).values()) {
      const track = row[column] ?? null;
      if (track !== null && !tracks.has(track))
        throw new Violation('I3', `${table} ${String(row['id'])} has a ${column} that is gone`);
    }
  }
  const sessions = new Map([...store.rows('listening_sessions').values()].map((row) => [row['id'], row]));
  for (const { id, session_id: session } of store.rows('listening_answers').values())
    if (!sessions.has(session)) throw new Violation('I3', `the answer ${String(id)} has no session`);
  for (const { event_type: type, occurrence_id: id, taken_back_at: back } of store.rows('activity_events').values())
    if (type === 'listening' && back === null && (sessions.get(id)?.['ended_at'] ?? null) === null)
      throw new Violation('I3', `the listening session ${String(id)} occurred and is not finished`);
}
