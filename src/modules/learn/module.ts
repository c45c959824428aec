// Learn, as the app knows it: a room of the Studio, cards on Today.
import { IconSchool } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const learnModule = defineModule({
  name: 'learn',
  rooms: [{ of: '/studio', to: '/studio/learn', name: 'Learn', icon: IconSchool, order: 50 }],
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/learn',
      component: lazyRouteComponent(() => import('./ui/topics/learn-page.tsx'), 'LearnPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/learn/lesson/$key',
      component: lazyRouteComponent(() => import('./ui/lesson/lesson-page.tsx'), 'LessonPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/learn/drill/$key',
      component: lazyRouteComponent(() => import('./ui/drill/drill-page.tsx'), 'DrillPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/learn/review',
      component: lazyRouteComponent(() => import('./ui/review/review-page.tsx'), 'ReviewPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/learn/statistics',
      component: lazyRouteComponent(() => import('./ui/review/statistics-page.tsx'), 'StatisticsPage'),
    }),
  ],
  today: {
    name: 'Learn',
    order: 70,
    Content: lazy(async () => ({ default: (await import('./ui/today-card.tsx')).LearnCard })),
  },
  settings: [
    {
      order: 45,
      Content: lazy(async () => ({ default: (await import('./ui/settings-section.tsx')).LearnSettings })),
    },
  ],
  search: async () => (await import('./search.ts')).learnSearch,
  commandWords: async () => (await import('./command-words.ts')).learnWords,
  examplePaths: ['/studio/learn/lesson/no-such-lesson', '/studio/learn/drill/no-such-drill'],
});
