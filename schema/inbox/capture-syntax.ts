// The quick syntax of capturing, in the first line of a text: #tag, !priority, and a day ("tomorrow", "on friday", "in 3 days",
// "2026-12-24", "24 Dec"). Pure: `today` is given.
import { addDays, daysBetween, isWithinYears, weekdayOf } from '../day.ts';
import { cleanTags } from '../notes/rules/note.ts';
import type { Priority } from './rules.ts';

export interface CaptureParse {
  /** The text without the marks that were understood. */
  text: string;
  tags: string[];
  priority: Priority | null;
  dueOn: string | null;
}

const TAG = /(^|\s)#([\p{L}_][\p{L}\p{N}_/-]{0,39})(?=\s|$|[,.;:!?)])/gu;
const PRIORITY = /(^|\s)!(high|medium|low|[123]|!{0,2})(?=\s|$)/giu;
const PRIORITIES: Readonly<Record<string, Priority>> = {
  ...{ high: 'high', medium: 'medium', low: 'low', '1': 'high', '2': 'medium', '3': 'low' },
  ...{ '': 'low', '!': 'medium', '!!': 'high' },
};

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.join('|')})[a-z]*`;

/** In the order in which they are tried; each gives the day, or null for words that only look like one. */
const DAYS: readonly (readonly [RegExp, (match: RegExpExecArray, today: string) => string | null])[] = [
  [/\b(\d{4}-\d{2}-\d{2})\b/, (match) => realDay(match[1] ?? '')],
  [/\b(?:by |on )?(today|tomorrow)\b/i, (match, today) => addDays(today, match[1]?.toLowerCase() === 'today' ? 0 : 1)],
  [
    /\bin (\d{1,3}) (day|week)s?\b/i,
    (match, today) => addDays(today, Number(match[1]) * (match[2]?.toLowerCase() === 'week' ? 7 : 1)),
  ],
  // Bare names of days are words of titles too: "Sunday roast".
  [new RegExp(`\\b(?:on|by|next|this) (${WEEKDAYS.join('|')})\\b`, 'i'), (match, today) => nextWeekday(match[1] ?? '', today)],
  [new RegExp(`\\b(?:on |by )?(\\d{1,2})\\.? ${MONTH}\\b`, 'i'), (match, today) => nextDate(match[1], match[2], today)],
  [new RegExp(`\\b(?:on |by )?${MONTH} (\\d{1,2})\\b`, 'i'), (match, today) => nextDate(match[2], match[1], today)],
];

export function parseCapture(text: string, today: string): CaptureParse {
  const [first = '', ...rest] = text.split('\n');
  const tags: string[] = [];
  let priority: Priority | null = null;
  let line = first.replaceAll(TAG, (_whole, before: string, tag: string) => {
    tags.push(tag);
    return before;
  });
  line = line.replaceAll(PRIORITY, (_whole, before: string, mark: string) => {
    priority = PRIORITIES[mark.toLowerCase()] ?? priority;
    return before;
  });
  const found = dayIn(line, today);
  if (found) line = line.slice(0, found.at) + line.slice(found.at + found.length);
  const title = line.replaceAll(/\s+/g, ' ').trim();
  // A line of marks alone keeps its words: they are all that was written.
  const isMarksOnly = title === '' && rest.join('').trim() === '';
  return {
    text: isMarksOnly ? text : [title, ...rest].join('\n').trim(),
    tags: cleanTags(tags),
    priority,
    dueOn: found?.day ?? null,
  };
}

function dayIn(line: string, today: string): { day: string; at: number; length: number } | null {
  for (const [pattern, dayOf] of DAYS) {
    const match = pattern.exec(line);
    const day = match && dayOf(match, today);
    if (match && day !== null) return { day, at: match.index, length: match[0].length };
  }
  return null;
}

function realDay(day: string): string | null {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) && isWithinYears(day) ? day : null;
}

/** The next such day after today. */
function nextWeekday(name: string, today: string): string {
  const ahead = (WEEKDAYS.indexOf(name.toLowerCase()) + 1 - weekdayOf(today) + 7) % 7;
  return addDays(today, ahead === 0 ? 7 : ahead);
}

/** This year's, or next year's when it is past. */
function nextDate(dayText: string | undefined, monthText: string | undefined, today: string): string | null {
  const month = MONTHS.indexOf((monthText ?? '').toLowerCase().slice(0, 3)) + 1;
  const rest = `${String(month).padStart(2, '0')}-${(dayText ?? '').padStart(2, '0')}`;
  const year = Number(today.slice(0, 4));
  const days = [realDay(`${year}-${rest}`), realDay(`${year + 1}-${rest}`)];
  return days.find((day) => day !== null && daysBetween(today, day) >= 0) ?? null;
}
