import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelFromXp, MAX_LEVEL, xpToNextLevel } from './levels.ts';

describe('levels', () => {
  it('follow the curve of the specification', () => {
    expect([1, 2, 3, 4, 5].map(xpToNextLevel)).toEqual([25, 50, 75, 100, 150]);
    // 0.25·36 + 60 + 139.75 = 208.75 → 210; 0.25·9801 + 990 + 139.75 = 3580 → 3580.
    expect(xpToNextLevel(6)).toBe(210);
    expect(xpToNextLevel(99)).toBe(3580);
    expect(xpToNextLevel(100)).toBe(0);
  });

  it('begin exactly at the sum of the steps before them', () => {
    let total = 0;
    for (let level = 1; level < MAX_LEVEL; level += 1) {
      expect(levelFromXp(total)).toEqual({ level, xpIntoLevel: 0, xpToNext: xpToNextLevel(level) });
      total += xpToNextLevel(level);
      expect(levelFromXp(total - 1).level).toBe(level);
    }
    expect(levelFromXp(total)).toEqual({ level: 100, xpIntoLevel: 0, xpToNext: 0 });
    expect(levelFromXp(total + 12_345)).toEqual({ level: 100, xpIntoLevel: 12_345, xpToNext: 0 });
  });

  it('never fall when XP is added', () => {
    fc.assert(
      fc.property(fc.nat(300_000), fc.nat(10_000), (xp, more) => {
        expect(levelFromXp(xp + more).level).toBeGreaterThanOrEqual(levelFromXp(xp).level);
      }),
    );
  });
});
