// Reads dates and times: ISO, "7 Apr 2026, 10:14", "01.05.2024 17:09", "5/1/2024 5:09 PM", "2024年5月1日 下午5:09". The whole text
// must be a date, with or without a time. A wall-clock time stays one; only a text that names its offset has an offset.
import { wordKey } from './text.ts';

export interface Moment {
  /** 'YYYY-MM-DDTHH:MM:SS', a real date. Noon when the text has no time. */
  wall: string;
  /** Minutes east of UTC; null when the text does not say. */
  offsetMinutes: number | null;
  hasTime: boolean;
}

/** Which number comes first in 5/1/2024. */
export type DayOrder = 'day-month' | 'month-day';

const MAX_LENGTH = 60;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?$/;
const OFFSET = /(Z|[+-]\d{2}:?\d{2})$/;
const NUMBERS = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;
const NOON = { hour: 12, minute: 0, second: 0 };

/** Undefined for a text that is not a date, or names a day that does not exist. With `order` null, 5/1/2024 is unreadable. */
export function readMoment(text: string, order: DayOrder | null): Moment | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const { dateText, timeText } = splitTime(text.normalize('NFKC').replace(/\s+/g, ' ').trim());
  const date = readDate(dateText, order);
  const time = timeText === null ? { ...NOON, offsetMinutes: null } : readTime(timeText);
  if (!date || !time) return undefined;
  const wall = `${pad(date.year, 4)}-${pad(date.month)}-${pad(date.day)}T${pad(time.hour)}:${pad(time.minute)}:${pad(time.second)}`;
  const at = new Date(`${wall}Z`);
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(wall)) return undefined;
  return { wall, offsetMinutes: time.offsetMinutes, hasTime: timeText !== null };
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** Splits at the start of the time: at a T, or at the last space that follows a valid date. */
function splitTime(text: string): { dateText: string; timeText: string | null } {
  const colon = text.indexOf(':');
  if (colon < 0) return { dateText: text, timeText: null };
  const iso = /^(\d{4}-\d{2}-\d{2})T(.*)$/.exec(text);
  if (iso) return { dateText: iso[1] ?? '', timeText: iso[2] ?? '' };
  const split = /^(.*?)[, ]+(\D{0,8}?\d{1,2}:.*)$/.exec(text);
  return split ? { dateText: split[1] ?? '', timeText: split[2] ?? '' } : { dateText: '', timeText: text };
}

function readTime(text: string) {
  const offset = OFFSET.exec(text)?.[1];
  const rest = (offset ? text.slice(0, -offset.length) : text).trim();
  const half = /^(\D*?)\s*([\d:.,]+)\s*(\D*)$/.exec(rest);
  const match = TIME.exec(half?.[2] ?? '');
  if (!half || !match) return undefined;
  const words = [half[1], half[3]].filter((word) => word !== undefined && word.trim() !== '');
  const isAfternoon = words.length === 1 ? afternoonWords().get(wordKey(words[0] ?? '')) : undefined;
  if (words.length > 0 && isAfternoon === undefined) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (isAfternoon !== undefined && (hour < 1 || hour > 12)) return undefined;
  const ofDay = isAfternoon === undefined ? hour : (hour % 12) + (isAfternoon ? 12 : 0);
  return { hour: ofDay, minute, second, offsetMinutes: offset === undefined ? null : offsetOf(offset) };
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))];
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function readDate(text: string, order: DayOrder | null): { year: number; month: number; day: number } | undefined {
  const clean = text.replace(/,$/, '').trim();
  const yearFirst =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(clean) ??
    /^(\d{4})\s*([年년])\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]$/.exec(clean);
  if (yearFirst) return { year: Number(yearFirst[1]), month: Number(yearFirst[3]), day: Number(yearFirst[4]) };
  const numbers = NUMBERS.exec(clean);
  if (numbers) {
    const [first, second, year] = [Number(numbers[1]), Number(numbers[3]), Number(numbers[4])];
    const known = numbers[2] === '.' ? 'day-month' : order;
    if (known === null) return undefined;
    return known === 'day-month' ? { day: first, month: second, year } : { month: first, day: second, year };
  }
  return readNamedDate(clean);
}

