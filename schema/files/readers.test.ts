import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDuration } from './durations.ts';
import { dayOrderOf, readMoment } from './moments.ts';
import { decimalSignOf, readNumber } from './numbers.ts';
import { delimiterOf, readTable, usualWidth } from './table.ts';
import { decodeText } from './text.ts';

describe('numbers of a file', () => {
  it.each([
    ['1,000', '.', 1000],
    ['1,012.5', '.', 1012.5],
    ['1.012,5', ',', 1012.5],
    ['62,5', ',', 62.5],
    ['1 012,5', ',', 1012.5],
    ['1\u202f012,5', ',', 1012.5],
    ["1'012.5", '.', 1012.5],
    ['1,234,567', '.', 1_234_567],
    ['-20', '.', -20],
    ['−20', '.', -20],
    ['１２', '.', 12],
    ['7e-05', '.', 0.00007],
    ['', '.', null],
  ] as const)('“%s” with the decimal sign “%s” is %s', (text, sign, value) => expect(readNumber(text, sign)).toBe(value));

  it.each([
    ['62,5', '.'],
    ['62.5', ','],
    ['1,00', '.'],
    ['1,000,00', '.'],
    ['1,000 000', '.'],
    ['100 kg', '.'],
    ['5-8', '.'],
    ['0x10', '.'],
    ['NaN', '.'],
    ['1.2.3', '.'],
    ['--1', '.'],
  ] as const)('“%s” with the decimal sign “%s” is no number, not a part of one', (text, sign) =>
    expect(readNumber(text, sign)).toBeUndefined(),
  );

  it('the decimal sign is decided by the whole file, not by a cell', () => {
    expect(decimalSignOf(['1,000', '62.5', '70'], ',')).toBe('.');
    expect(decimalSignOf(['1.000', '62,5'], ';')).toBe(',');
    expect(decimalSignOf(['1,000', '1,012.5'], ';')).toBe('.');
    expect(decimalSignOf(['1.012.500', '70'], ',')).toBe(',');
    expect(decimalSignOf(['1,000'], ',')).toBe('.');
    expect(decimalSignOf(['62,125'], ';')).toBe(',');
    expect(decimalSignOf(['62.125'], ';')).toBe('.');
    expect(decimalSignOf(['0,125'], ',')).toBe(',');
    expect(decimalSignOf([], ';')).toBe('.');
  });

  it('a number written in any of the forms is read back unchanged', () => {
    const forms = [
      { locale: 'en-US', sign: '.' },
      { locale: 'de-DE', sign: ',' },
      { locale: 'fr-FR', sign: ',' },
      { locale: 'de-CH', sign: '.' },
    ] as const;
    fc.assert(
      fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.constantFrom(...forms), (hundredths, { locale, sign }) => {
        const value = hundredths / 100;
        const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
        expect(readNumber(text, sign)).toBe(value);
      }),
    );
  });
});

describe('durations of a file', () => {
  it.each([
    ['1h 31m', 5460],
    ['2h 23min', 8580],
    ['53m', 3180],
    ['21min', 1260],
    ['45s', 45],
    ['2h', 7200],
    ['90', 90],
    ['90.0', 90],
    ['1 Std.', 3600],
    ['1 Std. 5 Min.', 3900],
    ['1小时', 3600],
    ['1小时13分钟', 4380],
    ['1 小時 5 分鐘', 3900],
    ['1時間13分', 4380],
    ['1시간 5분', 3900],
    ['1 h 5 min', 3900],
    ['1 heure 5 minutes', 3900],
    ['1 hora 5 minutos', 3900],
    ['1 ora', 3600],
    ['1 uur 5 min', 3900],
    ['1 ч 5 мин', 3900],
    ['1:05:09', 3909],
    ['5:09', 309],
    ['264h 1m', 950_460],
    ['1.5h', 5400],
    ['', null],
  ])('“%s” is %s seconds', (text, seconds) => expect(readDuration(text)).toBe(seconds));
  it.each(['soon', '1h and more', '5m 1h', '1h 1h', '1:75', '1:99:00', '-5m', 'h', '1 parsec', 'constructor', '5 __proto__'])(
    '“%s” is none',
    (text) => expect(readDuration(text)).toBeUndefined(),
  );
});

