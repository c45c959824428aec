// Every command of notes: ideas, entries of the infobase, and references.
import { besideCommands } from './beside.ts';
import { labelCommands } from './labels.ts';
import { ownNoteCommands } from './notes.ts';

export const notesCommands = [...ownNoteCommands, ...labelCommands, ...besideCommands] as const;
