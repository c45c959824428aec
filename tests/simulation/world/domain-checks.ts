// The invariants of the further domains (actions.ts): what a row says was done has its occurrence, and nothing else has one; a
// program is done when each of its workouts is, and no row of a plan outlives what it belongs to.
import { periodOf, type Period } from '#schema/quests/rules/periods.ts';
import type { Coverage } from '../coverage.ts';
import type { Store } from '../sql/store.ts';
import { Violation } from '../violation.ts';
import { simulationQuests } from './progress-actions.ts';

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
  checkPaid(store);
  for (const [id, milestone] of store.rows('goal_milestones')) {
    const isDone = milestone['is_completed'] === true;
    if (isDone !== events.has(`milestone/${id}`)) throw new Violation('I3', `the milestone ${id} is completed: ${isDone}`);
  }
  for (const [id, { status }] of store.rows('goals')) {
    if (status === 'completed' && !events.has(`goal/${id}`)) throw new Violation('I3', `the completed goal ${id} did not occur`);
  }
}

/** I4: the ledger holds the XP of an active occurrence once, and nothing of one that was taken back. */
function checkPaid(store: Store): void {
  const xpOf = new Map<string, number>();
  for (const { user_id: user, event_type: kind, event_id: id, xp } of store.rows('points_ledger').values()) {
    const key = `${String(user)}/${String(kind)}/${String(id)}`;
    xpOf.set(key, (xpOf.get(key) ?? 0) + Number(xp));
  }
  for (const event of store.rows('activity_events').values()) {
    const key = `${String(event['user_id'])}/${String(event['event_type'])}/${String(event['occurrence_id'])}`;
    const paid = xpOf.get(key) ?? 0;
    const due = event['taken_back_at'] === null ? Number(event['xp_earned']) : 0;
    if (paid !== due) throw new Violation('I4', `the ledger holds ${paid} XP of ${key}, not ${due}`);
  }
}

export const PLAN_TABLES: ReadonlySet<string> = new Set([
  'training_programs',
  'program_weeks',
  'program_workouts',
  'workouts',
  'workout_sections',
  'workout_exercises',
  'workout_sessions',
]);

/** Each row and the row that it belongs to. */
const PLAN_PARENTS = [
  ['program_weeks', 'program_id', 'training_programs'],
  ['program_workouts', 'program_week_id', 'program_weeks'],
  ['program_workouts', 'workout_id', 'workouts'],
  ['workouts', 'program_id', 'training_programs'],
  ['workout_exercises', 'workout_id', 'workouts'],
  ['workout_sessions', 'workout_id', 'workouts'],
  ['workout_sessions', 'program_workout_id', 'program_workouts'],
] as const;

/** I3: one program is followed at a time, and it is done exactly when each of its workouts is done in this run or skipped. */
export function checkPlans(store: Store): void {
  for (const [table, column, parents] of PLAN_PARENTS) {
    const known = new Set([...store.rows(parents).values()].map((row) => row['id']));
    for (const row of store.rows(table).values()) {
      const parent = row[column] ?? null;
      if (parent !== null && !known.has(parent))
        throw new Violation('I3', `${table} ${String(row['id'])} has a ${column} that is gone`);
    }
  }
  const weeks = [...store.rows('program_weeks').values()];
  const places = [...store.rows('program_workouts').values()];
  const sessions = [...store.rows('workout_sessions').values()].filter(({ status }) => status === 'completed');
  const followed = new Set<unknown>();
  for (const program of store.rows('training_programs').values()) {
    const id = String(program['id']);
    if (program['is_active'] === true) {
      if (followed.has(program['user_id'])) throw new Violation('I3', `${id} is followed beside another program`);
      followed.add(program['user_id']);
    }
    const own = new Set(weeks.filter((week) => week['program_id'] === id).map((week) => week['id']));
    const open = places.filter(
      (place) =>
        own.has(place['program_week_id']) &&
        place['skipped_at'] === null &&
        !sessions.some(
          (session) =>
            session['program_workout_id'] === place['id'] && Number(session['started_at']) >= Number(program['started_at']),
        ),
    );
    const hasPlaces = places.some((place) => own.has(place['program_week_id']));
    const isDone = hasPlaces && open.length === 0;
    if (isDone !== (program['completed_at'] !== null))
      throw new Violation('I3', `the program ${id} is completed: ${!isDone}, with ${open.length} open workouts`);
  }
}

export const EVENT_TABLES: ReadonlySet<string> = new Set(['calendar_events']);

/** I3: what was done fills one event of a person, an occurrence has its series, and a series has one row for each of its dates. */
export function checkEvents(store: Store): void {
  const events = [...store.rows('calendar_events').values()];
  const ids = new Set(events.map(({ id }) => id));
  const seen = new Set<string>();
  for (const { id, user_id: user, parent_event_id: parent, occurrence_key: key, filled_by: by, status } of events) {
    if (parent !== null && !ids.has(parent)) throw new Violation('I3', `the occurrence ${String(id)} has no series`);
    if (by !== null && status !== 'done') throw new Violation('I3', `the event ${String(id)} is filled and ${String(status)}`);
    for (const name of [
      ...(parent === null ? [] : [`the date ${String(key)} of ${String(parent)}`]),
      ...(by === null || by === undefined ? [] : [`${String(by)} of ${String(user)}`]),
    ]) {
      if (seen.has(name)) throw new Violation('I3', `${name} has two events`);
      seen.add(name);
    }
  }
}

