// The invariants of the further domains (wide-actions.ts): what a row says was done has its occurrence, and nothing else has one.
import type { Coverage } from '../coverage.ts';
import type { Store } from '../sql/store.ts';
import { Violation } from '../violation.ts';

export const DONE_TABLES: ReadonlySet<string> = new Set(['goals', 'goal_milestones', 'activity_events']);

/** I3: a completed milestone or goal is one occurrence, which ends with the row or its mark. */
export function checkDone(store: Store): void {
  const [events, people] = [new Set<string>(), new Set<string>()];
  for (const event of store.rows('activity_events').values()) {
    if (event['taken_back_at'] !== null) continue;
    const key = `${String(event['event_type'])}/${String(event['occurrence_id'])}`;
    const ofPerson = `${String(event['user_id'])}/${key}`;
    if (people.has(ofPerson)) throw new Violation('I3', `${ofPerson} occurred twice`);
    people.add(ofPerson);
    events.add(key);
  }
  for (const [id, milestone] of store.rows('goal_milestones')) {
    const isDone = milestone['is_completed'] === true;
    if (isDone !== events.has(`milestone/${id}`)) throw new Violation('I3', `the milestone ${id} is completed: ${isDone}`);
  }
  for (const [id, { status }] of store.rows('goals')) {
    if (status === 'completed' && !events.has(`goal/${id}`)) throw new Violation('I3', `the completed goal ${id} did not occur`);
  }
}

/** What of the further domains the run reached. */
export function countDone(store: Store, coverage: Coverage): void {
  const some = (table: string, isIt: (row: Record<string, unknown>) => boolean): number =>
    [...store.rows(table).values()].filter(isIt).length;
  coverage.count(
    'domains: goal completed',
    some('goals', ({ status }) => status === 'completed'),
  );
  coverage.count(
    'domains: quest claimed',
    some('user_quest_progress', ({ times_completed: times }) => Number(times) > 0),
  );
  coverage.count(
    'domains: own quest completed',
    some('user_quests', ({ status }) => status === 'completed'),
  );
  coverage.count(
    'domains: own reward bought',
    some('market_items', ({ category, available }) => category === 'own' && available === false),
  );
}
