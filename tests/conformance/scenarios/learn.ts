// Lessons, quizzes and cards, on one device and on two.
import { expect } from 'vitest';
import type { Kysely } from 'kysely';
import { jsonb } from '#schema/command/kit.ts';
import type { Database } from '#schema/database.ts';
import { SCENARIO_START, scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const lessonId = scenarioId('lesson');
const topicId = scenarioId('topic');
const attempt = scenarioId('attempt');
const secondAttempt = scenarioId('second attempt');
const day = '2026-03-02';
const DAY_MINUTES = 1440;

const choices = [
  { text: 'yes', isRight: true, why: 'It is.' },
  { text: 'no', why: 'It is.' },
];
const questions = ['a', 'b', 'c', 'd'].map((key) => ({ key, kind: 'single', ask: 'Is it?', choices }));

async function withLesson(db: Kysely<Database>): Promise<void> {
  await db.insertInto('learn_topics').values({ id: topicId, key: 'one', name: 'One', created_at: SCENARIO_START }).execute();
  await db
    .insertInto('learn_lessons')
    .values({
      id: lessonId,
      topic_id: topicId,
      key: 'one',
      title: 'One lesson',
      quiz_json: jsonb({ questions }),
      xp_reward: 20,
      coin_reward: 4,
      created_at: SCENARIO_START,
    })
    .execute();
}

const drillId = scenarioId('drill');
const drillConfig = {
  scale: { from: 6, to: 0.2, isLog: true, unit: 'dB' },
  answer: { kind: 'choice', choices: ['The first', 'The second'], grows: false },
  ownTrack: true,
  skill: 'dynamics-ear',
};

async function withDrill(db: Kysely<Database>): Promise<void> {
  await withLesson(db);
  await db
    .insertInto('learn_drills')
    .values({
      id: drillId,
      topic_id: topicId,
      key: 'louder',
      title: 'Which is louder?',
      drill_type: 'level-difference',
      config_json: jsonb(drillConfig),
      created_at: SCENARIO_START,
    })
    .execute();
}

/** `r` for a right answer, `w` for a wrong one, at difficulties that go from 0.05 upwards. */
const trials = (text: string) =>
  Array.from(text, (letter, index) => ({ at: 0.05 + index * 0.04, asked: [0], given: [letter === 'r' ? 0 : 1], ms: 4_000 }));
const drillSession = (name: string, text: string) => ({
  id: scenarioId(name),
  drillId,
  day,
  startedAt: SCENARIO_START.toISOString(),
  trials: trials(text),
});

const given = withLesson;
const card = (item: string) => ({ sourceKind: 'lesson', sourceId: lessonId, item }) as const;
const cards = (rows: TableRows) => rows['review_cards'] ?? [];
const progress = (rows: TableRows) => rows['user_lesson_progress'] ?? [];

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A lesson that is read on two devices has one row, with the place that was read last.',
    given,
    steps: [
      step(0, 'learn.read', { lessonId, position: 0.4 }),
      step(5, 'learn.read', { lessonId, position: 0.9 }, { device: 'desktop' }),
    ],
    then: (rows) => expect(progress(rows)).toMatchObject([{ position: 0.9, status: 'in_progress', attempts: 0 }]),
  },
  {
    title: 'A passed quiz finishes the lesson and pays once; its mistakes become cards that are due the next day.',
    given,
    steps: [
      step(0, 'learn.answerQuiz', { id: attempt, lessonId, day, answers: { a: [0], b: [0], c: [0], d: [1] } }),
      step(1, 'learn.answerQuiz', { id: attempt, lessonId, day, answers: { a: [0], b: [0], c: [0], d: [1] } }),
      step(9, 'learn.answerQuiz', { id: secondAttempt, lessonId, day, answers: { a: [0], b: [0], c: [0], d: [0] } }),
    ],
    then: (rows) => {
      expect(progress(rows)).toMatchObject([{ status: 'completed', quiz_score: 100, attempts: 2 }]);
      expect(rows['quiz_attempts']).toHaveLength(2);
      expect(rows['points_ledger']).toMatchObject([{ xp: 20, coins: 4 }]);
      expect(cards(rows)).toMatchObject([{ item: 'd', state: 0, reps: 0 }]);
      const due = new Date(String(cards(rows)[0]?.['due_at'])).getTime();
      expect(due - SCENARIO_START.getTime()).toBe(DAY_MINUTES * 60_000);
    },
  },
  {
    title: 'A quiz that is not passed leaves the lesson unfinished, pays nothing and keeps all mistakes.',
    given,
    steps: [step(0, 'learn.answerQuiz', { id: attempt, lessonId, day, answers: { a: [0], b: [1], extra: [7] } })],
    then: (rows) => {
      expect(progress(rows)).toMatchObject([{ status: 'in_progress', quiz_score: 25, completed_at: null }]);
      expect(rows['points_ledger'] ?? []).toEqual([]);
      expect(cards(rows).map(({ item }) => item)).toEqual(expect.arrayContaining(['b', 'c', 'd']));
    },
  },
  {
    title: 'Reviews that arrive late are counted in the order in which they were made.',
    given,
    steps: [
      step(0, 'learn.keepCard', card('a')),
      step(3 * DAY_MINUTES, 'learn.review', { id: scenarioId('late'), ...card('a'), rating: 1, day: '2026-03-05' }),
      step(
        DAY_MINUTES,
        'learn.review',
        { id: scenarioId('early'), ...card('a'), rating: 4, day: '2026-03-03' },
        { device: 'desktop', arrives: 3 * DAY_MINUTES },
      ),
    ],
    then: (rows) => {
      // Known at first and forgotten afterwards: one lapse, the last review is the later one.
      expect(cards(rows)).toMatchObject([{ reps: 2, lapses: 1, state: 3 }]);
      expect(rows['occurrence_totals']).toHaveLength(2);
    },
  },
  {
    title: 'A review that is taken back leaves the card as it was before.',
    given,
    steps: [
      step(0, 'learn.keepCard', card('a')),
      step(10, 'learn.review', { id: scenarioId('first'), ...card('a'), rating: 4, day }),
      step(11, 'learn.undoReview', { id: scenarioId('first') }),
      step(12, 'learn.undoReview', { id: scenarioId('first') }, { device: 'desktop' }),
      step(13, 'learn.undoReview', { id: scenarioId('no review') }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      const due = new Date(String(cards(rows)[0]?.['due_at'])).getTime();
      expect(cards(rows)).toMatchObject([{ reps: 0, state: 0, last_review_at: null }]);
      expect(due - SCENARIO_START.getTime()).toBe(DAY_MINUTES * 60_000);
    },
  },
  {
    title: 'A card that was put aside comes back with its reviews when the mistake is made again.',
    given,
    steps: [
      step(0, 'learn.keepCard', card('d')),
      step(10, 'learn.review', { id: scenarioId('first'), ...card('d'), rating: 3, day }),
      step(11, 'learn.putCardAside', card('d')),
      step(20, 'learn.answerQuiz', { id: attempt, lessonId, day, answers: { a: [0], b: [0], c: [0] } }),
    ],
    then: (rows) => expect(cards(rows)).toMatchObject([{ item: 'd', suspended_at: null, reps: 1 }]),
  },
  {
    title: 'What is not there can be neither read, answered, kept nor reviewed.',
    given,
    steps: [
      step(0, 'learn.read', { lessonId: topicId, position: 1 }, { outcome: 'not_found' }),
      step(0, 'learn.answerQuiz', { id: attempt, lessonId: topicId, day, answers: {} }, { outcome: 'not_found' }),
      step(0, 'learn.keepCard', card('z'), { outcome: 'not_found' }),
      step(0, 'learn.putCardAside', card('a'), { outcome: 'not_found' }),
      step(0, 'learn.review', { id: attempt, ...card('a'), rating: 3, day }, { outcome: 'not_found' }),
    ],
    then: (rows) => expect(cards(rows)).toEqual([]),
  },
  {
    title: 'A drill is marked by the stored drill: its score, its sums, its cards, one payment and the stars of its skill.',
    given: withDrill,
    steps: [
      step(3, 'learn.finishDrill', drillSession('first', 'rrrrrrrrrrrrrrrrrwrw')),
      step(3, 'learn.finishDrill', drillSession('first', 'rrrrrrrrrrrrrrrrrwrw')),
    ],
    then: (rows) => {
      expect(rows['drill_sessions']).toMatchObject([{ trial_count: 20, right_count: 18 }]);
      expect(Number(rows['drill_sessions']?.[0]?.['score'])).toBeGreaterThan(0.5);
      expect(rows['user_drill_stats']).toMatchObject([
        { total_attempts: 20, correct_answers: 18, best_streak: 17, current_streak: 0, total_time_seconds: 180 },
      ]);
      expect(
        cards(rows)
          .map(({ item, source_kind }) => [source_kind, item])
          .sort(),
      ).toEqual([
        ['drill', '0@8'],
        ['drill', '0@9'],
      ]);
      expect(rows['points_ledger']).toMatchObject([{ xp: 3, coins: 1 }]);
    },
  },
  {
    title: 'Sessions of two devices add up, whatever the order in which they arrive; too few answers have no score and no pay.',
    given: withDrill,
    steps: [
      step(9, 'learn.finishDrill', drillSession('long', 'rrrrrrrrrrrr'), { device: 'desktop' }),
      step(4, 'learn.finishDrill', drillSession('short', 'rw'), { arrives: 30 }),
    ],
    then: (rows) => {
      expect(rows['user_drill_stats']).toMatchObject([{ total_attempts: 14, correct_answers: 13, best_streak: 13 }]);
      const scores = (rows['drill_sessions'] ?? []).map(({ trial_count, score }) => [trial_count, score === null]);
      expect(scores.sort()).toEqual([
        [12, false],
        [2, true],
      ]);
      expect(rows['points_ledger']).toHaveLength(1);
    },
  },
  {
    title: 'A card of a drill names something that the drill can ask; no drill is practised that is not there.',
    given: withDrill,
    steps: [
      step(0, 'learn.keepCard', { sourceKind: 'drill', sourceId: drillId, item: '1@4' }),
      step(0, 'learn.keepCard', { sourceKind: 'drill', sourceId: drillId, item: '2@4' }, { outcome: 'not_found' }),
      step(0, 'learn.keepCard', { sourceKind: 'drill', sourceId: drillId, item: '1@11' }, { outcome: 'not_found' }),
      step(1, 'learn.finishDrill', { ...drillSession('none', 'rr'), drillId: topicId }, { outcome: 'not_found' }),
      step(
        1,
        'learn.finishDrill',
        { ...drillSession('no track', 'rr'), region: { trackId: topicId, startMs: 0, endMs: 4000 } },
        { outcome: 'not_found' },
      ),
    ],
    then: (rows) => expect(cards(rows)).toHaveLength(1),
  },
];
