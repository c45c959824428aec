// Every command of books.
import { ownBookCommands } from './books.ts';
import { importBooks } from './import.ts';
import { undoImport } from './import-undo.ts';
import { noteCommands } from './notes.ts';
import { readingCommands } from './readings.ts';
import { sessionCommands } from './sessions.ts';

export const bookCommands = [
  ...ownBookCommands,
  ...readingCommands,
  ...sessionCommands,
  ...noteCommands,
  importBooks,
  undoImport,
] as const;
