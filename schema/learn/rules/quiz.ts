// The questions of a quiz and how answers are marked. Invariant: an answer is a list of numbers: places of choices, or one number.
import type { Playable } from './figures.ts';

export interface Choice {
  text: string;
  isRight?: boolean;
  /** Why this choice is right or wrong. */
  why: string;
}

interface Asked {
  /** Never changes: cards and answers refer to it. */
  key: string;
  ask: string;
  /** Heard before answering. */
  hear?: readonly Playable[];
}

export type Question =
  | (Asked & { kind: 'single' | 'multiple'; choices: readonly Choice[] })
  /** `items` stand in their right order. */
  | (Asked & { kind: 'order'; items: readonly string[]; why: string })
  | (Asked & { kind: 'number'; answer: number; within: number; unit: string; why: string });

export interface Quiz {
  questions: readonly Question[];
}

/** Places of the chosen choices; for `order` the places in `items` in the order given; for `number` the number. */
export type Answer = readonly number[];
export type Answers = Readonly<Record<string, Answer>>;

/** A lesson is finished with this share of its quiz right, in percent. */
export const PASS_PERCENT = 70;

const rightPlaces = (choices: readonly Choice[]): number[] =>
  choices.flatMap(({ isRight }, place) => (isRight === true ? [place] : []));

/** The answer that is right. */
export function rightAnswer(question: Question): Answer {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return rightPlaces(question.choices);
    case 'order':
      return question.items.map((_, place) => place);
    case 'number':
      return [question.answer];
  }
}

export function isAnsweredRight(question: Question, answer: Answer | undefined): boolean {
  if (!answer) return false;
  const right = rightAnswer(question);
  if (question.kind === 'number') {
    const [given] = answer;
    return given !== undefined && Math.abs(given - question.answer) <= question.within;
  }
  const given = question.kind === 'order' ? answer : [...answer].sort((a, b) => a - b);
  return given.length === right.length && given.every((place, index) => place === right[index]);
}

export interface Marked {
  rightCount: number;
  questionCount: number;
  /** 0 to 100. */
  percent: number;
  /** Keys of the questions that were not answered right. */
  mistakes: string[];
}

export function markQuiz({ questions }: Quiz, answers: Answers): Marked {
  const mistakes = questions.filter((question) => !isAnsweredRight(question, answers[question.key])).map(({ key }) => key);
  const questionCount = questions.length;
  const rightCount = questionCount - mistakes.length;
  return {
    rightCount,
    questionCount,
    percent: questionCount === 0 ? 0 : Math.round((100 * rightCount) / questionCount),
    mistakes,
  };
}

export const isPassed = ({ percent }: Pick<Marked, 'percent'>): boolean => percent >= PASS_PERCENT;

/** A quiz as a row holds it; null where there is none. */
export function readQuiz(value: unknown): Quiz | null {
  const questions = (value as Partial<Quiz> | null)?.questions;
  return Array.isArray(questions) && questions.length > 0 ? { questions } : null;
}

/** The order in which items are offered: a function of the key, so that it stays while the page is open; never the right one. */
export function shuffledPlaces(key: string, count: number): number[] {
  let seed = 2_166_136_261;
  for (const char of key) seed = Math.imul(seed ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const places = Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const other = seed % (last + 1);
    [places[last], places[other]] = [places[other] as number, places[last] as number];
  }
  const isInOrder = places.every((place, index) => place === index);
  return isInOrder && count > 1 ? [...places.slice(1), places[0] as number] : places;
}
