// The commands of focus as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const focusWords = {
  'focus.start': 'Start a focus session',
  'focus.pause': 'Pause a focus session',
  'focus.resume': 'Resume a focus session',
  'focus.extend': 'Extend a focus session',
  'focus.complete': 'Finish a focus session',
  'focus.abandon': 'Abandon a focus session',
  'focus.expire': 'End a forgotten focus session',
  'focus.edit': 'Change a focus session',
  'focus.delete': 'Delete a focus session',
  'focus.log': 'Add a past focus session',
  'focus.retime': 'Change the time of a focus session',
  'focus.merge': 'Merge focus sessions',
  'focus.interrupt': 'Count an interruption',
} satisfies Record<Extract<CommandName, `focus.${string}`>, string>;
