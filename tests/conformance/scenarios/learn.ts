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

const given = withLesson;
const card = (item: string) => ({ sourceKind: 'lesson', sourceId: lessonId, item }) as const;
const cards = (rows: TableRows) => rows['review_cards'] ?? [];
const progress = (rows: TableRows) => rows['user_lesson_progress'] ?? [];

export const simulated = 'Its rows are functions of ids and times of the commands: the scenarios try their orders one by one.';

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
];
