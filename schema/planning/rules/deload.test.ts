import { expect, test } from 'vitest';
import { deloadOf, HARD_RATIO, weekLoad } from './deload.ts';
import { boxed, freeSpans, type PlanItem } from './day-plan.ts';

const session = (day: string, minutes = 60) => ({ day, minutes, effort: 7 });
const usual = ['2026-03-02', '2026-03-05', '2026-03-09', '2026-03-12', '2026-03-16', '2026-03-19'].map((day) => session(day));

test('a week of the usual size is not hard, a week of four long sessions after three usual ones is', () => {
  expect(weekLoad([...usual, session('2026-03-23'), session('2026-03-26')], '2026-03-29')).toBeLessThan(HARD_RATIO);
  const hard = ['2026-03-23', '2026-03-24', '2026-03-26', '2026-03-28'].map((day) => session(day, 100));
  expect(weekLoad([...usual, ...hard], '2026-03-29')).toBeGreaterThan(HARD_RATIO);
  expect(weekLoad([], '2026-03-29')).toBeNull();
});

test('the proposal makes every workout shorter and moves every second one to a day of rest', () => {
  const workout = (day: string) => ({ id: day, key: null, title: 'Lift', day, minutes: 60 });
  const moves = deloadOf(['2026-03-30', '2026-03-31', '2026-04-02', '2026-04-03'].map(workout), '2026-03-29');
  expect(moves.map(({ from, to, minutes }) => `${from} ${to} ${minutes}`)).toEqual([
    '2026-03-30 2026-03-30 35',
    '2026-03-31 2026-04-01 35',
    '2026-04-02 2026-04-02 35',
    '2026-04-03 2026-04-04 35',
  ]);
});

const item = (id: string, minutes: number | null, at: number | null = null): PlanItem => ({
  id,
  title: id,
  kind: 'line',
  ref: null,
  minutes,
  at,
  isDone: false,
  from: null,
  to: null,
});

test('items get the first free hours that hold them whole, and what does not fit says so', () => {
  const hours = { from: 480, to: 720 };
  expect(freeSpans(hours, [{ from: 540, to: 600 }])).toEqual([
    { from: 480, to: 540 },
    { from: 600, to: 720 },
  ]);
  const places = boxed([item('long', 90), item('short', 45), item('fixed', 30, 600), item('huge', 300)], hours, [
    { from: 540, to: 600 },
  ]);
  expect([...places]).toEqual([
    ['long', 630],
    ['short', 480],
    ['huge', null],
  ]);
});
