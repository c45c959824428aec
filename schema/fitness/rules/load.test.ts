import { expect, it } from 'vitest';
import { loadByDay, loadRatio, sessionLoad } from './load.ts';

it('the load of a session is its effort times its minutes; unrated ones have none', () => {
  expect(sessionLoad({ minutes: 60, effort: 7 })).toBe(420);
  expect(sessionLoad({ minutes: 60, effort: null })).toBe(0);
  expect(sessionLoad({ minutes: 2_000, effort: 5 })).toBe(1_500);
});

it('the means take the days before the first one shown, and rest days as zero', () => {
  const sessions = [
    { day: '2026-03-01', minutes: 70, effort: 10 },
    { day: '2026-02-10', minutes: 70, effort: 10 },
  ];
  const [first, ...rest] = loadByDay(sessions, '2026-03-01', '2026-03-08');
  expect(first).toEqual({ day: '2026-03-01', acute: 100, chronic: 50 });
  expect(rest.at(-1)).toEqual({ day: '2026-03-08', acute: 0, chronic: 50 });
  expect(loadRatio({ acute: 100, chronic: 50 })).toBe(2);
  expect(loadRatio({ acute: 100, chronic: 0 })).toBeNull();
});
