// Planning, as the app knows it: the calendar, the plan of a day, the review of a week, templates.
import { IconCalendar } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const planningModule = defineModule({
  name: 'planning',
  innerPlace: { to: '/plan', name: 'Plan', icon: IconCalendar, order: 10 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/plan',
      component: lazyRouteComponent(() => import('./ui/calendar/calendar-page.tsx'), 'CalendarPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/plan/event/$eventId',
      component: lazyRouteComponent(() => import('./ui/event/event-page.tsx'), 'EventPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/plan/day',
      component: lazyRouteComponent(() => import('./ui/day/day-page.tsx'), 'DayPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/plan/week',
      component: lazyRouteComponent(() => import('./ui/week/week-page.tsx'), 'WeekPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/plan/templates',
      component: lazyRouteComponent(() => import('./ui/templates/templates-page.tsx'), 'TemplatesPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/plan/import',
      component: lazyRouteComponent(() => import('./ui/import/import-page.tsx'), 'CalendarImportPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/plan/address',
      component: lazyRouteComponent(() => import('./ui/share/share-page.tsx'), 'SharePage'),
    }),
  ],
  innerPages: [{ to: '/plan', name: 'Plan' }],
  today: {
    name: 'Plan',
    order: 15,
    Content: lazy(async () => ({ default: (await import('./ui/today-card.tsx')).PlanCard })),
  },
  search: async () => (await import('./search.ts')).planningSearch,
  Runtime: lazy(async () => ({ default: (await import('./ui/reminders-host.tsx')).EventReminders })),
  commandWords: async () => (await import('./command-words.ts')).planningWords,
  examplePaths: ['/plan/event/00000000-0000-7000-8000-000000000000'],
});
