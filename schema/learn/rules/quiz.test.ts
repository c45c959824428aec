import { expect, test } from 'vitest';
import { isAnsweredRight, isPassed, markQuiz, rightAnswer, shuffledPlaces, type Question } from './quiz.ts';

const single: Question = {
  key: 'single',
  kind: 'single',
  ask: 'Which?',
  choices: [
    { text: 'this', why: '' },
    { text: 'that', isRight: true, why: '' },
  ],
};
const multiple: Question = {
  key: 'multiple',
  kind: 'multiple',
  ask: 'Which of these?',
  choices: [
    { text: 'a', isRight: true, why: '' },
    { text: 'b', why: '' },
    { text: 'c', isRight: true, why: '' },
  ],
};
const order: Question = { key: 'order', kind: 'order', ask: 'In which order?', items: ['first', 'second', 'third'], why: '' };
const number: Question = { key: 'number', kind: 'number', ask: 'How much?', answer: 6, within: 0.5, unit: 'dB', why: '' };
const quiz = { questions: [single, multiple, order, number] };

test('the right answers are marked right, in any order where order does not matter', () => {
  for (const question of quiz.questions) expect(isAnsweredRight(question, rightAnswer(question))).toBe(true);
  expect(isAnsweredRight(multiple, [2, 0])).toBe(true);
  expect(isAnsweredRight(number, [6.5])).toBe(true);
});

test('half of several right choices, a wrong order, a far number and no answer are wrong', () => {
  expect(isAnsweredRight(multiple, [0])).toBe(false);
  expect(isAnsweredRight(multiple, [0, 1, 2])).toBe(false);
  expect(isAnsweredRight(order, [0, 2, 1])).toBe(false);
  expect(isAnsweredRight(number, [7])).toBe(false);
  expect(isAnsweredRight(single, undefined)).toBe(false);
  expect(isAnsweredRight(number, [])).toBe(false);
});

test('a quiz is passed at seven in ten, and names its mistakes', () => {
  const marked = markQuiz(quiz, { single: [1], multiple: [0, 2], order: [0, 1, 2], number: [1] });
  expect(marked).toEqual({ rightCount: 3, questionCount: 4, percent: 75, mistakes: ['number'] });
  expect(isPassed(marked)).toBe(true);
  expect(isPassed(markQuiz(quiz, { single: [1], order: [0, 1, 2] }))).toBe(false);
});

test('items to be ordered are never offered in their right order, and always in the same one', () => {
  for (let count = 2; count <= 8; count++) {
    for (let key = 0; key < 50; key++) {
      const places = shuffledPlaces(`question ${key}`, count);
      expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, place) => place));
      expect(places).not.toEqual([...places].sort((a, b) => a - b));
      expect(places).toEqual(shuffledPlaces(`question ${key}`, count));
    }
  }
});
