import { expect, it } from 'vitest';
import { addMonths, daysOfMonthGrid } from './month.ts';

it('months go over the year both ways', () => {
  expect(addMonths('2025-12', 1)).toBe('2026-01');
  expect(addMonths('2025-01', -1)).toBe('2024-12');
  expect(addMonths('2025-03', -14)).toBe('2024-01');
});

it('a month is drawn in whole weeks from the first weekday', () => {
  const march = daysOfMonthGrid('2026-03', 1);
  expect(march[0]).toEqual([null, null, null, null, null, null, '2026-03-01']);
  expect(march.at(-1)?.slice(0, 3)).toEqual(['2026-03-30', '2026-03-31', null]);
  expect(daysOfMonthGrid('2026-02', 7)).toHaveLength(4);
});

it('every day of a leap February is there once', () => {
  expect(daysOfMonthGrid('2024-02', 1).flat().filter(Boolean)).toHaveLength(29);
});
