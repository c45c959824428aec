// The commands of notes as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const notesWords = {
  'notes.add': 'Add a note',
  'notes.edit': 'Change a note',
  'notes.tick': 'Tick a task of a note',
  'notes.mark': 'Mark notes',
  'notes.erase': 'Delete notes for good',
  'notes.renameTag': 'Rename a tag',
  'notes.attach': 'Add a file to a note',
  'notes.detach': 'Remove a file from a note',
  'notes.useVersion': 'Use another version of a text',
  'notes.dropVersion': 'Drop a version of a text',
  'notes.keepVersion': 'Keep a version of a text',
  'notes.import': 'Import notes',
  'notes.fetched': 'Save what the server found at an address',
} satisfies Record<Extract<CommandName, `notes.${string}`>, string>;
