// Every command of habits.
import { ownHabitCommands } from './habits.ts';
import { importCommands } from './import.ts';
import { markCommands } from './marks.ts';
import { pauseCommands } from './pauses.ts';
import { reminderCommands } from './reminders.ts';

export const habitCommands = [
  ...ownHabitCommands,
  ...markCommands,
  ...pauseCommands,
  ...reminderCommands,
  ...importCommands,
] as const;
