// An inner page leads back to the nearest page above it.
import { expect, test } from 'vitest';
import { manifests } from '../modules.ts';
import { wayBackFrom } from './way-back.ts';

test.each([
  ['/studio/track/1', 'Studio'],
  ['/studio/compare', 'Studio'],
  ['/studio/learn/lesson/decibels', 'Learn'],
  ['/studio/learn/review', 'Learn'],
  ['/train/exercises', 'Train'],
  ['/train/exercises/1', 'Exercises'],
  ['/train/history/1', 'History'],
  ['/train/session/1', 'Train'],
  ['/train/import', 'Train'],
  ['/habits/1', 'Habits'],
  ['/goals/1', 'Goals'],
  ['/debug/pieces', 'Sync details'],
])('%s leads back to %s', (path, name) => {
  expect(wayBackFrom(path, manifests)?.name).toBe(name);
});

test('pages that the bars lead to, and pages that belong to none, lead back nowhere', () => {
  const paths = ['/', '/focus', '/train', '/studio', '/studio/learn', '/habits', '/settings', '/sign-in', '/trainer'];
  expect(paths.map((path) => wayBackFrom(path, manifests))).toEqual(paths.map(() => null));
});
