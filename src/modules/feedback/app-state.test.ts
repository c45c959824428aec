import { expect, test } from 'vitest';
import { buildName } from './app-state.ts';

test('the version is the name of the built script, not of the script that sets the theme before it', () => {
  const scripts = ['http://localhost:8787/theme-boot.js', 'http://localhost:8787/assets/index-BsiUMT82.js'];
  expect(buildName(scripts.map((src) => ({ src })))).toBe('index-BsiUMT82');
});

test('without a built script there is no version', () => {
  expect(buildName([{ src: '' }, { src: 'http://localhost:5173/src/app/main.tsx' }])).toBeUndefined();
});