export const QUEST_TABLES: ReadonlySet<string> = new Set(['user_quest_progress', 'activity_events']);

/**
 * I3, I4: the progress of an accepted quest is what stands in its period, counted from the occurrences themselves; a claimed
 * quest has the occurrence that pays it.
 */
export function checkQuests(store: Store): void {
  checkPaidQuests(store);
  const quests = new Map(simulationQuests.map((quest) => [quest.id as string, quest]));
  const standing = [...store.rows('activity_events').values()].filter((event) => event['taken_back_at'] === null);
  for (const row of store.rows('user_quest_progress').values()) {
    const [quest, from, to] = [quests.get(String(row['quest_id'])), row['period_start'] as string | null, row['period_end']];
    if (!quest || from === null || row['status'] === 'abandoned') continue;
    const own = standing.filter(({ user_id: user }) => user === row['user_id']);
    const counted = countWithin(own, quest.target_config.kinds, { from, to: typeof to === 'string' ? to : null });
    const [progress, due] = [Number(row['progress']), Math.min(quest.target, counted)];
    if (progress !== due) throw new Violation('I3', `the quest ${quest.id} counts ${progress}, its period has ${due}`);
    const claim = `${quest.id}/${from}`;
    const isPaid = own.some(({ event_type: kind, occurrence_id: id }) => kind === 'quest' && id === claim);
    if (row['status'] === 'claimed' && !isPaid) throw new Violation('I4', `the claimed quest ${claim} was not paid`);
  }
}

/** I4: a quest that was paid for a period is earned by what stands in it, also when its row is used for a later period. */
function checkPaidQuests(store: Store): void {
  const standing = [...store.rows('activity_events').values()].filter((event) => event['taken_back_at'] === null);
  for (const { event_type: paidKind, occurrence_id: claim, user_id: user } of standing) {
    if (paidKind !== 'quest') continue;
    const [id, from = ''] = String(claim).split('/');
    const quest = simulationQuests.find((one) => one.id === id);
    if (!quest) continue;
    const { to } = periodOf(quest.type, from);
    const own = standing.filter(({ user_id: by }) => by === user);
    const counted = countWithin(own, quest.target_config.kinds, { from, to });
    if (counted < quest.target)
      throw new Violation('I4', `the quest ${String(claim)} was paid, with ${counted} of ${quest.target}`);
  }
}

/** How many of the events have one of the kinds and a day of the period. */
const countWithin = (events: readonly Record<string, unknown>[], kinds: readonly string[], { from, to }: Period): number =>
  events.filter(
    ({ event_type: kind, day }) =>
      typeof day === 'string' && kinds.includes(String(kind)) && day >= from && (to === null || day <= to),
  ).length;

type RowTest = (row: Record<string, unknown>) => boolean;

/** What a run may reach in the further domains, and the rows that show it. */
const REACHED: readonly (readonly [what: string, table: string, isIt: RowTest])[] = [
  ['goal completed', 'goals', ({ status }) => status === 'completed'],
  ['quest claimed', 'user_quest_progress', ({ times_completed: times }) => Number(times) > 0],
  ['book finished', 'book_readings', ({ status }) => status === 'finished'],
  ['reading session', 'reading_sessions', ({ status }) => status === 'ended'],
  ['own quest completed', 'user_quests', ({ status }) => status === 'completed'],
  ['program completed', 'training_programs', ({ completed_at: at }) => at !== null],
  [
    'planned workout finished',
    'workout_sessions',
    ({ status, program_workout_id: place }) => status === 'completed' && place !== null,
  ],
  ['chest opened', 'user_rewards', ({ reward_type: type }) => String(type).startsWith('chest/')],
  ['occurrence of a series with a row of its own', 'calendar_events', ({ parent_event_id: parent }) => parent !== null],
  ['event filled by what was done', 'calendar_events', ({ filled_by: by }) => by !== null],
  ['lesson finished', 'user_lesson_progress', ({ completed_at: at }) => at !== null],
  ['review taken back', 'card_reviews', ({ taken_back_at: at }) => at !== null],
  ['listening session finished', 'listening_sessions', ({ ended_at: at }) => at !== null],
  ['mark of an answer on a track', 'listening_answers', ({ marks }) => String(marks) !== '[]'],
  ['own reward bought', 'market_items', ({ category, available }) => category === 'own' && available === false],
];

/** What of the further domains the run reached. */
export function countDone(store: Store, coverage: Coverage): void {
  for (const [what, table, isIt] of REACHED)
    coverage.count(`domains: ${what}`, [...store.rows(table).values()].filter(isIt).length);
}
