// Focus, as the app knows it.
import { IconTargetArrow } from '@tabler/icons-react';
import { createRoute } from '@tanstack/react-router';
import { lazy } from 'react';
import { given, underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';
import { FocusCard } from './ui/focus-card.tsx';
import { FocusPlace } from './ui/focus-place.tsx';
import { FocusRuntime } from './ui/focus-runtime.tsx';
import { useActiveFocus } from './use-active-focus.ts';

export const focusModule = defineModule({
  name: 'focus',
  place: { to: '/focus', name: 'Focus', icon: IconTargetArrow, order: 20 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/focus',
      // Not lazy, unlike other pages: a timer that runs is there with the first paint.
      component: FocusPlace,
      /** `start=1` comes from the app shortcut and the search: the page starts a session at once. */
      validateSearch: (search: Record<string, unknown>) =>
        given({ start: Number(search['start']) === 1 ? (1 as const) : undefined }),
    }),
  ],
  today: { name: 'Now', order: 10, Content: FocusCard },
  settings: [{ order: 30, Content: lazy(async () => ({ default: (await import('./ui/settings-section.tsx')).FocusSettings })) }],
  search: async () => (await import('./search.ts')).focusSearch,
  commandWords: async () => (await import('./command-words.ts')).focusWords,
  Runtime: FocusRuntime,
  Now: lazy(async () => ({ default: (await import('./ui/focus-now.tsx')).FocusNow })),
  useIsRunning: () => useActiveFocus() !== null,
});
