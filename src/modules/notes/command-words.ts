// The commands of notes as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const notesWords = {
  'notes.add': 'Add to notes',
  'notes.edit': 'Change notes',
  'notes.delete': 'Delete from notes',
} satisfies Record<Extract<CommandName, `notes.${string}`>, string>;
