// All addresses of the app: the modules' routes inside one frame.
import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { rootRoute, underRoot } from '#src/routing.ts';
import { modules } from './modules.ts';
import { BrokenPage, NotFoundPage } from './pages.tsx';
import { Shell } from './shell/shell.tsx';

/** The address of the built file itself, bookmarked or opened from a build's folder, shows Today. */
const indexFileRoute = createRoute({
  getParentRoute: underRoot,
  path: '/index.html',
  beforeLoad: () => {
    throw redirect({ to: '/', replace: true });
  },
});

rootRoute.update({ component: Shell, notFoundComponent: NotFoundPage, errorComponent: BrokenPage });

const routeTree = rootRoute.addChildren([indexFileRoute, ...modules.flatMap(({ routes }): Routes[] => [...routes])]);

type Routes = (typeof modules)[number]['routes'][number];

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Keeps values as text: the default parser would turn a token of digits into a number.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    ).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
