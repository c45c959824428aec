// Every command of notes: ideas, entries of the infobase, and references.
import { besideCommands } from './beside.ts';
import { importCommands } from './import.ts';
import { labelCommands } from './labels.ts';
import { ownNoteCommands } from './notes.ts';

export const notesCommands = [...ownNoteCommands, ...labelCommands, ...besideCommands, ...importCommands] as const;
