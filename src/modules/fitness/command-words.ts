// The commands of training as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const fitnessWords = {
  'exercise.create': 'Make an exercise',
  'exercise.update': 'Change an exercise',
  'set.log': 'Log a set',
  'set.update': 'Change a set',
  'set.rest': 'Change the rest after a set',
  'set.delete': 'Delete a set',
  'workout.start': 'Start a workout',
  'workout.finish': 'Finish a workout',
  'workout.discard': 'Discard a workout',
  'workout.edit': 'Change a workout',
  'workout.delete': 'Delete a workout',
  'workout.addExercise': 'Add an exercise to a workout',
  'workout.removeExercise': 'Take an exercise out of a workout',
  'workout.swapExercise': 'Swap an exercise of a workout',
  'workout.reorderExercises': 'Reorder the exercises of a workout',
  'workout.annotateExercise': 'Write a note on an exercise',
  'workout.import': 'Import a workout',
  'workout.importFrom': 'Import workouts',
  'workout.import_many': 'Import workouts',
  'workout.undoImport': 'Take an import back',
} satisfies Record<Extract<CommandName, `${'exercise' | 'set' | 'workout'}.${string}`>, string>;
