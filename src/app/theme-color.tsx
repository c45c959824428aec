// Gives the browser's own frame the page's colour, also when the theme differs from the system's.
import { useComputedColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { BACKGROUND } from './pwa/background.ts';

export function ThemeColor() {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  useEffect(() => {
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = BACKGROUND[scheme];
  }, [scheme]);
  return null;
}
