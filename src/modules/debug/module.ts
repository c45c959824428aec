// The details of the sync, as the app knows them.
import { IconBug } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { underRoot } from '#src/routing.ts';
import type { SearchSource } from '#src/search/entries.ts';
import { defineModule } from '../manifest.ts';

const search: SearchSource = {
  pages: (navigate) => [{ id: 'page-debug', label: 'Sync details', icon: IconBug, run: () => void navigate({ to: '/debug' }) }],
};

export const debugModule = defineModule({
  name: 'debug',
  innerPages: [{ to: '/debug', name: 'Sync details' }],
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/debug',
      component: lazyRouteComponent(() => import('./ui/debug-page.tsx'), 'DebugPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/debug/pieces',
      component: lazyRouteComponent(() => import('./ui/gallery-page.tsx'), 'GalleryPage'),
    }),
  ],
  search: () => Promise.resolve(search),
});
