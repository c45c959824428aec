import { expect, test } from 'vitest';
import { newRewards, standingOf, streakToday } from './model.ts';

test('someone without rows stands at the first level with nothing', () => {
  expect(standingOf(undefined, undefined)).toEqual({ level: 1, xpIntoLevel: 0, xpToNext: 25, totalXp: 0, coins: 0, stars: 0 });
});

test('the level follows from the total', () => {
  expect(standingOf({ total_xp: 80, total_skill_stars: 2 }, { total_coins: 12 })).toMatchObject({
    level: 3,
    xpIntoLevel: 5,
    coins: 12,
    stars: 2,
  });
});

test('a streak stands on its last day and the day after, and is over on the next', () => {
  const streak = { current_streak: 5, last_activity_date: '2026-03-01' };
  expect(streakToday(streak, '2026-03-01')).toBe(5);
  expect(streakToday(streak, '2026-03-02')).toBe(5);
  expect(streakToday(streak, '2026-03-03')).toBe(0);
});

test('a streak that never began is nothing', () => {
  expect(streakToday({ current_streak: 0, last_activity_date: null }, '2026-03-01')).toBe(0);
});

test('payments are felt when they are new and still news, and never for what was there before', () => {
  const at = (minutes: number): Date => new Date(Date.UTC(2026, 2, 2, 9, minutes));
  const rows = [
    { id: 'new', created_at: at(9) },
    { id: 'seen', created_at: at(8) },
    { id: 'late', created_at: at(-60) },
  ];
  expect(newRewards(rows, null, at(0))).toEqual([]);
  expect(newRewards(rows, new Set(['seen']), at(0)).map(({ id }) => id)).toEqual(['new']);
});
