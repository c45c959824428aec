import { expect, it } from 'vitest';
import { nextWorkout, progressByWeek, type ProgramDay } from './program.ts';

/** Monday, Wednesday and Friday of two weeks; 2026-03-02 is a Monday. */
const days = (...doneOn: (string | null)[]): ProgramDay[] =>
  [1, 3, 5, 1, 3, 5].map((weekday, at) => ({
    id: String(at),
    week: at < 3 ? 1 : 2,
    order: at % 3,
    weekday,
    isSkipped: false,
    doneOn: doneOn[at] ?? null,
  }));

const next = (list: ProgramDay[], today: string) => {
  const found = nextWorkout(list, '2026-03-02', today);
  return found && [found.day.id, found.dueOn, found.isDue];
};

it('the first workout is due on its weekday', () => {
  expect(next(days(), '2026-03-02')).toEqual(['0', '2026-03-02', true]);
});

it('the next one waits for its weekday', () => {
  expect(next(days('2026-03-02'), '2026-03-03')).toEqual(['1', '2026-03-04', false]);
  expect(next(days('2026-03-02'), '2026-03-04')).toEqual(['1', '2026-03-04', true]);
});

it('a missed one stays the next, overdue', () => {
  expect(next(days('2026-03-02'), '2026-03-08')).toEqual(['1', '2026-03-04', true]);
});

it('a skipped one is passed over, and a program that is done has none', () => {
  const skipped = days('2026-03-02').map((day) => (day.id === '1' ? { ...day, isSkipped: true } : day));
  expect(next(skipped, '2026-03-04')).toEqual(['2', '2026-03-06', false]);
  expect(next(days(...Array<string>(6).fill('2026-03-09')), '2026-03-10')).toBeNull();
});

it('without weekdays the next one is due the day after the last', () => {
  const free = days('2026-03-02').map((day) => ({ ...day, weekday: null }));
  expect(next(free, '2026-03-02')).toEqual(['1', '2026-03-03', false]);
  expect(next(free, '2026-03-03')).toEqual(['1', '2026-03-03', true]);
});

it('the progress of weeks counts what was done and what was skipped', () => {
  const list = days('2026-03-02', '2026-03-04').map((day) => (day.id === '2' ? { ...day, isSkipped: true } : day));
  expect(progressByWeek(list)).toEqual([
    { week: 1, done: 2, skipped: 1, total: 3 },
    { week: 2, done: 0, skipped: 0, total: 3 },
  ]);
});
