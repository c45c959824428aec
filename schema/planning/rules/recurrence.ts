// Recurrence rules of RFC 5545, computed by rrule-temporal. The engine works on walls (what the clock shows), and a series turns walls into
// instants by its zone afterwards: so a rule means the same on every device, and a change of summer time moves no clock time.
// Invariants: a rule is stored with UNTIL as a wall of the series' zone; no rule makes an endless loop.
import { RRuleTemporal } from 'rrule-temporal';
import { planningLimits } from './limits.ts';
import { fullWall, instantToWall, msToWall, wallToInstant, wallToMs } from './walls.ts';
import { isYearRule, yearRuleTimes } from './year-rule.ts';

/** Names and values of a rule, in the order in which they stand. */
export type RuleParts = ReadonlyMap<string, string>;

const NAMES = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYSECOND',
  'BYMINUTE',
  'BYHOUR',
  'BYDAY',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYMONTH',
  'BYSETPOS',
  'WKST',
  'RSCALE',
  'SKIP',
]);
/** The calendars of RFC 7529 that the engine computes. */
const CALENDARS = new Set(['GREGORIAN', 'CHINESE', 'HEBREW']);
const FREQUENCIES = new Set(['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
const NUMBERS = /^-?\d{1,3}(,-?\d{1,3}){0,99}$/;
const PATTERNS: Readonly<Record<string, RegExp>> = {
  INTERVAL: /^[1-9]\d{0,3}$/,
  COUNT: /^[1-9]\d{0,5}$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  BYDAY: /^[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)){0,99}$/,
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
  // "5L" is the leap month after the fifth one (RFC 7529).
  BYMONTH: /^\d{1,2}L?(,\d{1,2}L?){0,99}$/,
  RSCALE: /^[A-Z-]{1,20}$/,
  SKIP: /^(OMIT|FORWARD|BACKWARD)$/,
};

export type RuleProblem = 'malformed' | 'calendar' | 'too_often' | 'too_many';

/** The parts of a rule, or why it cannot be used. */
export function readRule(text: string): { parts: RuleParts } | { problem: RuleProblem } {
  const parts = new Map<string, string>();
  const said = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';');
  for (const part of said) {
    const [name = '', value = ''] = part.split('=');
    if (part === '' || name.startsWith('X-')) continue;
    if (parts.has(name)) return { problem: 'malformed' };
    const problem = partProblem(name, value);
    if (problem !== null) return { problem };
    parts.set(name, value);
  }
  if (!parts.has('FREQ') || (parts.has('SKIP') && !parts.has('RSCALE'))) return { problem: 'malformed' };
  if (!isKnownCalendar(parts)) return { problem: 'calendar' };
  if (Number(parts.get('COUNT') ?? 0) > planningLimits.count) return { problem: 'too_many' };
  if (isTooOften(parts)) return { problem: 'too_often' };
  return { parts };
}

function partProblem(name: string, value: string): RuleProblem | null {
  if (!NAMES.has(name)) return 'malformed';
  if (name !== 'FREQ') return (PATTERNS[name] ?? NUMBERS).test(value) ? null : 'malformed';
  if (value === 'SECONDLY' || value === 'MINUTELY') return 'too_often';
  return FREQUENCIES.has(value) ? null : 'malformed';
}

/** The engine does not skip days that the rule names itself in the Gregorian calendar. */
function isKnownCalendar(parts: RuleParts): boolean {
  const scale = parts.get('RSCALE') ?? 'GREGORIAN';
  const isSkipping = scale === 'GREGORIAN' && (parts.get('SKIP') ?? 'OMIT') !== 'OMIT';
  return CALENDARS.has(scale) && !(isSkipping && (parts.has('BYMONTHDAY') || parts.has('BYYEARDAY')));
}

/** More than 96 times a day fills every view with one event. */
function isTooOften(parts: RuleParts): boolean {
  const length = (name: string): number => parts.get(name)?.split(',').length ?? 1;
  const hours = parts.get('FREQ') === 'HOURLY' && !parts.has('BYHOUR') ? 24 : length('BYHOUR');
  return hours * length('BYMINUTE') * length('BYSECOND') > 96;
}

export const ruleText = (parts: RuleParts): string => [...parts].map(([name, value]) => `${name}=${value}`).join(';');

/**
 * The form in which a rule is stored: checked, and with UNTIL as a wall of the zone. Null for a rule that cannot be used.
 */
