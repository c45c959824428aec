// Every command of books.
import { ownBookCommands } from './books.ts';
import { importCommands } from './import.ts';
import { noteCommands } from './notes.ts';
import { readingCommands } from './readings.ts';
import { sessionCommands } from './sessions.ts';

export const bookCommands = [
  ...ownBookCommands,
  ...readingCommands,
  ...sessionCommands,
  ...noteCommands,
  ...importCommands,
] as const;
