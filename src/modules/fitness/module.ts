// Training, as the app knows it.
import { IconBarbell } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { given, underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';
import { useActiveWorkout } from './use-active-workout.ts';

export const fitnessModule = defineModule({
  name: 'fitness',
  place: { to: '/train', name: 'Train', icon: IconBarbell, order: 30 },
  innerPages: [
    { to: '/train/exercises', name: 'Exercises' },
    { to: '/train/routines', name: 'Routines' },
    { to: '/train/programs', name: 'Programs' },
    { to: '/train/muscles', name: 'Muscles by week' },
    { to: '/train/body', name: 'Body and load' },
    { to: '/train/history', name: 'History' },
  ],
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/train',
      component: lazyRouteComponent(() => import('./ui/train/train-page.tsx'), 'TrainPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/session/$id',
      component: lazyRouteComponent(() => import('./ui/session/workout-session-page.tsx'), 'WorkoutSessionPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/exercises',
      component: lazyRouteComponent(() => import('./ui/exercises/exercises-page.tsx'), 'ExercisesPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/exercises/$id',
      component: lazyRouteComponent(() => import('./ui/exercises/exercise-page.tsx'), 'ExercisePage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/history',
      component: lazyRouteComponent(() => import('./ui/history/history-page.tsx'), 'HistoryPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/history/$id',
      component: lazyRouteComponent(() => import('./ui/history/session-page.tsx'), 'SessionPage'),
      /** `edit=1`: a workout that was just entered opens to be filled. */
      validateSearch: (search: Record<string, unknown>) =>
        given({ edit: Number(search['edit']) === 1 ? (1 as const) : undefined }),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/routines',
      component: lazyRouteComponent(() => import('./ui/routines/routines-page.tsx'), 'RoutinesPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/routines/$id',
      component: lazyRouteComponent(() => import('./ui/routines/routine-page.tsx'), 'RoutinePage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/programs',
      component: lazyRouteComponent(() => import('./ui/programs/programs-page.tsx'), 'ProgramsPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/programs/shipped/$id',
      component: lazyRouteComponent(() => import('./ui/programs/shipped-program-page.tsx'), 'ShippedProgramPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/programs/$id',
      component: lazyRouteComponent(() => import('./ui/programs/program-page.tsx'), 'ProgramPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/muscles',
      component: lazyRouteComponent(() => import('./ui/muscles/muscles-page.tsx'), 'MusclesPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/body',
      component: lazyRouteComponent(() => import('./ui/body/body-page.tsx'), 'BodyPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/train/import',
      component: lazyRouteComponent(() => import('./ui/import/import-page.tsx'), 'TrainingImportPage'),
    }),
  ],
  today: {
    name: 'Training',
    order: 30,
    Content: lazy(async () => ({ default: (await import('./ui/train/today-workout-card.tsx')).TodayWorkoutCard })),
  },
  settings: [
    { order: 40, Content: lazy(async () => ({ default: (await import('./ui/settings-section.tsx')).TrainingSettings })) },
  ],
  search: async () => (await import('./search.ts')).fitnessSearch,
  commandWords: async () => (await import('./command-words.ts')).fitnessWords,
  Now: lazy(async () => ({ default: (await import('./ui/session/workout-now.tsx')).WorkoutNow })),
  useIsRunning: () => useActiveWorkout().kind === 'ready',
});
