// Keeps the theme choice where public/theme-boot.js reads it before the first paint, and follows other tabs.
import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

const THEME_KEY = 'cadence.theme';

const isScheme = (value: unknown): value is MantineColorScheme => value === 'auto' || value === 'light' || value === 'dark';

export function themeStorage(): MantineColorSchemeManager {
  let onStorage: ((event: StorageEvent) => void) | undefined;
  const unsubscribe = () => {
    if (onStorage) removeEventListener('storage', onStorage);
    onStorage = undefined;
  };
  return {
    get(fallback) {
      try {
        const stored = localStorage.getItem(THEME_KEY);
        return isScheme(stored) ? stored : fallback;
      } catch {
        return fallback;
      }
    },
    set(scheme) {
      try {
        localStorage.setItem(THEME_KEY, scheme);
      } catch {
        // The choice still holds for this page.
      }
    },
    subscribe(onUpdate) {
      unsubscribe();
      onStorage = ({ key, newValue }) => {
        if (key === THEME_KEY && isScheme(newValue)) onUpdate(newValue);
      };
      addEventListener('storage', onStorage);
    },
    unsubscribe,
    clear() {
      try {
        localStorage.removeItem(THEME_KEY);
      } catch {
        // Nothing was kept.
      }
    },
  };
}
