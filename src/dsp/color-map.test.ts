import { expect, it } from 'vitest';
import { colorMap } from './color-map.ts';

/** Relative luminance (WCAG) of a colour in ImageData's format. */
function luminance(abgr: number): number {
  const linear = [abgr & 255, (abgr >> 8) & 255, (abgr >> 16) & 255].map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}

it.each(['dark', 'light'] as const)('in the %s theme a louder level is always farther from the background', (scheme) => {
  const map = [...colorMap(scheme, 60, 220)].map(luminance);
  const sign = scheme === 'dark' ? 1 : -1;
  for (let raw = 61; raw <= 220; raw++) expect(sign * (map[raw]! - map[raw - 1]!)).toBeGreaterThanOrEqual(-0.002);
  expect(sign * (map[220]! - map[60]!)).toBeGreaterThan(0.7);
  expect(map.slice(0, 60).every((value) => value === map[0])).toBe(true);
  expect(map.slice(220).every((value) => value === map[220])).toBe(true);
});
