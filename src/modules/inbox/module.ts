// The inbox, as the app knows it: the first page of the Library, and what the capture button opens.
import { IconBook2, IconInbox } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { given, textParam, underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';
import { openCapture } from './store.ts';
import { CaptureHost } from './ui/capture-host.tsx';

export const inboxModule = defineModule({
  name: 'inbox',
  rooms: [{ of: '/library', to: '/library', name: 'Inbox', icon: IconInbox, order: 10 }],
  place: { to: '/library', name: 'Library', icon: IconBook2, order: 50 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/library',
      component: lazyRouteComponent(() => import('./ui/library-page.tsx'), 'LibraryPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/capture',
      /** The share sheet sends words; `shared` says that it sent files. */
      validateSearch: ({ title, text, url, shared }: Record<string, unknown>) =>
        given({
          title: textParam(title),
          text: textParam(text),
          url: textParam(url),
          shared: shared === 1 ? (1 as const) : undefined,
        }),
      component: lazyRouteComponent(() => import('./ui/capture-page.tsx'), 'CapturePage'),
    }),
  ],
  today: {
    name: 'Inbox',
    order: 80,
    Content: lazy(async () => ({ default: (await import('./ui/today-card.tsx')).InboxCard })),
  },
  search: async () => (await import('./search.ts')).inboxSearch,
  capture: openCapture,
  shortcuts: [{ keys: 'c', name: 'Capture something', run: openCapture, opensField: true }],
  Runtime: CaptureHost,
  commandWords: async () => (await import('./command-words.ts')).inboxWords,
});
