// The commands of goals as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const goalWords = {
  'goal.add': 'Add a goal',
  'goal.edit': 'Change a goal',
  'goal.setStatus': 'Change the status of a goal',
  'goal.reorder': 'Change the order of goals',
  'goal.delete': 'Delete a goal',
  'goal.update': 'Enter a value for a goal',
  'goal.deleteUpdate': 'Delete a value from a goal',
  'milestone.add': 'Add a milestone',
  'milestone.edit': 'Change a milestone',
  'milestone.complete': 'Complete a milestone',
  'milestone.reorder': 'Change the order of milestones',
  'milestone.delete': 'Delete a milestone',
} satisfies Record<Extract<CommandName, `goal.${string}` | `milestone.${string}`>, string>;
