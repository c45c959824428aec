// Focus music, as the app knows it.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const musicModule = defineModule({
  name: 'music',
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/focus/music',
      component: lazyRouteComponent(() => import('./ui/music-page.tsx'), 'MusicPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/focus/music/library/$id',
      component: lazyRouteComponent(() => import('./ui/library-page.tsx'), 'LibraryPage'),
    }),
  ],
  innerPages: [{ to: '/focus/music', name: 'Music' }],
  search: async () => (await import('./search.ts')).musicSearch,
  commandWords: async () => (await import('./command-words.ts')).musicWords,
  Runtime: lazy(async () => ({ default: (await import('./ui/music-runtime.tsx')).MusicRuntime })),
  Now: lazy(async () => ({ default: (await import('./ui/music-now.tsx')).MusicNow })),
  examplePaths: ['/focus/music/library/00000000-0000-7000-8000-000000000000'],
});
