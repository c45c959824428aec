// Training: workouts, their exercises and sets, own exercises, imports. The rules are in schema/rules/fitness/.
import { entryCommands } from './fitness/entries.ts';
import { exerciseCommands } from './fitness/exercises.ts';
import { importCommands } from './fitness/import.ts';
import { setCommands } from './fitness/sets.ts';
import { workoutCommands } from './fitness/workouts.ts';

export const fitnessCommands = [
  ...workoutCommands,
  ...entryCommands,
  ...setCommands,
  ...exerciseCommands,
  ...importCommands,
] as const;
