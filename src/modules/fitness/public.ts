// What other modules and src/app may use of training.
import { lazy } from 'react';

export { useActiveWorkout } from './use-active-workout.ts';
export { exerciseNames, recentSessions } from './queries.ts';
export { TodayWorkoutCard } from './ui/today-workout-card.tsx';

export const TrainPage = lazy(async () => ({ default: (await import('./ui/train-page.tsx')).TrainPage }));
export const WorkoutSessionPage = lazy(async () => ({
  default: (await import('./ui/workout-session-page.tsx')).WorkoutSessionPage,
}));
export const SessionPage = lazy(async () => ({ default: (await import('./ui/session-page.tsx')).SessionPage }));
export const ExercisesPage = lazy(async () => ({ default: (await import('./ui/exercises-page.tsx')).ExercisesPage }));
export const ExercisePage = lazy(async () => ({ default: (await import('./ui/exercise-page.tsx')).ExercisePage }));
export const HistoryPage = lazy(async () => ({ default: (await import('./ui/history-page.tsx')).HistoryPage }));
export const ImportPage = lazy(async () => ({ default: (await import('./ui/import-page.tsx')).ImportPage }));
