// Every command of listening.
import { promptCommands } from './prompts.ts';
import { sessionCommands } from './sessions.ts';

export const listeningCommands = [...sessionCommands, ...promptCommands] as const;
