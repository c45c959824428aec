// Formatted values are parsed back, and invalid text is rejected instead of guessed.
import { expect, test } from 'vitest';
import { formatMinuteOfDay, weekdayNames } from './days.ts';
import { formatClock, formatMinutes, fullMinutes, parseClock, parseMinutes } from './durations.ts';
import { formatDecimal, formatNumber, formatSigned, parseDecimal, plural } from './numbers.ts';
import { factLine } from './words.ts';
import { writeAs } from './written.ts';

test.each([
  [0, '0:00'],
  [65, '1:05'],
  [3_725, '1:02:05'],
])('%i seconds are %s, and are read back', (seconds, text) => {
  expect(formatClock(seconds)).toBe(text);
  expect(parseClock(text)).toBe(seconds);
});

test.each([
  [45, '45 min'],
  [60, '1 h'],
  [95, '1 h 35 min'],
])('%i minutes are %s, and are read back', (minutes, text) => {
  expect(formatMinutes(minutes)).toBe(text);
  expect(parseMinutes(text)).toBe(minutes);
});

test('only the full minutes of a measured time count', () => {
  expect([0, 59, 60, 179.9, 180].map(fullMinutes)).toEqual([0, 0, 1, 2, 3]);
});

test('minutes are parsed in every form that people type', () => {
  expect(['90', '1:30', '1h 30m', '1 h 30 min', '2h', ''].map(parseMinutes)).toEqual([90, 90, 90, 90, 120, null]);
  expect(['soon', '1.5.2', '-3'].map(parseMinutes)).toEqual([undefined, undefined, undefined]);
});

test('a decimal is parsed with a point or a comma, and in no other form', () => {
  expect(['1.5', '1,5', '', '1.5.2', 'x'].map(parseDecimal)).toEqual([1.5, 1.5, null, undefined, undefined]);
});

test('zero is formatted without a sign and without text', () => {
  expect([formatSigned(3), formatSigned(0), formatSigned(-3)]).toEqual(['+3', '', '-3']);
});

test('a week has seven different days, starting from the chosen one', () => {
  expect(new Set(weekdayNames(7).map(({ long }) => long)).size).toBe(7);
  expect(weekdayNames(1)[6]).toEqual(weekdayNames(7)[0]);
});

test('a count has separated thousands, and one of something is one', () => {
  expect([plural(1, 'set', 'sets'), plural(0, 'set', 'sets'), plural(1200, 'set', 'sets')]).toEqual([
    '1 set',
    '0 sets',
    '1,200 sets',
  ]);
});

test('a time of day is shifted by no time zone', () => {
  expect(formatMinuteOfDay(4 * 60 + 30)).toMatch(/^0?4:30/);
});

test('facts begin with a capital, and what is unknown leaves no trace', () => {
  expect(factLine('quadriceps, glutes', null, undefined, 'barbell')).toBe('Quadriceps, glutes · Barbell');
  expect(factLine(null)).toBe('');
});

test('numbers and times of day are written as the person chose, from the next rendering on', () => {
  const marks = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace('’', "'");
  const ways = (['point', 'comma', 'space', 'apostrophe'] as const).map((numberFormat) => {
    writeAs({ numberFormat, hourClock: '24' });
    return marks(formatDecimal(12_345.6));
  });
  expect(ways).toEqual(['12,345.6', '12.345,6', '12 345,6', "12'345.6"]);
  expect(formatMinuteOfDay(870)).toBe('14:30');
  writeAs({ numberFormat: 'point', hourClock: '12' });
  expect(marks(formatMinuteOfDay(870))).toMatch(/^2:30 ?PM$/i);
  writeAs({ numberFormat: 'auto', hourClock: 'auto' });
  expect(formatNumber(1)).toBe('1');
});
