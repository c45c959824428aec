// The axes of charts are marked at values that people would choose, and days lie where the calendar has them.
import { describe, expect, it } from 'vitest';
import { dayToNumber } from '#schema/day.ts';
import { dayTicks, niceStep, niceTicks, valueAxis, weekdayOfBars } from './chart-axis.ts';

const daysOf = (...args: Parameters<typeof dayTicks>) => dayTicks(...args).map(({ day }) => day);

describe('round values', () => {
  it.each([
    [0, 206, 5, [0, 50, 100, 150, 200]],
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 10, 4, [0, 2.5, 5, 7.5, 10]],
    [72.5, 103.4, 4, [80, 90, 100]],
    [-12, 7, 4, [-10, -5, 0, 5]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [0, 48_200, 5, [0, 10_000, 20_000, 30_000, 40_000]],
  ])('from %d to %d in at most %d parts', (low, high, most, ticks) => {
    expect(niceTicks(low, high, most)).toEqual(ticks);
  });

  it('are steps of 1, 2, 2.5 or 5 times a power of ten, and never more parts than asked for', () => {
    for (let span = 0.0013; span < 1e7; span *= 1.37) {
      for (const most of [2, 3, 5, 8]) {
        const step = niceStep(span, most);
        const digits = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
        expect([1, 2, 2.5, 5]).toContain(Number(digits.toPrecision(6)));
        expect(span / step).toBeLessThanOrEqual(most * (1 + 1e-9));
        expect(niceTicks(0, span, most).length).toBeLessThanOrEqual(most + 1);
      }
    }
  });
});

describe('the axis of values', () => {
  it('counts only whole things', () => {
    expect(valueAxis([0, 3], 'count', 'bars', 5).ticks).toEqual([0, 1, 2, 3]);
    expect(valueAxis([1, 12], 'count', 'bars', 4).ticks).toEqual([0, 5, 10]);
  });

  it('is marked in minutes up to two hours and in hours above', () => {
    const short = valueAxis([25, 50, 100], 'minutes', 'bars', 5);
    expect([short.unit, short.ticks.map(short.label)]).toEqual(['min', ['0', '30', '60', '90']]);
    const long = valueAxis([90, 370], 'minutes', 'bars', 5);
    expect([long.unit, long.ticks.map(long.label)]).toEqual(['h', ['0', '2', '4', '6']]);
  });

  it('marks seconds where a clock does', () => {
    const { ticks, label, unit } = valueAxis([0, 95], 'seconds', 'bars', 4);
    expect([unit, ticks.map(label)]).toEqual(['min:s', ['0:00', '0:30', '1:00', '1:30']]);
  });

  it('goes to no more than 100 %', () => {
    expect(valueAxis([20, 98], 'percent', 'bars', 4)).toMatchObject({ high: 100, unit: '%', ticks: [0, 25, 50, 75, 100] });
  });

  it('starts at zero for bars and near the values for a line, which never leaves it', () => {
    expect(valueAxis([80, 100], 'number', 'bars', 5).low).toBe(0);
    expect(valueAxis([80, 100], 'number', 'line', 5)).toMatchObject({ low: 75, ticks: [80, 90, 100] });
    expect(valueAxis([-5, 5], 'number', 'line', 5).low).toBeLessThan(-5);
  });

  it('has room around values that are all the same', () => {
    for (const value of [0, 60]) {
      const { low, high, ticks } = valueAxis([value, value], 'number', 'line', 4);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThan(value);
      expect(ticks.length).toBeGreaterThan(1);
    }
  });
});

describe('the axis of days', () => {
  it('marks days, weeks, months or years by how long it is', () => {
    expect(daysOf('2026-11-21', '2026-11-27', 7)).toHaveLength(7);
    expect(daysOf('2026-11-01', '2026-11-30', 5)).toEqual(['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30']);
    expect(daysOf('2026-09-01', '2026-12-20', 5)).toEqual(['2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01']);
    expect(daysOf('2025-11-28', '2026-11-27', 6)).toEqual([
      '2026-01-01',
      '2026-03-01',
      '2026-05-01',
      '2026-07-01',
      '2026-09-01',
      '2026-11-01',
    ]);
    expect(daysOf('2019-05-01', '2026-11-27', 8)).toEqual(
      [2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => `${year}-01-01`),
    );
  });

  it('counts short times back from the last day', () => {
    expect(daysOf('2026-11-14', '2026-11-27', 5)).toEqual(['2026-11-15', '2026-11-18', '2026-11-21', '2026-11-24', '2026-11-27']);
  });

  it("begins weeks on the person's first weekday", () => {
    expect(daysOf('2026-11-01', '2026-11-27', 4, 7)).toEqual(['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22']);
  });

  it('names January by its year, so that a longer time has its years', () => {
    expect(dayTicks('2025-10-15', '2026-04-20', 6).map(({ label }) => label)).toContain('2026');
  });

  it('is real time: a quarter lies three times as wide as one of its months', () => {
    const [start, april, july] = daysOf('2026-01-01', '2026-07-01', 3).map(dayToNumber) as [number, number, number];
    expect([april - start, july - april]).toEqual([90, 91]);
  });

  it('never has more marks than there is room for', () => {
    for (const days of [1, 2, 6, 13, 40, 100, 366, 900, 4_000]) {
      for (const most of [2, 4, 9]) {
        const to = new Date(dayToNumber('2026-11-27') * 86_400_000);
        const from = new Date(to.getTime() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
        const marked = daysOf(from, '2026-11-27', most);
        expect(marked.length).toBeGreaterThan(0);
        expect(marked.length).toBeLessThanOrEqual(most);
        expect(marked).toEqual(marked.filter((day) => day >= from && day <= '2026-11-27').toSorted());
      }
    }
  });
});

it('weekly bars tell on which weekday they begin', () => {
  expect(weekdayOfBars(['2026-11-15', '2026-11-22'])).toBe(7);
  expect(weekdayOfBars(['2026-11-15', '2026-11-16'])).toBeNull();
});
