import { expect, test } from 'vitest';
import { matching } from './search-entries.ts';

const entry = (label: string) => ({ id: label, label, icon: (() => null) as never, run: () => undefined });
const entries = ['Start focus', 'Start a workout', 'Workout history', 'Settings'].map(entry);
const labels = (search: string) => matching(entries, search).map(({ label }) => label);

test('an empty search finds everything', () => {
  expect(labels('')).toHaveLength(4);
});

test('words may be cut short and stand in any order', () => {
  expect(labels('st wo')).toEqual(['Start a workout']);
  expect(labels('WORK')).toEqual(['Start a workout', 'Workout history']);
});

test('a word in the middle of another is not found', () => {
  expect(labels('out')).toEqual([]);
});
