// Assembles the app's providers from the outside in: theme, replica, settings, notifications, routes.
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Replica } from '#src/replica/api.ts';
import { ReplicaProvider } from '#src/replica/public.ts';
import { SettingsProvider, themeStorage } from '#src/modules/settings/public.ts';
import { ModulesProvider } from '#src/modules/manifest.ts';
import { cssVariablesResolver, theme } from '#src/ui/theme.ts';
import { modules } from './modules.ts';
import { router } from './routes.tsx';
import { ThemeColor } from './theme-color.tsx';

// Messages that come before it is loaded are kept and shown then.
const Toasts = lazy(() => import('./toasts.tsx'));
const colorSchemeManager = themeStorage();

export function App({ replica }: { replica: Replica }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <ThemeColor />
      <Suspense>
        <Toasts />
      </Suspense>
      <ReplicaProvider replica={replica}>
        <SettingsProvider>
          <ModulesProvider value={modules}>
            <RouterProvider router={router} />
          </ModulesProvider>
        </SettingsProvider>
      </ReplicaProvider>
    </MantineProvider>
  );
}
