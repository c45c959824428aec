// Progress, as the app knows it.
import { IconTrophy } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const progressModule = defineModule({
  name: 'progress',
  innerPlace: { to: '/profile', name: 'Profile', icon: IconTrophy, order: 70 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/profile',
      component: lazyRouteComponent(() => import('./ui/profile-page.tsx'), 'ProfilePage'),
    }),
  ],
  today: {
    name: 'Level',
    order: 90,
    Content: lazy(async () => ({ default: (await import('./ui/standing-card.tsx')).StandingCard })),
  },
  Runtime: lazy(async () => ({ default: (await import('./ui/reward-moments.tsx')).RewardMoments })),
});
