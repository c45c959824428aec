// What a question must have so that it can be asked and marked. Held for the shipped lessons and for what an admin writes.
import type { Question } from './quiz.ts';

export const quizLimits = { questions: 12, choices: 8, items: 10, ask: 600, text: 300, why: 1_200, unit: 20, key: 60 } as const;

/** Never changes: cards and answers refer to it. */
export const QUESTION_KEY = /^[a-z][a-z0-9-]*$/;

export const QUESTION_KINDS = ['single', 'multiple', 'order', 'number'] as const satisfies readonly Question['kind'][];

const hasRepeated = (texts: readonly string[]): boolean => new Set(texts).size < texts.length;

/** In words; null where nothing is wrong. */
export function whatIsWrong(question: Question): string | null {
  switch (question.kind) {
    case 'single':
    case 'multiple': {
      const right = question.choices.filter(({ isRight }) => isRight === true).length;
      if (question.kind === 'single' && right !== 1) return 'Mark one answer as right.';
      if (question.kind === 'multiple' && right < 2) return 'Mark at least two answers as right.';
      // With nothing wrong to choose there is nothing to decide.
      if (right === question.choices.length) return 'At least one answer must be wrong.';
      return hasRepeated(question.choices.map(({ text }) => text)) ? 'Two answers are the same.' : null;
    }
    case 'order':
      if (question.items.length < 3) return 'An order needs at least three entries.';
      return hasRepeated(question.items) ? 'Two entries are the same.' : null;
    case 'number':
      return question.within < 0 ? 'The tolerance cannot be below zero.' : null;
  }
}
