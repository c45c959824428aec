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
  'habit.editPause': 'Change a pause of habits',
  'habit.deletePause': 'Delete a pause of habits',
  'habit.remind': 'Remind of a habit',
  'habit.snooze': 'Put off the reminder of a habit',
  'habit.import': 'Import habits',
  'habit.undoImport': 'Take back an import of habits',
} satisfies Record<Extract<CommandName, `habit.${string}`>, string>;
