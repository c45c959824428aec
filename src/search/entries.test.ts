import { expect, test } from 'vitest';
import { matching } from './entries.ts';

const entry = (label: string) => ({ id: label, label, icon: (() => null) as never, run: () => undefined });
const entries = ['Start focus', 'Start a workout', 'Workout history', 'Settings'].map(entry);
const labels = (search: string) => matching(entries, search).map(({ label }) => label);

test('an empty search finds everything', () => {
  expect(labels('')).toHaveLength(4);
});

test('words may be abbreviated and in any order', () => {
  expect(labels('st wo')).toEqual(['Start a workout']);
  expect(labels('WORK')).toEqual(['Start a workout', 'Workout history']);
});

test('an entry is found regardless of its accents and punctuation', () => {
  const page = entry('Déjà vu (live)');
  for (const search of ['deja', 'live deja', 'Déjà', 'VU', '(live']) expect(matching([page], search)).toHaveLength(1);
  expect(matching([page], 'deja beatles')).toEqual([]);
});

test('a word in the middle of another is not found', () => {
  expect(labels('out')).toEqual([]);
});