export function storedRule(text: string, start: string, zone: string): string | null {
  const read = readRule(text);
  if ('problem' in read) return null;
  const parts = new Map(read.parts);
  // Whole days have no clock (3.3.10).
  if (start.length === 10) for (const name of ['BYHOUR', 'BYMINUTE', 'BYSECOND']) parts.delete(name);
  const until = parts.get('UNTIL');
  if (until !== undefined) {
    const wall = untilToWall(until, start, zone);
    if (wall === null) return null;
    // COUNT and UNTIL may not stand in one rule (3.3.10); the end in time is the clearer one.
    parts.delete('COUNT');
    parts.set('UNTIL', wall.replaceAll(/[-:]/g, ''));
  }
  const stored = ruleText(parts);
  try {
    engineOf(stored, start);
    return stored;
  } catch {
    return null;
  }
}

function untilToWall(until: string, start: string, zone: string): string | null {
  const [year, month, day, time] = [until.slice(0, 4), until.slice(4, 6), until.slice(6, 8), until.slice(9, 15)];
  const date = `${year}-${month}-${day}`;
  const clock = time === '' ? '23:59:59' : `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`;
  const wall = `${date}T${clock}`;
  if (Number.isNaN(Date.parse(`${wall}Z`)) || year < '1900') return null;
  if (start.length === 10) return `${date}T23:59:59`;
  return until.endsWith('Z') ? instantToWall(new Date(`${wall}Z`), zone) : wall;
}

/** A rule as a file of another app reads it: UNTIL in UTC, or a date for whole days (3.3.10). */
export function writtenRule(rule: string, { isAllDay, zone }: { isAllDay: boolean; zone: string }): string {
  const parts = new Map(partsOf(rule));
  const until = untilOf(parts);
  if (until === null) return rule;
  const text = isAllDay ? until.slice(0, 10) : `${wallToInstant(until, zone).toISOString().slice(0, 19)}Z`;
  parts.set('UNTIL', text.replaceAll(/[-:]/g, ''));
  return ruleText(parts);
}

export const partsOf = (rule: string): RuleParts =>
  new Map(rule.split(';').map((part): [string, string] => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));

/** The last wall that a stored rule allows; null for a rule without UNTIL. */
export function untilOf(parts: RuleParts): string | null {
  const until = parts.get('UNTIL');
  if (until === undefined) return null;
  const time = until.slice(9, 15) || '235959';
  return `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`;
}

interface Engine {
  between: (from: number, to: number, most: number) => string[];
  all: (most: number) => string[];
}

const engines = new Map<string, Engine>();
const ENGINES_KEPT = 500;

/** Parsing costs more than one window, and a view asks for the same series again and again. */
function engineOf(rule: string, start: string): Engine {
  const key = `${start} ${rule}`;
  const known = engines.get(key);
  if (known) return known;
  const parts = partsOf(rule);
  const engine = isYearRule(parts) ? yearEngine(parts, start) : ruleEngine(rule, start);
  if (engines.size >= ENGINES_KEPT) engines.clear();
  engines.set(key, engine);
  return engine;
}

function ruleEngine(rule: string, start: string): Engine {
  const dtstart = compact(fullWall(start));
  const text = `DTSTART:${dtstart}Z\nRRULE:${rule.replace(/UNTIL=(\d{8})(T\d{6})?/, (_, day: string, time = 'T235959') => `UNTIL=${day}${time}Z`)}`;
  // A start that the rule does not make is no occurrence. RFC 5545 (3.8.5.3) leaves that open; libical, dateutil and the engine agree.
  const engine = new RRuleTemporal({ rruleString: text, maxIterations: 20_000, cache: false });
  return {
    between: (from, to, most) => walls(engine.between(new Date(from), new Date(to), true).slice(0, most)),
    all: (most) => walls(engine.all((_, at) => at < most)),
  };
}

function yearEngine(parts: RuleParts, start: string): Engine {
  const until = untilOf(parts);
  const [last, count] = [until === null ? Infinity : wallToMs(until), Number(parts.get('COUNT') ?? Infinity)];
  const taken = (from: number, to: number, most: number): string[] => {
    const found: string[] = [];
    let at = 0;
    for (const time of yearRuleTimes(parts, fullWall(start))) {
      at += 1;
      if (time > Math.min(to, last) || at > count || found.length >= most) break;
      if (time >= from) found.push(msToWall(time));
    }
    return found;
  };
  return { between: taken, all: (most) => taken(-Infinity, Infinity, most) };
}

const compact = (wall: string): string => wall.replaceAll(/[-:]/g, '');

