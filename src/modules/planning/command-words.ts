// The commands of planning as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const planningWords = {
  'event.add': 'Add an event',
  'event.edit': 'Change an event',
  'event.delete': 'Delete an event',
  'event.putBack': 'Take a change of events back',
  'event.moveMany': 'Move events',
  'event.complete': 'Complete an event',
  'event.remind': 'Send an event reminder',
  'event.snooze': 'Snooze an event reminder',
  'event.import': 'Import events',
  'event.undoImport': 'Undo an import of events',
  'plan.add': 'Add to the plan of a day',
  'plan.edit': 'Change an item of a plan',
  'plan.remove': 'Remove an item from a plan',
  'plan.order': 'Change the order of a plan',
  'plan.box': 'Plan the hours of a day',
  'plan.carry': 'Carry items over',
  'plan.open': 'Start a day',
  'plan.close': 'Close a day',
  'plan.note': 'Save the note of a day',
  'plan.reviewWeek': 'Save the review of a week',
  'template.add': 'Add a template',
  'template.edit': 'Change a template',
  'template.delete': 'Delete a template',
  'template.use': 'Use a template',
} satisfies Record<Extract<CommandName, `event.${string}` | `plan.${string}` | `template.${string}`>, string>;