describe('moments of a file', () => {
  it.each([
    ['2024-05-01 17:09:44', '2024-05-01T17:09:44'],
    ['2024-05-01T17:09', '2024-05-01T17:09:00'],
    ['2024-05-01 5:09 PM', '2024-05-01T17:09:00'],
    ['2024-05-01 5:09:07 a.m.', '2024-05-01T05:09:07'],
    ['2024-05-01 12:09 AM', '2024-05-01T00:09:00'],
    ['2024-05-01, 12:09 PM', '2024-05-01T12:09:00'],
    ['7 Apr 2026, 10:14', '2026-04-07T10:14:00'],
    ['12 de set. de 2024, 21:46', '2024-09-12T21:46:00'],
    ['12 set 2024, 21:46', '2024-09-12T21:46:00'],
    ['3. März 2024 07:00', '2024-03-03T07:00:00'],
    ['Apr 7, 2026, 5:14 PM', '2026-04-07T17:14:00'],
    ['2024年5月1日 17:09', '2024-05-01T17:09:00'],
    ['2024年5月1日 下午5:09', '2024-05-01T17:09:00'],
    ['01.05.2024 07:00', '2024-05-01T07:00:00'],
    ['2024-05-01', '2024-05-01T12:00:00'],
    ['2024/5/1', '2024-05-01T12:00:00'],
  ])('“%s” is %s', (text, wall) => expect(readMoment(text, null)?.wall).toBe(wall));
  it('an offset is kept, and none is invented', () => {
    expect(readMoment('2025-02-23T10:13:53Z', null)).toEqual({ wall: '2025-02-23T10:13:53', offsetMinutes: 0, hasTime: true });
    expect(readMoment('2026-01-25T01:47:58.123+05:30', null)?.offsetMinutes).toBe(330);
    expect(readMoment('2026-01-25 01:47', null)?.offsetMinutes).toBeNull();
  });
  it.each([
    '2023-02-29 10:00:00',
    '2024-05-01 17:09:44 and more',
    '2024-05-01 17:09 PM',
    '2024-05-01 25:00',
    '2024-05-01 1709',
    '5/1/2024 07:00',
    'later',
    '',
    '10:00',
    '1700000000',
  ])('“%s” is none', (text) => expect(readMoment(text, null)).toBeUndefined());
  it('the day-month order of 5/1/2024 comes from the file: a number above 12, else the order of the rows, else none', () => {
    expect(dayOrderOf(['5/1/2024 7:00', '5/13/2024 7:00'])).toBe('month-day');
    expect(dayOrderOf(['5/1/2024', '13/1/2024'])).toBe('day-month');
    expect(dayOrderOf(['1/5/2024', '2/5/2024', '1/6/2024'])).toBe('day-month');
    expect(dayOrderOf(['5/1/2024'])).toBeNull();
    expect(dayOrderOf(['13/1/2024', '1/13/2024'])).toBeNull();
    expect(readMoment('5/1/2024 7:00 PM', 'month-day')?.wall).toBe('2024-05-01T19:00:00');
  });
});

describe('a table', () => {
  it('finds the delimiter whatever quoted cells contain and however decimals are written', () => {
    expect(delimiterOf('a;b;c\n"x,y,z,w";62,5;3\n')).toBe(';');
    expect(delimiterOf('a,b\n1,2\n')).toBe(',');
    expect(delimiterOf('a\tb,c\td\n1\t2\t3\n')).toBe('\t');
  });
  it('keeps the line on which each row begins, over blank lines and quoted line breaks', () => {
    expect(readTable('\uFEFFa,b\r\n\r\n"x\r\ny",1\r\nz,2').rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'a'],
      [3, 'x\r\ny'],
      [5, 'z'],
    ]);
  });
  it('reports the row with a quote that is never closed', () => {
    const { rows } = readTable('a;b\n"x";1\n"y;2\n');
    expect(rows.map(({ isUnclosed }) => isUnclosed)).toEqual([false, false, true]);
    expect(usualWidth(rows)).toBe(2);
  });
});

it('text is decoded as UTF-8, as UTF-16 with a byte order mark, or as Windows-1252', () => {
  expect(decodeText(new TextEncoder().encode('Übung'))).toBe('Übung');
  expect(decodeText(new Uint8Array([0xff, 0xfe, 0xdc, 0, 0x62, 0]))).toBe('Üb');
  expect(decodeText(new Uint8Array([0xdc, 0x62, 0x75, 0x6e, 0x67]))).toBe('Übung');
});