/** "7 Apr 2026", "12. September 2024", "12 de set. de 2024", "Apr 7, 2026". */
function readNamedDate(text: string): { year: number; month: number; day: number } | undefined {
  const dayFirst = /^(\d{1,2})\.?(?: de)? ?(\p{L}+\.?)(?: de)? ?(\d{4})$/u.exec(text);
  const monthFirst = dayFirst ? null : /^(\p{L}+\.?) (\d{1,2}),? (\d{4})$/u.exec(text);
  const [day, name, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  const month = months().get(wordKey(name ?? ''));
  return month === undefined ? undefined : { year: Number(year), month, day: Number(day) };
}

/**
 * The day-month order of a whole file: decided by a number above 12, else by the order in which the dates of the rows ascend or
 * descend. Null when neither decides.
 */
export function dayOrderOf(texts: readonly string[]): DayOrder | null {
  const dates = texts.flatMap((text) => {
    const match = NUMBERS.exec(splitTime(text.trim()).dateText.replace(/,$/, ''));
    return match && match[2] !== '.' ? [[Number(match[1]), Number(match[3]), Number(match[4])] as const] : [];
  });
  const [isDayFirst, isMonthFirst] = [dates.some(([first]) => first > 12), dates.some(([, second]) => second > 12)];
  if (isDayFirst !== isMonthFirst) return isDayFirst ? 'day-month' : 'month-day';
  if (isDayFirst || dates.length === 0) return null;
  const dayMonth = isSorted(dates.map(([day, month, year]) => year * 10_000 + month * 100 + day));
  const monthDay = isSorted(dates.map(([month, day, year]) => year * 10_000 + month * 100 + day));
  if (dayMonth === monthDay) return null;
  return dayMonth ? 'day-month' : 'month-day';
}

const isSorted = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value >= (values[at - 1] ?? 0)) ||
  values.every((value, at) => at === 0 || value <= (values[at - 1] ?? 0));

/** Languages of the supported training apps. */
const LOCALES = [
  'en',
  'en-GB',
  'fr',
  'de',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'nb',
  'fi',
  'pl',
  'cs',
  'tr',
  'ru',
  'uk',
  'ja',
  'ko',
  'zh',
  'zh-Hant',
];

let monthByName: Map<string, number> | undefined;

/** Month numbers by name, in all languages. A name of different months in two languages is left out. */
function months(): Map<string, number> {
  if (monthByName) return monthByName;
  const found = new Map<string, number | null>();
  for (const locale of LOCALES) {
    for (const month of ['short', 'long'] as const) {
      const forms = [
        new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' }),
        new Intl.DateTimeFormat(locale, { day: 'numeric', month, timeZone: 'UTC' }),
      ];
      for (let at = 0; at < 12; at += 1) {
        for (const form of forms) {
          const name = form.formatToParts(Date.UTC(2024, at, 15)).find(({ type }) => type === 'month')?.value ?? '';
          const key = wordKey(name);
          const known = found.get(key);
          found.set(key, known === undefined || known === at + 1 ? at + 1 : null);
        }
      }
    }
  }
  monthByName = new Map([...found].flatMap(([name, month]) => (month === null || name === '' ? [] : [[name, month]])));
  return monthByName;
}

let afternoonByWord: Map<string, boolean> | undefined;

/** Words for a.m. (false) and p.m. (true). */
function afternoonWords(): Map<string, boolean> {
  if (afternoonByWord) return afternoonByWord;
  afternoonByWord = new Map([
    ['am', false],
    ['pm', true],
  ]);
  for (const locale of LOCALES) {
    const form = new Intl.DateTimeFormat(locale, { hour: 'numeric', hour12: true, timeZone: 'UTC' });
    for (const hour of [9, 15]) {
      const word = form.formatToParts(Date.UTC(2024, 0, 1, hour)).find(({ type }) => type === 'dayPeriod')?.value;
      if (word) afternoonByWord.set(wordKey(word), hour > 12);
    }
  }
  return afternoonByWord;
}
