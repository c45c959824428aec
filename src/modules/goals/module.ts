// Goals, as the app knows them.
import { IconTarget } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const goalsModule = defineModule({
  name: 'goals',
  innerPlace: { to: '/goals', name: 'Goals', icon: IconTarget, order: 25 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/goals',
      component: lazyRouteComponent(() => import('./ui/goals-page.tsx'), 'GoalsPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/goals/$goalId',
      component: lazyRouteComponent(() => import('./ui/goal-page.tsx'), 'GoalPage'),
    }),
  ],
  search: async () => (await import('./search.ts')).goalSearch,
  commandWords: async () => (await import('./command-words.ts')).goalWords,
  examplePaths: ['/goals/00000000-0000-7000-8000-000000000000'],
});
