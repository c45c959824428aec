// Accounts, as the app knows them.
import { IconUserCircle } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { given, textParam, underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const accountsModule = defineModule({
  name: 'accounts',
  Runtime: lazy(async () => ({ default: (await import('./ui/account-runtime.tsx')).AccountRuntime })),
  innerPlace: { to: '/account', name: 'Account', icon: IconUserCircle, order: 90 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/account',
      validateSearch: ({ linked, problem }: Record<string, unknown>) =>
        given({ linked: textParam(linked), problem: textParam(problem) }),
      component: lazyRouteComponent(() => import('./ui/account-page.tsx'), 'AccountPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/sign-in',
      validateSearch: ({ token, ticket, problem, ...more }: Record<string, unknown>) =>
        given({
          token: textParam(token),
          ticket: textParam(ticket),
          problem: textParam(problem),
          return: textParam(more['return']),
        }),
      component: lazyRouteComponent(() => import('./ui/sign-in-page.tsx'), 'SignInPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/sign-in/device',
      component: lazyRouteComponent(() => import('./ui/device-code-page.tsx'), 'DeviceCodePage'),
    }),
  ],
});
