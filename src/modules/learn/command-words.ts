// The commands of learn as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const learnWords = {
  'learn.read': 'Remember how far a lesson was read',
  'learn.answerQuiz': 'Answer a quiz',
  'learn.keepCard': 'Keep a card for review',
  'learn.putCardAside': 'Put a card aside',
  'learn.review': 'Review a card',
  'learn.undoReview': 'Take a review back',
} satisfies Record<Extract<CommandName, `learn.${string}`>, string>;
