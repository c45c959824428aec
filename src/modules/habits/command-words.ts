// The commands of habits as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const habitWords = {
  'habit.add': 'Add a habit',
  'habit.edit': 'Change a habit',
  'habit.archive': 'Archive a habit',
  'habit.reorder': 'Change the order of habits',
  'habit.delete': 'Delete a habit',
  'habit.mark': 'Mark a day of a habit',
  'habit.pause': 'Pause habits',
  'habit.editPause': 'Change a habit pause',
  'habit.deletePause': 'Delete a habit pause',
  'habit.remind': 'Send a habit reminder',
  'habit.snooze': 'Snooze a habit reminder',
  'habit.import': 'Import habits',
  'habit.undoImport': 'Undo a habit import',
} satisfies Record<Extract<CommandName, `habit.${string}`>, string>;
