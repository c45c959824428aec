// Every command of planning.
import { doingCommands } from './doing.ts';
import { ownEventCommands } from './events.ts';
import { importCommands } from './import.ts';
import { planCommands } from './plan.ts';
import { templateCommands } from './templates.ts';

export const planningCommands = [
  ...ownEventCommands,
  ...doingCommands,
  ...importCommands,
  ...planCommands,
  ...templateCommands,
] as const;
