// Three judges of the engine: RFC 5545's own examples, the rules of libical's and dateutil's tests, and a second engine over random rules.
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import * as rruleModule from 'rrule';
import { describe, expect, it, test } from 'vitest';
import { countBefore, endedBefore, lastWall, movedRule, readRule, restFrom, storedRule, wallsBetween } from './recurrence.ts';
import { endOfSeries, timeOfKey, timesIn, type Series } from './series.ts';
import { instantToWall, wallToInstant } from './walls.ts';

const { rrulestr } = rruleModule;
const DATA = new URL('../../../../shared/data/rrule/', import.meta.url);
const isHere = existsSync(DATA);
if (!isHere) process.stdout.write('Rules of libical and dateutil: skipped, ../shared/data/rrule is not here\n');

const days = (rule: string, start: string, to: string) => wallsBetween(rule, start, start, to).map((wall) => wall.slice(0, 10));

describe('examples of RFC 5545, 3.8.5.3, from 1997-09-02 09:00 in New York', () => {
  const start = '1997-09-02T09:00:00';
  test.each([
    ['FREQ=DAILY;COUNT=10', '1997-12-31', '02 03 04 05 06 07 08 09 10 11'],
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-10-31', '02 12 22 02 12'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', '1997-10-15', '02 16 30 14'],
    ['FREQ=WEEKLY;UNTIL=19971007T000000;WKST=SU;BYDAY=TU,TH', '1997-12-31', '02 04 09 11 16 18 23 25 30 02'],
    ['FREQ=MONTHLY;COUNT=3;BYMONTHDAY=2,15', '1998-12-31', '02 15 02'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1998-12-31', '04 07 06'],
    ['FREQ=MONTHLY;BYDAY=WE,MO,TU,TH,FR;BYSETPOS=-2', '1997-12-31', '29 30 27 30'],
    ['FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU;BYHOUR=8;BYMINUTE=30;COUNT=4', '2005-12-31', '03 10 17 24'],
  ] as const)('%s', (rule, to, expected) => {
    expect(
      days(rule, start, `${to}T23:59:59`)
        .map((day) => day.slice(8))
        .join(' '),
    ).toBe(expected);
  });

  it('places the Monday of week 20, and the last Friday of May 1997', () => {
    expect(days('FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '1997-05-12T09:00:00', '1999-12-31T00:00:00')).toEqual([
      '1997-05-12',
      '1998-05-11',
      '1999-05-17',
    ]);
    expect(days('FREQ=MONTHLY;BYDAY=-1FR', '1997-05-30T09:00:00', '1997-07-31T00:00:00')).toEqual([
      '1997-05-30',
      '1997-06-27',
      '1997-07-25',
    ]);
  });
});

