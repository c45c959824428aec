// Training: workouts, their exercises and sets, own exercises, imports. The rules are in schema/fitness/rules/.
import { bodyCommands } from './body.ts';
import { entryCommands } from './entries.ts';
import { exerciseCommands } from './exercises.ts';
import { importCommands } from './import.ts';
import { importUndoCommands } from './import-undo.ts';
import { pastWorkoutCommands } from './past-workouts.ts';
import { programCommands } from './programs.ts';
import { progressionCommands } from './progression.ts';
import { restCommands } from './rest.ts';
import { routineCommands } from './routines.ts';
import { setCommands } from './sets.ts';
import { workoutCommands } from './workouts.ts';

export const fitnessCommands = [
  ...workoutCommands,
  ...entryCommands,
  ...setCommands,
  ...restCommands,
  ...exerciseCommands,
  ...importCommands,
  ...importUndoCommands,
  ...pastWorkoutCommands,
  ...routineCommands,
  ...programCommands,
  ...progressionCommands,
  ...bodyCommands,
] as const;
