// The commands of feedback as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const feedbackWords = {
  'feedback.send': 'Send feedback',
  'feedback.seen': 'Mark an answer as read',
  'feedback.delete': 'Delete feedback',
} satisfies Record<Extract<CommandName, `feedback.${string}`>, string>;
