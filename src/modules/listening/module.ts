// Listening, as the app knows it: a room of the Studio.
import { IconEar } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const listeningModule = defineModule({
  name: 'listening',
  flag: 'listening',
  rooms: [{ of: '/studio', to: '/studio/listening', name: 'Listening', icon: IconEar, order: 30 }],
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/listening',
      component: lazyRouteComponent(() => import('./ui/listening-page.tsx'), 'ListeningPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/listening/session/$id',
      component: lazyRouteComponent(() => import('./ui/session-page.tsx'), 'SessionPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/listening/prompts',
      component: lazyRouteComponent(() => import('./ui/prompts-page.tsx'), 'PromptsPage'),
    }),
  ],
  search: async () => (await import('./search.ts')).listeningSearch,
  commandWords: async () => (await import('./command-words.ts')).listeningWords,
  examplePaths: ['/studio/listening/session/00000000-0000-7000-8000-000000000000', '/studio/listening/prompts'],
});
