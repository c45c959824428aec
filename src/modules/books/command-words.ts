// The commands of books as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const bookWords = {
  'book.add': 'Add a book',
  'book.edit': 'Change a book',
  'book.delete': 'Delete a book',
  'book.renameLabel': 'Rename a tag or shelf',
  'book.setGoal': 'Set a reading goal',
  'book.setStatus': 'Change the status of a book',
  'book.addReading': 'Add an earlier reading',
  'book.editReading': 'Change a reading',
  'book.deleteReading': 'Delete a reading',
  'book.read': 'Log reading',
  'book.editSession': 'Change a reading session',
  'book.deleteSession': 'Delete a reading session',
  'book.startTimer': 'Start the reading timer',
  'book.pauseTimer': 'Pause the reading timer',
  'book.resumeTimer': 'Resume the reading timer',
  'book.stopTimer': 'Stop the reading timer',
  'book.discardTimer': 'Discard the reading timer',
  'book.addNote': 'Add a quote or note',
  'book.editNote': 'Change a quote or note',
  'book.deleteNote': 'Delete a quote or note',
  'book.import': 'Import books',
  'book.undoImport': 'Undo a book import',
} satisfies Record<Extract<CommandName, `book.${string}`>, string>;
