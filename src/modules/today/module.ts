// Today, as the app knows it.
import { IconSun } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const todayModule = defineModule({
  name: 'today',
  place: { to: '/', name: 'Today', icon: IconSun, order: 10 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/',
      component: lazyRouteComponent(() => import('./ui/today-page.tsx'), 'TodayPage'),
    }),
  ],
});
