import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../day.ts';
import { extendStreak, NO_STREAK, streakFromDays, streakOn, type Streak } from './streaks.ts';

const days = fc.array(
  fc.integer({ min: 0, max: 40 }).map((offset) => addDays('2026-02-10', offset)),
  { maxLength: 40 },
);

describe('streaks', () => {
  it('count consecutive days up to the last active day', () => {
    expect(streakFromDays(['2026-02-27', '2026-02-28', '2026-03-01'])).toEqual({ current: 3, longest: 3, lastDay: '2026-03-01' });
    expect(streakFromDays(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-05'])).toEqual({
      current: 1,
      longest: 3,
      lastDay: '2026-01-05',
    });
    expect(streakFromDays([])).toEqual(NO_STREAK);
  });

  it('do not depend on the order in which days became known', () => {
    fc.assert(
      fc.property(days, (known) => {
        expect(streakFromDays([...known].reverse())).toEqual(streakFromDays(known));
      }),
    );
  });

  it('extended day by day equal the streak of the whole set, recounting when a day comes late', () => {
    fc.assert(
      fc.property(days, (known) => {
        let streak: Streak = NO_STREAK;
        known.forEach((day, at) => {
          streak = extendStreak(streak, day) ?? streakFromDays(known.slice(0, at + 1));
        });
        expect(streak).toEqual(streakFromDays(known));
      }),
    );
  });

  it('a late day joins two runs', () => {
    expect(extendStreak({ current: 1, longest: 1, lastDay: '2026-05-03' }, '2026-05-02')).toBeNull();
    expect(streakFromDays(['2026-05-01', '2026-05-03', '2026-05-02'])).toEqual({ current: 3, longest: 3, lastDay: '2026-05-03' });
  });

  it('stay alive through today and end after a whole day without activity', () => {
    const streak = { current: 6, longest: 9, lastDay: '2026-05-03' };
    expect(streakOn(streak, '2026-05-03')).toBe(6);
    expect(streakOn(streak, '2026-05-04')).toBe(6);
    expect(streakOn(streak, '2026-05-05')).toBe(0);
    expect(streakOn(NO_STREAK, '2026-05-05')).toBe(0);
  });
});
