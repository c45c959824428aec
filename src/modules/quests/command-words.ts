// The commands of quests as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const questsWords = {
  'quests.accept': 'Accept a quest',
  'quests.abandon': 'Give up a quest',
  'quests.claim': 'Claim a quest’s reward',
  'quests.create': 'Add a quest of your own',
  'quests.edit': 'Change a quest of your own',
  'quests.delete': 'Delete a quest of your own',
  'quests.complete': 'Complete a quest of your own',
  'quests.reopen': 'Reopen a quest of your own',
} satisfies Record<Extract<CommandName, `quests.${string}`>, string>;
