// The commands of training as sentences: a refusal says them.
import type { CommandName } from '#schema/commands.ts';

export const fitnessWords = {
  'exercise.create': 'Create an exercise',
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
  'workout.removeExercise': 'Remove an exercise from a workout',
  'workout.swapExercise': 'Swap an exercise in a workout',
  'workout.reorderExercises': 'Reorder the exercises in a workout',
  'workout.annotateExercise': 'Add a note to an exercise',
  'workout.import': 'Import a workout',
  'workout.importFrom': 'Import workouts',
  'workout.import_many': 'Import workouts',
  'workout.undoImport': 'Undo an import',
  'workout.log': 'Add a past workout',
  'workout.move': 'Change the time of a workout',
} satisfies Record<Extract<CommandName, `${'exercise' | 'set' | 'workout'}.${string}`>, string>;
