// The settings, as the app knows them.
import { IconSettings } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';
import { showKeys } from './keys-store.ts';

export const settingsModule = defineModule({
  name: 'settings',
  innerPlace: { to: '/settings', name: 'Settings', icon: IconSettings, order: 80 },
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/settings',
      component: lazyRouteComponent(() => import('./ui/settings-page.tsx'), 'SettingsPage'),
    }),
  ],
  settings: [
    { order: 10, Content: lazy(async () => ({ default: (await import('./ui/appearance-section.tsx')).AppearanceSection })) },
    { order: 20, Content: lazy(async () => ({ default: (await import('./ui/day-section.tsx')).DaySection })) },
    { order: 22, Content: lazy(async () => ({ default: (await import('./ui/modules-section.tsx')).ModulesSection })) },
    { order: 70, Content: lazy(async () => ({ default: (await import('./ui/alerts-section.tsx')).AlertsSection })) },
    { order: 99, Content: lazy(async () => ({ default: (await import('./ui/about-section.tsx')).AboutSection })) },
  ],
  shortcuts: [{ keys: 'shift+?', name: 'Show all keys', run: showKeys }],
  Runtime: lazy(async () => ({ default: (await import('./ui/runtime.tsx')).SettingsRuntime })),
  search: async () => (await import('./search.ts')).settingsSearch,
  commandWords: async () => (await import('./command-words.ts')).settingsWords,
});
