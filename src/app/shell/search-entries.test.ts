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

test('an entry is found by the words beside its label, whatever its accents and signs', () => {
  const track = { ...entry('Déjà vu (live)'), alsoFoundBy: 'Beyoncé · B’Day' };
  for (const search of ['deja', 'beyonce live', 'Déjà', 'VU beyoncé', 'day', '(live'])
    expect(matching([track], search)).toHaveLength(1);
  expect(matching([track], 'deja beatles')).toEqual([]);
});

test('a word in the middle of another is not found', () => {
  expect(labels('out')).toEqual([]);
});
