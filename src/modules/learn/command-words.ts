// The commands of learn as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const learnWords = {
  'learn.read': 'Save your place in a lesson',
  'learn.answerQuiz': 'Answer a quiz',
  'learn.keepCard': 'Add a review card',
  'learn.putCardAside': 'Put a card aside',
  'learn.review': 'Review a card',
  'learn.undoReview': 'Undo a review',
  'learn.finishDrill': 'Save a drill session',
} satisfies Record<Extract<CommandName, `learn.${string}`>, string>;
