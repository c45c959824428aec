// What every lesson must have. The facts are checked by reading; this holds the form.
import { describe, expect, test } from 'vitest';
import { textParts } from '../rules/figures.ts';
import { QUESTION_KEY, whatIsWrong } from '../rules/quiz-form.ts';
import { isAnsweredRight, rightAnswer, type Question } from '../rules/quiz.ts';
import { wordCount } from './lesson.ts';
import { lessons } from './lessons/index.ts';
import { topics } from './topics.ts';

const KEY = /^[a-z][a-z0-9-]*$/;
const WORDS = { min: 400, max: 900 };
const QUESTIONS = { min: 4, max: 8 };

const byKey = lessons.map((lesson) => [lesson.key, lesson] as const);
const repeated = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);

test('keys of topics and lessons are unique, and every topic has lessons', () => {
  expect(repeated(topics.map(({ key }) => key))).toEqual([]);
  expect(repeated(lessons.map(({ key }) => key))).toEqual([]);
  const empty = topics.filter(({ key }) => !lessons.some(({ topic }) => topic === key)).map(({ key }) => key);
  expect(empty).toEqual([]);
});

describe.each(byKey)('%s', (key, lesson) => {
  test('has a key, a topic, a title, a sentence of what it is for, and named sources', () => {
    expect(key).toMatch(KEY);
    expect(topics.map((topic) => topic.key as string)).toContain(lesson.topic);
    expect(lesson.title.length).toBeGreaterThan(3);
    expect(lesson.description).toMatch(/\.$/);
    expect(lesson.sources.length).toBeGreaterThanOrEqual(2);
    // Standards name no person, but all name a year.
    for (const { text, url } of lesson.sources) {
      expect(text).toMatch(/\b(1[89]|20)\d\d\b/);
      if (url !== undefined) expect(url).toMatch(/^https:\/\//);
    }
  });

  test('is between 400 and 900 words', () => {
    const words = wordCount(lesson.text);
    expect(words).toBeGreaterThanOrEqual(WORDS.min);
    expect(words).toBeLessThanOrEqual(WORDS.max);
  });

  test('shows each of its figures once, and no other', () => {
    const shown = textParts(lesson.text).flatMap((part) => (part.kind === 'figure' ? [part.name] : []));
    expect([...shown].sort()).toEqual(Object.keys(lesson.figures).sort());
    expect(lesson.text.replaceAll(/^\{\{.*\}\}$/gm, '')).not.toContain('{{');
  });

  test('has four to eight questions with keys of their own', () => {
    expect(lesson.quiz.length).toBeGreaterThanOrEqual(QUESTIONS.min);
    expect(lesson.quiz.length).toBeLessThanOrEqual(QUESTIONS.max);
    expect(repeated(lesson.quiz.map((question) => question.key))).toEqual([]);
    for (const question of lesson.quiz) expect(question.key).toMatch(QUESTION_KEY);
  });

  test.each(lesson.quiz.map((question) => [question.key, question] as const))(
    'question %s can be answered, and says why',
    (_key, question) => {
      expect(isAnsweredRight(question, rightAnswer(question))).toBe(true);
      checkQuestion(question);
    },
  );
});

function checkQuestion(question: Question): void {
  expect(whatIsWrong(question)).toBeNull();
  expect(question.ask).toMatch(/[?.]$/);
  const reasons = 'choices' in question ? question.choices.map(({ why }) => why) : [question.why];
  for (const why of reasons) expect(why).toMatch(/\.$/);
  if (question.kind === 'number') expect(isAnsweredRight(question, [question.answer + question.within * 2 + 1])).toBe(false);
}
