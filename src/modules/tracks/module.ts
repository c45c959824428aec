// The tracks, as the app knows them: the Studio's first page.
import { IconHeadphones } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { given, textParam, underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const tracksModule = defineModule({
  name: 'tracks',
  rooms: [{ of: '/studio', to: '/studio', name: 'Tracks', icon: IconHeadphones, order: 10 }],
  place: { to: '/studio', name: 'Studio', icon: IconHeadphones, order: 40 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/studio',
      component: lazyRouteComponent(() => import('./ui/list/studio-place.tsx'), 'StudioPlace'),
      /** `1` comes from the service worker, which keeps what the share sheet sent; `missed` from the server, which cannot. */
      validateSearch: ({ shared }: Record<string, unknown>) =>
        given({ shared: shared === 'missed' ? ('missed' as const) : Number(shared) === 1 ? (1 as const) : undefined }),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/track/$id',
      component: lazyRouteComponent(() => import('./ui/track/track-page.tsx'), 'TrackPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/studio/compare',
      validateSearch: ({ a, b }: Record<string, unknown>) => given({ a: textParam(a), b: textParam(b) }),
      component: lazyRouteComponent(() => import('./ui/compare/compare-place.tsx'), 'ComparePlace'),
    }),
  ],
  search: async () => (await import('./search.ts')).tracksSearch,
  commandWords: async () => (await import('./command-words.ts')).trackWords,
  Runtime: lazy(async () => ({ default: (await import('./ui/studio-runtime.tsx')).StudioRuntime })),
  Now: lazy(async () => ({ default: (await import('./ui/track-now.tsx')).TrackNow })),
  examplePaths: ['/studio/track/00000000-0000-7000-8000-000000000000', '/studio?shared=missed'],
});
