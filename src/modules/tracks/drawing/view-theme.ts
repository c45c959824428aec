// The page's tokens as the worker needs them: plain colours, since a worker knows no CSS variables.
import type { ViewTheme } from '#src/workers/frames/api.ts';

/** Reads the colours in force at an element; call it again when the colour scheme changes. */
export function readTheme(element: HTMLElement): ViewTheme {
  const style = getComputedStyle(element);
  const token = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const scheme = document.documentElement.dataset.mantineColorScheme === 'dark' ? 'dark' : 'light';
  const isDark = scheme === 'dark';
  return {
    scheme,
    background: token('--cadence-surface', isDark ? '#1c1d20' : '#ffffff'),
    text: token('--mantine-color-text', isDark ? '#e6e6e3' : '#1d1d1b'),
    dimmed: token('--mantine-color-dimmed', isDark ? '#a3a5a9' : '#5f5e58'),
    hairline: token('--cadence-hairline', isDark ? '#2a2c31' : '#e4e3df'),
    accent: token('--cadence-accent', isDark ? '#74c5b6' : '#0d6b5d'),
    warning: token('--cadence-warning', isDark ? '#f0b45c' : '#8a5300'),
  };
}
