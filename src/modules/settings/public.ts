// What other modules and src/app may use of the settings.
import { lazy } from 'react';

export { themeStorage } from './color-scheme.ts';
export { SettingsProvider, useSaveSetting, useSettings } from './settings-provider.tsx';
export { useTimeZone, useToday } from './use-today.ts';

export const SettingsPage = lazy(async () => ({ default: (await import('./ui/settings-page.tsx')).SettingsPage }));
