// What the screens ask of fitness, for the bench.
import { addDays } from '#schema/day.ts';
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay, oneOf, mostUsed }) => {
  const session = await oneOf('workout_sessions');
  const exercises = await mostUsed('exercise_sets', 'exercise_id', 6);
  const [exercise = ''] = exercises;
  const [routine, program, template] = [
    await oneOf('workouts'),
    await oneOf('training_programs'),
    await oneOf('program_templates'),
  ];
  return {
    Today: {
      activeWorkout: queries.activeWorkout(),
      recentSessions: queries.recentSessions(1),
      activeProgram: queries.activeProgram(),
      programDays: queries.programDays(program),
    },
    Routines: {
      routines: queries.routines(),
      routineById: queries.routineById(routine),
      sectionsOfRoutine: queries.sectionsOfRoutine(routine),
      exercisesOfRoutines: queries.exercisesOfRoutines([routine]),
      exercisePreferences: queries.exercisePreferences(),
      estimatedMaxes: queries.estimatedMaxes(exercises),
    },
    Programs: {
      programTemplates: queries.programTemplates(),
      programTemplate: queries.programTemplate(template),
      programs: queries.programs(),
      programById: queries.programById(program),
    },
    Train: {
      recentSessions: queries.recentSessions(5),
      volumeByDay: queries.volumeByDay(addDays(lastDay, -84)),
      'trainedExercises, of a week': queries.trainedExercises(addDays(lastDay, -6), addDays(lastDay, 1)),
    },
    Muscles: { trainedExercises: queries.trainedExercises(addDays(lastDay, -83), addDays(lastDay, 1)) },
    'Body and load': {
      loadsSince: queries.loadsSince(addDays(lastDay, -118)),
      bodyMeasures: queries.bodyMeasures('weight'),
    },
    'Training history': {
      'sessionsBetween, of a year': queries.sessionsBetween(addDays(lastDay, -365), lastDay),
      searchedSessions: queries.searchedSessions('squat'),
      trainedSpan: queries.trainedSpan(),
    },
    Files: {
      sessionStarts: queries.sessionStarts(),
      sessionsForExport: queries.sessionsForExport(),
      setsForExport: queries.setsForExport(),
    },
    'A workout': {
      sessionById: queries.sessionById(session),
      setsOfSession: queries.setsOfSession(session),
      previousSets: queries.previousSets(exercises, session),
      recordsOfSession: queries.recordsOfSession(session),
      sessionsOfWorkouts: queries.sessionsOfWorkouts([routine], 12),
      workingSets: queries.workingSets([session]),
      workoutsBeside: queries.workoutsBeside(routine),
      answersOfSession: queries.answersOfSession(session),
    },
    Exercises: {
      exerciseNames: queries.exerciseNames(),
      exerciseUse: queries.exerciseUse(),
      importedSessions: queries.importedSessions(),
    },
    'An exercise': {
      exerciseById: queries.exerciseById(exercise),
      setsOfExercise: queries.setsOfExercise(exercise),
      standingRecords: queries.standingRecords(exercise),
    },
    Search: {
      exerciseNames: queries.exerciseNames(),
      exerciseUse: queries.exerciseUse(),
    },
  };
};
