// What the pages of learn show, from the rows.
import { addDays, personDay } from '#schema/day.ts';
import { readDrill, readItem, type DrillConfig, type DrillItem } from '#schema/learn/rules/drills.ts';
import { readTexts } from '#schema/listening/rules/prompts.ts';
import { readQuiz, rightAnswer, type Question } from '#schema/learn/rules/quiz.ts';
import type { Figures } from '#schema/learn/rules/figures.ts';
import type { DrillListRow, DueCardRow, LessonListRow, ReviewDayRow, TopicRow } from './queries.ts';

export interface TopicView extends TopicRow {
  lessons: LessonListRow[];
  drills: DrillListRow[];
  finished: number;
}

export function topicViews(
  topics: readonly TopicRow[],
  lessons: readonly LessonListRow[],
  drills: readonly DrillListRow[],
): TopicView[] {
  return topics.map((topic) => {
    const own = lessons.filter(({ topic_id }) => topic_id === topic.id);
    const ownDrills = drills.filter(({ topic_id }) => topic_id === topic.id);
    return { ...topic, lessons: own, drills: ownDrills, finished: own.filter(({ status }) => status === 'completed').length };
  });
}

/** What to go on with: the lesson that was read last and is not finished, else the first that was never begun. */
export function nextLesson(lessons: readonly LessonListRow[]): LessonListRow | undefined {
  const begun = lessons.filter(({ status }) => status === 'in_progress');
  const latest = begun.toSorted((a, b) => (b.updated_at?.getTime() ?? 0) - (a.updated_at?.getTime() ?? 0))[0];
  return latest ?? lessons.find(({ status }) => status === null);
}

export interface PersonDays {
  today: string;
  zone: string;
  dayStartHour: number;
}

/** No card of today is due later, in any zone. */
export const todaysLimit = (today: string): Date => new Date(`${addDays(today, 3)}T00:00:00Z`);

/** Due by the end of the person's day: a card is due all day long, as its interval counts days. */
export const isDueToday = (dueAt: Date, { today, zone, dayStartHour }: PersonDays): boolean =>
  personDay(dueAt, zone, dayStartHour) <= today;

export type CardView =
  | { kind: 'lesson'; card: DueCardRow; question: Question }
  | { kind: 'drill'; card: DueCardRow; config: DrillConfig; item: DrillItem }
  /** A prompt of a listening session, asked again with what was heard then and what others listen for. */
  | { kind: 'listening'; card: DueCardRow; sessionId: string; ask: string; expected: string[] };

/** Those whose question is still part of its lesson or drill. */
export function cardsToday(rows: readonly DueCardRow[], days: PersonDays): CardView[] {
  return rows.flatMap((card) => {
    if (!isDueToday(card.due_at, days)) return [];
    return viewOfCard(card) ?? [];
  });
}

function viewOfCard(card: DueCardRow): CardView | null {
  if (card.source_kind === 'drill') {
    const config = readDrill(card.config_json);
    const item = config && readItem(config, card.item);
    return config && item ? { kind: 'drill', card, config, item } : null;
  }
  if (card.source_kind === 'listening') {
    const { listening_session: sessionId, prompt_text: ask } = card;
    if (sessionId === null || ask === null) return null;
    return { kind: 'listening', card, sessionId, ask, expected: readTexts(card.expected_observations) };
  }
  const question = readQuiz(card.quiz_json)?.questions.find(({ key }) => key === card.item);
  return question ? { kind: 'lesson', card, question } : null;
}

/** The right answer in words, and why. */
export function answerInWords(question: Question): { answers: string[]; why: string[] } {
  switch (question.kind) {
    case 'single':
    case 'multiple': {
      const right = rightAnswer(question).flatMap((place) => question.choices[place] ?? []);
      return { answers: right.map(({ text }) => text), why: right.map(({ why }) => why) };
    }
    case 'order':
      return { answers: question.items.map((item, place) => `${place + 1}. ${item}`), why: [question.why] };
    case 'number':
      return { answers: [`${question.answer} ${question.unit}`.trim()], why: [question.why] };
  }
}

export interface SourceView {
  text: string;
  url?: string;
}

export const readFigures = (value: unknown): Figures => (value ?? {}) as Figures;
export const readSources = (value: unknown): SourceView[] => (Array.isArray(value) ? (value as SourceView[]) : []);

/** One value for each of the days up to `last`, days without a row included. */
export function perDay(last: string, count: number, valueOf: (day: string) => number): { day: string; value: number }[] {
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(last, index - count + 1);
    return { day, value: valueOf(day) };
  });
}

export interface Retention {
  known: number;
  remembered: number;
  /** Percent; null without reviews of known cards. */
  percent: number | null;
  /** What the schedule expected, in percent. */
  expected: number | null;
}

export function retentionOf(rows: readonly ReviewDayRow[]): Retention {
  const known = rows.reduce((sum, row) => sum + row.known, 0);
  const remembered = rows.reduce((sum, row) => sum + row.remembered, 0);
  const expected = rows.reduce((sum, row) => sum + (row.expected ?? 0) * row.known, 0);
  if (known === 0) return { known, remembered, percent: null, expected: null };
  return { known, remembered, percent: (100 * remembered) / known, expected: (100 * expected) / known };
}
