// Quests, as the app knows them.
import { IconMap } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const questsModule = defineModule({
  name: 'quests',
  innerPlace: { to: '/quests', name: 'Quests', icon: IconMap, order: 60 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/quests',
      component: lazyRouteComponent(() => import('./ui/quests-page.tsx'), 'QuestsPage'),
    }),
  ],
  today: {
    name: 'Quests',
    order: 80,
    Content: lazy(async () => ({ default: (await import('./ui/today-card.tsx')).QuestsCard })),
  },
  search: async () => (await import('./search.ts')).questsSearch,
  commandWords: async () => (await import('./command-words.ts')).questsWords,
});