/** The walls of the rule's occurrences from `from` to `to`, both included, oldest first; `start` is the first one. At most `most`. */
export function wallsBetween(rule: string, start: string, from: string, to: string, most = 2_000): string[] {
  const [first, last] = [Math.max(wallToMs(from), wallToMs(start)), wallToMs(to)];
  if (last < first) return [];
  try {
    return engineOf(rule, start).between(first, last, most);
  } catch {
    // A rule that never comes again runs into the engine's limit.
    return [];
  }
}

const walls = (found: readonly { epochMilliseconds: number }[]): string[] => [
  ...new Set(found.map(({ epochMilliseconds }) => msToWall(epochMilliseconds))),
];

/** The last wall of a rule; null for a rule without an end. */
export function lastWall(rule: string, start: string): string | null {
  const parts = partsOf(rule);
  const until = untilOf(parts);
  if (until === null && !parts.has('COUNT')) return null;
  try {
    const all = engineOf(rule, start).all(planningLimits.count);
    return all.at(-1) ?? fullWall(start);
  } catch {
    return until ?? fullWall(start);
  }
}

/** How many occurrences the rule has before a wall. */
export const countBefore = (rule: string, start: string, wall: string): number =>
  wallsBetween(rule, start, start, msToWall(wallToMs(wall) - 1_000), planningLimits.count).length;

/** The rule, ended before a wall. */
export function endedBefore(rule: string, wall: string): string {
  const parts = new Map(partsOf(rule));
  parts.delete('COUNT');
  parts.set('UNTIL', compact(msToWall(wallToMs(wall) - 1_000)));
  return ruleText(parts);
}

/** The rule from a wall on: a number of occurrences is reduced by those before. */
export function restFrom(rule: string, start: string, wall: string): string {
  const parts = new Map(partsOf(rule));
  const count = parts.get('COUNT');
  if (count !== undefined) parts.set('COUNT', String(Math.max(1, Number(count) - countBefore(rule, start, wall))));
  return ruleText(parts);
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type RuleWeekday = (typeof WEEKDAYS)[number];
/** Of a 'YYYY-MM-DD'. */
export const ruleWeekday = (day: string): RuleWeekday => WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'MO';

/**
 * The rule after its first occurrence moved from one wall to another. Weekdays of a weekly rule move along; parts that name the old day of a
 * month or year are given the new one. UNTIL moves by the same time.
 */
export function movedRule(rule: string, from: string, to: string): string {
  const parts = new Map(partsOf(rule));
  const days = Math.round((wallToMs(to.slice(0, 10)) - wallToMs(from.slice(0, 10))) / 86_400_000);
  const until = untilOf(parts);
  if (until !== null && days !== 0) parts.set('UNTIL', compact(msToWall(wallToMs(until) + days * 86_400_000)));
  else if (until !== null && to > from) {
    // The last day stays in the series when its occurrence is later in the day.
    parts.set('UNTIL', compact(`${until.slice(0, 10)}T23:59:59`));
  }
  for (const name of ['BYHOUR', 'BYMINUTE', 'BYSECOND'] as const) {
    if (parts.has(name) && !parts.get(name)?.includes(',') && parts.get('FREQ') !== 'HOURLY' && to.length > 10) {
      const at = { BYHOUR: 11, BYMINUTE: 14, BYSECOND: 17 }[name];
      parts.set(name, String(Number(fullWall(to).slice(at, at + 2))));
    }
  }
  if (days === 0) return ruleText(parts);
  const byDay = parts.get('BYDAY');
  if (byDay !== undefined)
    parts.set(
      'BYDAY',
      byDay
        .split(',')
        .map((one) => movedWeekday(one, days))
        .join(','),
    );
  // Days and months of another calendar follow the start by themselves, or say what they mean.
  if (parts.has('RSCALE')) return ruleText(parts);
  const [day, month] = [String(Number(to.slice(8, 10))), String(Number(to.slice(5, 7)))];
  if (parts.get('BYMONTHDAY') === String(Number(from.slice(8, 10)))) parts.set('BYMONTHDAY', day);
  if (parts.get('BYMONTH') === String(Number(from.slice(5, 7)))) parts.set('BYMONTH', month);
  return ruleText(parts);
}

function movedWeekday(text: string, days: number): string {
  const name = text.slice(-2);
  const at = WEEKDAYS.indexOf(name as RuleWeekday);
  return `${text.slice(0, -2)}${WEEKDAYS[(((at + days) % 7) + 7) % 7] ?? name}`;
}

/** Whether one day can have several occurrences, so that a date alone does not name one. */
export const isWithinDay = (rule: string): boolean => /FREQ=HOURLY|BYHOUR=[^;]*,|BYMINUTE=[^;]*,|BYSECOND=[^;]*,/.test(rule);
