// What other modules and src/app may use of the settings.
export { themeStorage } from './color-scheme.ts';
export { SettingsProvider, useSaveSetting, useSettings } from './settings-provider.tsx';
export { useNoticeWishes } from './use-notice-wishes.ts';
export { useTimeZone, useToday } from './use-today.ts';
