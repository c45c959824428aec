// Reads an event from typed words: "run tomorrow 7 for 45m weekly", "dentist 5 May 14:30-15:15 @Berlin", "holiday 3 Aug for 5 days".
// Every part that is understood is taken out of the words; what is left is the title. Pure, so that the parse is shown at each key.
import { addDays, weekdayOf } from '#schema/day.ts';
import { shiftWall } from '#schema/planning/rules/walls.ts';
import type { LinkKind } from '#schema/planning/rules/limits.ts';

export interface TypedEvent {
  title: string;
  /** Walls; for whole days midnights, the end after the last day. */
  start: string;
  end: string;
  isAllDay: boolean;
  rule: string | null;
  location: string | null;
  reminder: number | null;
  link: LinkKind | null;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const RULE_DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const WEEKDAY = '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?';
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

const weekdayNumber = (name: string): number => WEEKDAYS.findIndex((one) => one.startsWith(name.slice(0, 3))) + 1;
const monthNumber = (name: string): number => MONTHS.findIndex((one) => one.startsWith(name.slice(0, 3))) + 1;
const two = (value: number): string => String(value).padStart(2, '0');

interface Words {
  text: string;
  /** Removes what matches and returns it. */
  take(pattern: string): RegExpExecArray | null;
}

function wordsOf(typed: string): Words {
  return {
    text: ` ${typed.trim()} `,
    take(pattern) {
      const found = new RegExp(`(?<=\\s)(?:${pattern})(?=[\\s,.])`, 'i').exec(this.text);
      if (found) this.text = `${this.text.slice(0, found.index)} ${this.text.slice(found.index + found[0].length)}`;
      return found;
    },
  };
}

/** `now` is a wall of the person's zone. Null while nothing is typed. */
export function readTyped(typed: string, now: string): TypedEvent | null {
  if (typed.trim() === '') return null;
  const words = wordsOf(typed);
  const read = readParts(words, now.slice(0, 10));
  const title = words.text.replaceAll(/\s+/g, ' ').replaceAll(/^[\s,–-]+|[\s,–-]+$/g, '') || typed.trim();
  const { location, reminder } = read;
  return { title, ...timesOf(read, now), rule: read.repeat?.rule ?? null, location, reminder, link: linkOf(title) };
}

interface Parts {
  location: string | null;
  reminder: number | null;
  repeat: Repeat | null;
  /** Whole days; null where none are said. */
  days: number | null;
  minutes: number | null;
  date: string | null;
  span: { from: number; to: number | null } | null;
}

/** In this order, because each part is read from what the earlier ones left. */
function readParts(words: Words, today: string): Parts {
  const [location, reminder, repeat] = [takeLocation(words), takeReminder(words), takeRepeat(words, today)];
  const said = words.take('(?:for\\s+)?(\\d{1,3})\\s*days?');
  const isAllDay = words.take('all[ -]day') !== null;
  const days = said ? Math.max(1, Number(said[1])) : isAllDay ? 1 : null;
  const [minutes, date] = [takeDuration(words), takeDate(words, today)];
  const span = days === null ? takeTimes(words, date !== null || repeat !== null) : null;
  return { location, reminder, repeat, days, minutes, date, span };
}

function timesOf({ repeat, days, minutes, date, span }: Parts, now: string): Pick<TypedEvent, 'start' | 'end' | 'isAllDay'> {
  const today = now.slice(0, 10);
  const firstDay = date ?? repeat?.first ?? (span && isPast(span.from, now) ? addDays(today, 1) : today);
  const isDayOnly = span === null && minutes === null && (date !== null || repeat !== null);
  if (days !== null || isDayOnly) {
    return { start: `${firstDay}T00:00:00`, end: `${addDays(firstDay, days ?? 1)}T00:00:00`, isAllDay: true };
  }
  const from = span?.from ?? nextHour(now);
  const start = `${firstDay}T${two(Math.floor(from / 60))}:${two(from % 60)}:00`;
  return { start, end: shiftWall(start, (untilMinute(from, span?.to ?? null) ?? minutes ?? 60) * 60_000), isAllDay: false };
}

/** The length until a minute of the day, of the next day where it is earlier. */
const untilMinute = (from: number, to: number | null): number | null =>
  to === null ? null : to > from ? to - from : to + 1_440 - from;

const minuteOf = (wall: string): number => Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
const isPast = (minute: number, now: string): boolean => minute < minuteOf(now);
const nextHour = (now: string): number => Math.min(23 * 60, (Math.floor(minuteOf(now) / 60) + 1) * 60);

function takeLocation(words: Words): string | null {
  const found = /(?<=\s)@([^\s,@][^,@]*?)(?=\s{2}|\s(?:every|daily|weekly|monthly|for|tomorrow|today)\b|,|\s*$)/i.exec(
    words.text,
  );
  if (!found) return null;
  words.text = `${words.text.slice(0, found.index)} ${words.text.slice(found.index + found[0].length)}`;
  return found[1]?.trim() ?? null;
}

function takeReminder(words: Words): number | null {
  const found = words.take('(?:remind(?: me)?|alert)\\s+(\\d{1,3})\\s*(m|min|minutes?|h|hours?)?(?:\\s+before)?');
  return found ? Number(found[1]) * (found[2]?.startsWith('h') ? 60 : 1) : null;
}

function takeDuration(words: Words): number | null {
  const clock = words.take('for\\s+(\\d{1,2}):(\\d{2})');
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const hours = words.take(
    '(?:for\\s+)?(\\d{1,2}(?:[.,]\\d{1,2})?)\\s*(?:h|hrs?|hours?)\\s*(?:(\\d{1,2})\\s*(?:m|min|minutes?)?)?',
  );
  if (hours) return Math.round(Number(hours[1]?.replace(',', '.')) * 60) + Number(hours[2] ?? 0);
  const minutes = words.take('(?:for\\s+)?(\\d{1,3})\\s*(?:m|mins?|minutes?)');
  if (minutes) return Math.max(1, Number(minutes[1]));
  return words.take('for half an hour') ? 30 : words.take('for an hour') ? 60 : null;
}

interface Repeat {
  rule: string;
  /** The first day, where the rule names weekdays. */
  first: string | null;
}

function takeRepeat(words: Words, today: string): Repeat | null {
  const repeat = takeRule(words, today);
  if (!repeat) return null;
  const times = words.take('(\\d{1,3})\\s*times');
  if (times) return { ...repeat, rule: `${repeat.rule};COUNT=${times[1]}` };
  const until = words.take('(?:until|till)\\s+(.{3,20})');
  if (!until) return repeat;
  const rest = wordsOf(until[1] ?? '');
  const day = takeDate(rest, today);
  // What was not part of the date goes back.
  words.text = `${words.text} ${day === null ? until[0] : rest.text} `;
  return day === null ? repeat : { ...repeat, rule: `${repeat.rule};UNTIL=${day.replaceAll('-', '')}T235959` };
}

function takeRule(words: Words, today: string): Repeat | null {
  if (words.take('(?:every (?:working|week) ?day|(?:on )?weekdays)')) {
    return { rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', first: firstOf([1, 2, 3, 4, 5], today) };
  }
  const weekdays = words.take(
    `every\\s+(?:(other|\\d{1,2}(?:nd|rd|th)?)\\s+)?(${WEEKDAY}(?:(?:\\s*,\\s*|\\s+and\\s+|\\s+)${WEEKDAY})*)`,
  );
  if (weekdays) {
    const names = [...(weekdays[2] ?? '').matchAll(new RegExp(WEEKDAY, 'gi'))].map(([name]) => weekdayNumber(name.toLowerCase()));
    const numbers = [...new Set(names)].toSorted((a, b) => a - b);
    const every =
      weekdays[1] === undefined
        ? ''
        : `;INTERVAL=${weekdays[1].toLowerCase() === 'other' ? 2 : Number.parseInt(weekdays[1], 10)}`;
    return {
      rule: `FREQ=WEEKLY${every};BYDAY=${numbers.map((one) => RULE_DAYS[one - 1]).join()}`,
      first: firstOf(numbers, today),
    };
  }
  const plain = words.take(
    '(?:every\\s+(other|\\d{1,2})?\\s*(day|week|month|year)s?|(daily|weekly|fortnightly|monthly|yearly|annually))',
  );
  if (!plain) return null;
  const unit = (plain[2] ?? plain[3] ?? '').toLowerCase();
  const frequency = {
    day: 'DAILY',
    daily: 'DAILY',
    week: 'WEEKLY',
    weekly: 'WEEKLY',
    fortnightly: 'WEEKLY',
    month: 'MONTHLY',
    monthly: 'MONTHLY',
  }[unit];
  const every = unit === 'fortnightly' || plain[1]?.toLowerCase() === 'other' ? 2 : Number(plain[1] ?? 1);
  return { rule: `FREQ=${frequency ?? 'YEARLY'}${every > 1 ? `;INTERVAL=${every}` : ''}`, first: null };
}

const firstOf = (weekdays: readonly number[], today: string): string =>
  Array.from({ length: 7 }, (_, at) => addDays(today, at)).find((day) => weekdays.includes(weekdayOf(day))) ?? today;

function takeDate(words: Words, today: string): string | null {
  const iso = words.take('(\\d{4})-(\\d{2})-(\\d{2})');
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (words.take('day after tomorrow')) return addDays(today, 2);
  if (words.take('tomorrow|tmrw')) return addDays(today, 1);
  if (words.take('today')) return today;
  const later = words.take('in\\s+(\\d{1,3})\\s+(day|week)s?');
  if (later) return addDays(today, Number(later[1]) * (later[2]?.toLowerCase() === 'week' ? 7 : 1));
  const dayFirst = words.take(`(?:on\\s+)?(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?${MONTH}(?:\\s+(\\d{4}))?`);
  if (dayFirst) return namedDate(dayFirst[3], monthNumber((dayFirst[2] ?? '').toLowerCase()), Number(dayFirst[1]), today);
  const monthFirst = words.take(`(?:on\\s+)?${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?`);
  if (monthFirst) return namedDate(monthFirst[3], monthNumber((monthFirst[1] ?? '').toLowerCase()), Number(monthFirst[2]), today);
  const dotted = words.take('(?:on\\s+)?(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})?');
  if (dotted) return namedDate(dotted[3], Number(dotted[2]), Number(dotted[1]), today);
  const weekday = words.take(`(?:on\\s+|this\\s+)?(next\\s+)?${WEEKDAY}`);
  if (!weekday) return null;
  const wanted = weekdayNumber((weekday[2] ?? '').toLowerCase());
  const ahead = (wanted - weekdayOf(today) + 7) % 7 || 7;
  // "Next Friday" is the one of the next week.
  const isNextWeek = weekday[1] !== undefined && ahead < 8 - weekdayOf(today);
  return addDays(today, isNextWeek ? ahead + 7 : ahead);
}

function dateOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** Without a year the next one that comes. */
function namedDate(year: string | undefined, month: number, day: number, today: string): string | null {
  if (year !== undefined) return dateOf(Number(year), month, day);
  const thisYear = Number(today.slice(0, 4));
  const date = dateOf(thisYear, month, day);
  return date !== null && date < today ? dateOf(thisYear + 1, month, day) : date;
}

const CLOCK = '(\\d{1,2})(?:[:.h](\\d{2})|h)?\\s*(am|pm|a\\.m\\.|p\\.m\\.)?';

function takeTimes(words: Words, isDated: boolean): { from: number; to: number | null } | null {
  const range = words.take(`(?:at\\s+|from\\s+)?${CLOCK}\\s*(?:-|–|to|until|till)\\s*${CLOCK}`);
  const span = range && spanOf(range);
  if (span) return span;
  const named = words.take('(?:at\\s+)?(noon|midday|midnight)');
  if (named) return { from: named[1]?.toLowerCase() === 'midnight' ? 0 : 720, to: null };
  const said =
    words.take(`(?:at\\s+|@\\s*)${CLOCK}`) ??
    words.take('(\\d{1,2})[:.h](\\d{2})\\s*(am|pm)?') ??
    words.take('(\\d{1,2})()\\s*(am|pm)') ??
    // A bare number is a time only beside a day: "chapter 7" is a title.
    (isDated ? words.take('(\\d{1,2})') : null);
  const from = said ? minuteOfClock(said[1], said[2], said[3]) : null;
  return from === null ? null : { from, to: null };
}

function spanOf([, fromHour, fromMinute, fromHalf, toHour, toMinute, toHalf]: RegExpExecArray): {
  from: number;
  to: number;
} | null {
  const half = fromHalf ?? (toHalf && Number(fromHour) <= Number(toHour) ? toHalf : undefined);
  const [from, guessed] = [minuteOfClock(fromHour, fromMinute, half), minuteOfClock(toHour, toMinute, toHalf)];
  if (from === null || guessed === null) return null;
  // "22:00-6:00" ends in the morning, "1-2" in the afternoon.
  const to = guessed <= from ? minuteOfClock(toHour, toMinute, toHalf ?? 'am') : guessed;
  return to === null ? null : { from, to };
}

/** Below seven without am or pm means the afternoon, unless it is written with a zero. */
function minuteOfClock(hour: string | undefined, minute: string | undefined, half: string | undefined): number | null {
  if (hour === undefined) return null;
  let hours = Number(hour);
  const isPm = half?.toLowerCase().startsWith('p') ?? (!hour.startsWith('0') && half === undefined && hours >= 1 && hours < 7);
  if (isPm && hours < 12) hours += 12;
  if (half?.toLowerCase().startsWith('a') && hours === 12) hours = 0;
  const minutes = Number(minute || 0);
  return hours > 23 || minutes > 59 ? null : hours * 60 + minutes;
}

/** What an event with such a title is filled by. It is shown, and can be changed. */
function linkOf(title: string): LinkKind | null {
  if (/\b(focus|deep work)\b/i.test(title)) return 'focus';
  if (/\b(gym|workout|lift(ing)?|training)\b/i.test(title)) return 'workout';
  return /\bread(ing)?\b/i.test(title) ? 'book' : null;
}
