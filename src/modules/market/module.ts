// The market, as the app knows it.
import { IconBuildingStore } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const marketModule = defineModule({
  name: 'market',
  flag: 'market',
  innerPlace: { to: '/market', name: 'Market', icon: IconBuildingStore, order: 65 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/market',
      component: lazyRouteComponent(() => import('./ui/market-page.tsx'), 'MarketPage'),
    }),
  ],
  today: {
    name: 'Market',
    order: 85,
    Content: lazy(async () => ({ default: (await import('./ui/today-card.tsx')).MarketCard })),
  },
  Runtime: lazy(async () => ({ default: (await import('./ui/market-runtime.tsx')).MarketRuntime })),
  search: async () => (await import('./search.ts')).marketSearch,
  commandWords: async () => (await import('./command-words.ts')).marketWords,
});
