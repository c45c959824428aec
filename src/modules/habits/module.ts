// Habits, as the app knows them.
import { IconRepeat } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const habitsModule = defineModule({
  name: 'habits',
  innerPlace: { to: '/habits', name: 'Habits', icon: IconRepeat, order: 20 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/habits',
      component: lazyRouteComponent(() => import('./ui/habits-page.tsx'), 'HabitsPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/habits/import',
      component: lazyRouteComponent(() => import('./ui/import/import-page.tsx'), 'HabitImportPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/habits/$habitId',
      component: lazyRouteComponent(() => import('./ui/habit-page.tsx'), 'HabitPage'),
    }),
  ],
  today: {
    name: 'Habits',
    order: 20,
    Content: lazy(async () => ({ default: (await import('./ui/today-card.tsx')).HabitsCard })),
  },
  search: async () => (await import('./search.ts')).habitSearch,
  Runtime: lazy(async () => ({ default: (await import('./ui/reminders-host.tsx')).HabitReminders })),
  commandWords: async () => (await import('./command-words.ts')).habitWords,
  examplePaths: ['/habits/00000000-0000-7000-8000-000000000000'],
});