interface Expected {
  rrule?: string;
  dtstart?: string;
  instances: string[];
}
/** Where ours and the file differ, and why ours stays. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  // The table of RFC 5545 (3.3.10) expands days of the month in a yearly rule to all months, as dateutil does; libical takes the month of DTSTART.
  [/^FREQ=YEARLY;BYMONTHDAY/, 'all months'],
  // A part that is missing is taken from DTSTART (3.3.10): here the weekday. Dateutil takes all days of the week.
  [/^FREQ=(YEARLY|MONTHLY);COUNT=3;BYWEEKNO=20$/, 'the weekday of DTSTART'],
  // 30 December 2024 is a day of December, a 30th, and in week 1 of 2025: nothing in RFC 5545 forbids the three together.
  [/BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1/, 'the parts agree'],
  // 3 January 2027 is in a week of 2026, from which the interval counts. Libical does the same only where DTSTART is an occurrence.
  [/BYWEEKNO=53;INTERVAL=[56];BYDAY=TH/, 'the year of the week'],
];
const isKnown = (rule: string): boolean => KNOWN.some(([text]) => text.test(rule));

const wallOf = (text: string): string =>
  text.length === 8
    ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}T00:00:00`
    : `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}`;

describe.skipIf(!isHere).each(['expected-libical.json', 'expected-dateutil-half.json'])('%s', (name) => {
  it('gives the dates that its rules are to give', () => {
    const cases = JSON.parse(readFileSync(new URL(name, DATA), 'utf8')) as Expected[];
    const wrong: string[] = [];
    let judged = 0;
    for (const { rrule, dtstart, instances } of cases) {
      if (rrule === undefined || dtstart === undefined || isKnown(rrule)) continue;
      const start = wallOf(dtstart);
      const rule = storedRule(rrule, dtstart.length === 8 ? start.slice(0, 10) : start, 'UTC');
      if (rule === null) continue;
      judged += 1;
      const isEnding = /COUNT|UNTIL/.test(rule);
      const last = instances.at(-1);
      const to = isEnding ? '2200-01-01T00:00:00' : last === undefined ? start : wallOf(last);
      const found = wallsBetween(rule, start, start, to, instances.length + 1);
      const wanted = instances.map(wallOf);
      if (found.join() !== wanted.join())
        wrong.push(`${rrule} from ${dtstart}\n  ${wanted.slice(0, 8).join()}\n  ${found.slice(0, 8).join()}`);
    }
    expect(judged).toBeGreaterThan(name.includes('libical') ? 140 : 75);
    expect(wrong.join('\n')).toBe('');
  });
});

describe('a second engine agrees', () => {
  const weekdays = fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1, maxLength: 4 });
  const interval = fc.integer({ min: 1, max: 4 });
  const rule = fc.oneof(
    fc.tuple(interval).map(([every]) => `FREQ=DAILY;INTERVAL=${every}`),
    fc.tuple(interval, weekdays).map(([every, on]) => `FREQ=WEEKLY;INTERVAL=${every};BYDAY=${on.join()}`),
    fc.tuple(interval, fc.integer({ min: 1, max: 31 })).map(([every, day]) => `FREQ=MONTHLY;INTERVAL=${every};BYMONTHDAY=${day}`),
    fc
      .tuple(interval, fc.constantFrom('1', '2', '3', '4', '-1', '-2'), fc.constantFrom('MO', 'WE', 'SU'))
      .map(([every, nth, day]) => `FREQ=MONTHLY;INTERVAL=${every};BYDAY=${nth}${day}`),
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
      .map(([month, day]) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`),
    fc
      .tuple(
        interval,
        weekdays,
        fc.constantFrom('1', '-1', '1,2', '2,3'),
        fc.constantFrom('', ';BYMONTH=2,6', ';BYMONTHDAY=10,11,12'),
      )
      .map(([every, on, nth, within]) => `FREQ=MONTHLY;INTERVAL=${every};BYDAY=${on.join()};BYSETPOS=${nth}${within}`),
    fc
      // Not the last weeks: rrule gives days before the first week to week 53 of a year that has 52.
      .tuple(fc.constantFrom('1', '20', '40,41', '1,2,50'), weekdays, fc.constantFrom('MO', 'SU'))
      .map(([weeks, on, first]) => `FREQ=YEARLY;BYWEEKNO=${weeks};BYDAY=${on.join()};WKST=${first}`),
    fc
      .tuple(fc.constantFrom('1', '60', '366', '-1', '1,100,-100', '-366,59,60,61'), weekdays)
      .map(([yearDays, on]) => `FREQ=YEARLY;BYYEARDAY=${yearDays};BYDAY=${on.join()}`),
  );
  const start = fc
    .tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 1_439 }))
    .map(([day, minute]) => new Date(Date.UTC(2018, 0, 1 + day, 0, minute)).toISOString().slice(0, 19));

  it('over random rules, starts, counts and windows', () => {
    fc.assert(
      fc.property(
        rule,
        start,
        fc.option(fc.integer({ min: 1, max: 30 })),
        fc.integer({ min: 0, max: 900 }),
        (text, from, count, later) => {
          const ruled = count === null ? text : `${text};COUNT=${count}`;
          const windowStart = new Date(Date.parse(`${from}Z`) + later * 86_400_000);
          const windowEnd = new Date(windowStart.getTime() + 120 * 86_400_000);
          const other = rrulestr(`DTSTART:${from.replaceAll(/[-:]/g, '')}Z\nRRULE:${ruled}`);
          const times = other.between(windowStart, windowEnd, true).map((at) => at.toISOString().slice(0, 19));
          // A day that is the first and the last of its month comes twice there.
          const wanted = [...new Set(times)];
          const found = wallsBetween(ruled, from, windowStart.toISOString().slice(0, 19), windowEnd.toISOString().slice(0, 19));
          expect(found).toEqual(wanted);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('in every zone and over changes of summer time, with instants that are found by Intl alone', () => {
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Africa/Casablanca',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'UTC',
    );
    fc.assert(
      fc.property(rule, start, zone, fc.integer({ min: 0, max: 400 }), (text, from, timezone, later) => {
        const firstDay = new Date(Date.parse(`${from}Z`) + later * 86_400_000);
        const lastDay = new Date(firstDay.getTime() + 60 * 86_400_000);
        const other = rrulestr(`DTSTART:${from.replaceAll(/[-:]/g, '')}Z\nRRULE:${text}`);
        const wanted = other
          .between(new Date(firstDay.getTime() - 86_400_000), new Date(lastDay.getTime() + 86_400_000), true)
          .map((wall) => instantByIntl(wall.getTime(), timezone))
          .filter((instant, at, all) => instant !== all[at - 1] && instant >= firstDay.getTime() && instant < lastDay.getTime());
        const at = new Date(instantByIntl(Date.parse(`${from}Z`), timezone));
        // A start in the hour that spring skips is shown at another time, from which the series then counts.
        fc.pre(instantToWall(at, timezone) === from);
        const one = series({ start_time: at, end_time: at, timezone, recurrence_rule: text });
        expect(timesIn(one, new Set(), firstDay, lastDay).map((time) => time.start.getTime())).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });
});

/** The instant at which a clock of the zone shows the wall: the first of two, and by the offset before a gap (RFC 5545, 3.3.5). */
function instantByIntl(wallMs: number, zone: string): number {
  const [before, after] = [wallMs - 86_400_000, wallMs + 86_400_000].map((ms) => offsetByIntl(ms, zone)) as [number, number];
  const shown = [wallMs - before, wallMs - after].filter((ms) => ms + offsetByIntl(ms, zone) === wallMs);
  return shown.length > 0 ? Math.min(...shown) : wallMs - before;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
function offsetByIntl(ms: number, zone: string): number {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  clocks.set(zone, clock);
  const part = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - ms;
}

const series = (changes: Partial<Series> = {}): Series => ({
  start_time: wallToInstant('2026-03-02T07:00', 'Europe/Berlin'),
  end_time: wallToInstant('2026-03-02T07:45', 'Europe/Berlin'),
  all_day: false,
  timezone: 'Europe/Berlin',
  recurrence_rule: 'FREQ=WEEKLY;BYDAY=MO,TH',
  recurrence_end: null,
  excluded_dates: [],
  extra_dates: [],
  ...changes,
});
const at = (text: string) => new Date(text);

describe('a series', () => {
  it('keeps the clock of its zone when summer time begins', () => {
    const found = timesIn(series(), new Set(), at('2026-03-23T00:00Z'), at('2026-04-03T00:00Z'));
    expect(found.map(({ key, start }) => `${key} ${start.toISOString().slice(11, 16)}`)).toEqual([
      '2026-03-23 06:00',
      '2026-03-26 06:00',
      '2026-03-30 05:00',
      '2026-04-02 05:00',
    ]);
  });

  it('leaves out what has a row of its own and what is excluded, and adds extra dates', () => {
    const one = series({ excluded_dates: ['2026-03-05'], extra_dates: ['2026-03-07T09:00:00'] });
    const found = timesIn(one, new Set(['2026-03-02']), at('2026-03-01T00:00Z'), at('2026-03-10T00:00Z'));
    expect(found.map(({ key }) => key)).toEqual(['2026-03-07', '2026-03-09']);
    expect(timeOfKey(one, '2026-03-05')?.start.toISOString()).toBe('2026-03-05T06:00:00.000Z');
    expect(timeOfKey(one, '2026-03-06')).toBeUndefined();
  });

  it('of whole days has no zone', () => {
    const one = series({ all_day: true, start_time: at('2026-03-02T00:00Z'), end_time: at('2026-03-03T00:00Z') });
    expect(timesIn(one, new Set(), at('2026-03-02T00:00Z'), at('2026-03-03T00:00Z')).map(({ key }) => key)).toEqual([
      '2026-03-02',
    ]);
  });

  it('that ends says when its last occurrence ends', () => {
    expect(endOfSeries(series())).toBeNull();
    expect(endOfSeries(series({ recurrence_rule: 'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3' }))?.toISOString()).toBe(
      '2026-03-09T06:45:00.000Z',
    );
  });
});

describe('a rule', () => {
  const start = '2026-03-02T07:00:00';
  it('is split at an occurrence: what comes before ends, the rest has the rest of the number', () => {
    const rule = 'FREQ=DAILY;COUNT=5';
    expect(countBefore(rule, start, '2026-03-04T07:00:00')).toBe(2);
    expect(lastWall(endedBefore(rule, '2026-03-04T07:00:00'), start)).toBe('2026-03-03T07:00:00');
    expect(restFrom(rule, start, '2026-03-04T07:00:00')).toBe('FREQ=DAILY;COUNT=3');
  });

  it('moves its weekdays along with its start', () => {
    expect(movedRule('FREQ=WEEKLY;BYDAY=MO,SU', start, '2026-03-03T08:00:00')).toBe('FREQ=WEEKLY;BYDAY=TU,MO');
    expect(movedRule('FREQ=MONTHLY;BYMONTHDAY=2', start, '2026-03-05T07:00:00')).toBe('FREQ=MONTHLY;BYMONTHDAY=5');
  });

  it('that cannot be used says why', () => {
    const problem = (text: string) => ('problem' in readRule(text) ? readRule(text) : null);
    expect(problem('FREQ=SECONDLY')).toEqual({ problem: 'too_often' });
    expect(problem('FREQ=DAILY;COUNT=999999')).toEqual({ problem: 'too_many' });
    expect(problem('RSCALE=ETHIOPIC;FREQ=YEARLY')).toEqual({ problem: 'calendar' });
    expect(problem('FREQ=YEARLY;SKIP=FORWARD')).toEqual({ problem: 'malformed' });
    expect(problem('RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD')).toEqual({ problem: 'calendar' });
    expect(problem('every day')).toEqual({ problem: 'malformed' });
    expect(wallsBetween('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', start, start, '2100-01-01T00:00:00')).toEqual([]);
  });
});
