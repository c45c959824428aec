// The calendars under ../shared/data/ics (real ones, not part of the repository), against the occurrences that another engine computed.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endOfSeries, timesIn, type Series } from '../rules/series.ts';
import { saidTimes } from '../rules/event.ts';
import { readCalendar, type FileEvent } from './ics.ts';
import { writeCalendar, type WrittenEvent } from './ics-write.ts';

const DATA = new URL('../../../../shared/data/ics/', import.meta.url);
const isHere = existsSync(DATA);
if (!isHere) process.stdout.write('Calendars: skipped, ../shared/data/ics is not here\n');

const DTSTART_OFF =
  'DTSTART is no date of its rule, which RFC 5545 leaves open: ours, libical and dateutil take no occurrence there';
const SWAPPED = 'DTEND is before DTSTART: ours keeps the start without a length, the other engine swaps them';
const NO_ZONE = 'a date has no zone (3.3.4): ours is a whole day, the other engine makes a midnight of it';
const NAME_OF_ZONE = 'ours knows the name of the zone, the other engine takes the time without a zone';
const VTIMEZONE_WRONG = 'the VTIMEZONE contradicts the known zone of its name: ours takes the zone';
const UNKNOWN_ZONE = 'the zone is defined nowhere: ours takes the zone of the device, and says so';
const ONE_UID = 'two events of one UID and one SEQUENCE: ours keeps both, the other engine the last';
const READ_ANYWAY = 'one property is broken: ours reads the event without it, and says so; the other engine leaves the event out';

/** Where the occurrences differ, and why ours stay. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'recurring/bad_rrule_missing_until_event.ics': READ_ANYWAY,
  'recurring/issue42.ics': VTIMEZONE_WRONG,
  'recurring/end_before_start_event.ics': SWAPPED,
  'recurring/issue_132_swapped_start_and_end.ics': SWAPPED,
  'recurring/issue_201_mixed_datetime_and_date.ics': NO_ZONE,
  'recurring/issue_201_test_matrix.ics': NO_ZONE,
  'recurring/machbar_16_feb_2019.ics': 'the UIDs were replaced, and the list ends before most of them can be told',
  'recurring/one_event_repeat_every_3_days.ics':
    'the window ends at a midnight of UTC, that of the other engine at one of Berlin: an occurrence lies between them',
  'khal/event_dt_mixed_awareness.ics':
    'a start without a zone is a time of the device; the other engine takes the zone of the end',
  'khal/event_dt_multi_uid.ics': ONE_UID,
  'khal/event_dtr_no_tz_exdatez.ics':
    'the zone LOLOLOL is unknown, so EXDATE in UTC meets no occurrence to the minute: ours leaves out the day that is meant',
  'khal/event_dtr_notz_untilz.ics': NAME_OF_ZONE,
  'khal/event_rrule_no_occurence.ics': `${DTSTART_OFF}; the title says that the event never takes place`,
  'khal/tz_windows_format.ics': VTIMEZONE_WRONG,
  'node-ical/test/fixtures/Office-2012-owa.ics': `${NAME_OF_ZONE}; ${DTSTART_OFF}`,
  'node-ical/test/fixtures/bad_custom_ms_tz.ics': READ_ANYWAY,
  'node-ical/test/fixtures/bad_custom_ms_tz2.ics': READ_ANYWAY,
  'node-ical/test/fixtures/biweekly-exdate-until.ics':
    'a series in UTC stays in UTC, the other engine moves it into X-WR-TIMEZONE; EXDATE of another time leaves out the day that is meant',
  'node-ical/test/fixtures/daily-count-exdate-recurrence-id.ics': SWAPPED,
  'node-ical/test/fixtures/festival-multiday-rrule.ics': DTSTART_OFF,
  'node-ical/test/fixtures/music-school-weekly-until.ics': NAME_OF_ZONE,
  'node-ical/test/fixtures/non-utc-until-ny.ics':
    'UNTIL without Z is a time of the zone of DTSTART, so that the last day counts; the other engine reads UTC',
  'node-ical/test/fixtures/sabredav-school-holidays.ics': NO_ZONE,
  'node-ical/test/fixtures/test_date_duration.ics': READ_ANYWAY,
  'node-ical/test/fixtures/test_with_int_tzid.ics':
    'the zone is named " 1" and has a VTIMEZONE: ours finds it, the other engine does not',
  'node-ical/test/fixtures/tv-show-episode.ics': ONE_UID,
  'node-ical/test/fixtures/windows-quoted-tz-rrule.ics': NAME_OF_ZONE,
  'node-ical/test/fixtures/yearly-recurring-unicode.ics': NO_ZONE,
  'allenporter-ical/compat/testdata/office_360_nz_tz.ics': VTIMEZONE_WRONG,
  'allenporter-ical/compat/testdata/office_365_invalid_timezone.ics': UNKNOWN_ZONE,
  'py-icalendar/calendars/issue_1081_invalid_rrule_freq.ics': READ_ANYWAY,
  'py-icalendar/calendars/issue_1633_rdate_with_dates.ics':
    'RDATE is a PERIOD of dates, which 3.3.9 does not know: ours leaves it out',
  'py-icalendar/calendars/issue_1633_rdate_with_dates_and_tzid.ics':
    'RDATE is a PERIOD of dates, which 3.3.9 does not know: ours leaves it out',
  'py-icalendar/calendars/issue_165_missing_event.ics': 'the weekdays of BYDAY are set apart by blanks: ours reads them',
  'py-icalendar/calendars/issue_178_custom_component_contains_other.ics':
    'the event is inside a component that RFC 5545 does not know, which is ignored with all that it holds (3.6)',
  'py-icalendar/calendars/parsing_error.ics': READ_ANYWAY,
  'py-icalendar/calendars/rfc_7529.ics': 'the other engine has no rules of RFC 7529',
};

interface Expected {
  from: string;
  to_exclusive: string;
  count: number;
  first_40: [start: string, end: string, uid: string, title: string][];
}

const textOfFile = (name: string): string => new TextDecoder().decode(readFileSync(new URL(name, DATA)));

/**
 * In some files all UIDs were replaced by one. An event gets the one that the other engine saw: of its title, else of its start, else the
 * only one.
 */
function withUids(text: string, expected: Expected['first_40']): string {
  return text.replaceAll(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g, (block) => {
    if (!REPLACED_UID.test(block)) return block;
    const lines = block.replaceAll(/\r?\n[ \t]/g, '');
    const value = (name: string): string => new RegExp(`^${name}[^:\\n]*:(.*?)\\r?$`, 'm').exec(lines)?.[1]?.trim() ?? '';
    const [title, start] = [value('SUMMARY').slice(0, 30).trim(), value('DTSTART')];
    const titled = expected.filter(([, , , one]) => one.trim() === title);
    const starts = (length: number) => (one: Expected['first_40'][number]) =>
      one[0].replaceAll(/[-:]/g, '').slice(0, length) === start.slice(0, length);
    const uid =
      only(titled) ?? titled.find(starts(start.length > 8 ? 15 : 8))?.[2] ?? only(expected) ?? expected.find(starts(8))?.[2];
    return block.replace(REPLACED_UID, `UID:${uid ?? title + start}`);
  });
}
const REPLACED_UID = /^UID:person@example\.org/m;
const only = (found: Expected['first_40']): string | undefined =>
  new Set(found.map(([, , uid]) => uid)).size === 1 ? found[0]?.[2] : undefined;

const seriesOf = (event: FileEvent): Series | null => {
  const times = saidTimes(null, event);
  if (!times) return null;
  const series = {
    ...times,
    recurrence_rule: event.rule,
    recurrence_end: null,
    excluded_dates: event.excluded,
    extra_dates: event.extra,
  };
  return { ...series, recurrence_end: endOfSeries(series) };
};

/** The starts in the window, as text: instants, and days of whole days. */
function startsOf(events: readonly FileEvent[], from: Date, to: Date): string[] {
  return events
    .flatMap((event) => {
      const series = seriesOf(event);
      if (!series) return [];
      const own = new Set(event.overrides.map(({ key }) => key));
      const single = event.overrides.flatMap((override) => {
        const times = saidTimes(null, override);
        const one = times && { ...times, recurrence_rule: null, recurrence_end: null, excluded_dates: [], extra_dates: [] };
        return one ? timesIn(one, new Set(), from, to).map(({ start }) => textOf(start, override.allDay)) : [];
      });
      return [...timesIn(series, own, from, to).map(({ start }) => textOf(start, event.allDay)), ...single];
    })
    .toSorted();
}

const textOf = (start: Date, isAllDay: boolean): string => (isAllDay ? start.toISOString().slice(0, 10) : start.toISOString());

const textOfStart = (start: string): string =>
  start.length === 10 ? start : new Date(/[Z+]|-\d\d:\d\d$/.test(start.slice(10)) ? start : `${start}Z`).toISOString();

describe.skipIf(!isHere)('calendars of khal, icalendar, vobject, node-ical, ical and recurring-ical-events', () => {
  const { calendars } = isHere
    ? (JSON.parse(textOfFile('expected-occurrences.json')) as { calendars: Record<string, Expected> })
    : { calendars: {} };

  it('have the occurrences that another engine finds, or a reason to differ', () => {
    const different: string[] = [];
    for (const [name, { from, to_exclusive, count, first_40 }] of Object.entries(calendars)) {
      const { records } = readCalendar(withUids(textOfFile(name), first_40), { zone: 'UTC' });
      const found = startsOf(records, new Date(`${from}T00:00:00Z`), new Date(`${to_exclusive}T00:00:00Z`));
      const wanted = first_40.map(([start]) => textOfStart(start)).toSorted();
      if (found.length !== count || found.slice(0, 40).join() !== wanted.join()) different.push(name);
    }
    expect(different.toSorted()).toEqual(Object.keys(DIFFERENT).toSorted());
  });

  it('have the dates of RFC 7529, 4.3, which the other engine does not know', () => {
    const { records, notices } = readCalendar(textOfFile('py-icalendar/calendars/rfc_7529.ics'), { zone: 'UTC' });
    const dates = records.map((event) =>
      startsOf([event], new Date('2012-01-01T00:00Z'), new Date('2017-01-01T00:00Z')).join(' '),
    );
    expect(dates).toEqual([
      '2013-02-10 2014-01-31 2015-02-19 2016-02-08',
      // Of the Ethiopic calendar: taken once, with a notice.
      '2013-09-06',
      '2014-02-08 2015-02-27 2016-02-17',
      '2012-02-29 2013-03-01 2014-03-01 2015-03-01 2016-02-29',
    ]);
    expect(notices).toHaveLength(1);
  });
});

describe('an exported calendar', () => {
  const event = (changes: Partial<WrittenEvent>): WrittenEvent => ({
    id: '00000000-0000-7000-8000-000000000001',
    title: 'Run; with, commas and a very long title that has to be folded because a line of a calendar file holds 75 octets',
    description: 'Two\nlines',
    location: 'Park',
    reminders: [10, 60],
    start_time: new Date('2026-03-02T06:00:00Z'),
    end_time: new Date('2026-03-02T06:45:00Z'),
    all_day: false,
    timezone: 'Europe/Berlin',
    recurrence_rule: 'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260430T235959',
    recurrence_end: null,
    excluded_dates: ['2026-03-05'],
    extra_dates: ['2026-03-07T09:00:00'],
    parent_event_id: null,
    occurrence_key: null,
    original_start: null,
    status: 'planned',
    source_uid: null,
    updated_at: new Date('2026-03-01T00:00:00Z'),
    ...changes,
  });

  it('is read again as the same events', () => {
    const series = event({});
    const moved = event({
      id: '00000000-0000-7000-8000-000000000002',
      title: 'Run, later',
      start_time: new Date('2026-04-06T16:00:00Z'),
      end_time: new Date('2026-04-06T16:30:00Z'),
      recurrence_rule: null,
      excluded_dates: [],
      extra_dates: [],
      parent_event_id: series.id,
      occurrence_key: '2026-04-06',
      original_start: new Date('2026-04-06T05:00:00Z'),
    });
    const day = event({
      id: '00000000-0000-7000-8000-000000000003',
      title: 'Holiday',
      all_day: true,
      start_time: new Date('2026-08-03T00:00:00Z'),
      end_time: new Date('2026-08-08T00:00:00Z'),
      recurrence_rule: null,
      excluded_dates: [],
      extra_dates: [],
    });
    const text = writeCalendar('Cadence', [series, moved, day]);
    expect(text.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
    const { records, errors, notices } = readCalendar(text, { zone: 'UTC' });
    expect([errors, notices]).toEqual([[], []]);
    expect(records).toMatchObject([
      {
        uid: series.id,
        title: series.title,
        description: series.description,
        location: 'Park',
        reminders: [10, 60],
        start: '2026-03-02T07:00:00',
        end: '2026-03-02T07:45:00',
        zone: 'Europe/Berlin',
        rule: series.recurrence_rule,
        excluded: ['2026-03-05'],
        extra: ['2026-03-07T09:00:00'],
        overrides: [{ key: '2026-04-06', title: 'Run, later', start: '2026-04-06T18:00:00' }],
      },
      { uid: day.id, allDay: true, start: '2026-08-03T00:00:00', end: '2026-08-08T00:00:00', rule: null },
    ]);
    expect(writeCalendar('Cadence', [series, moved, day])).toBe(text);
  });

  it('has zones that a second reader understands by their rules alone', () => {
    const text = writeCalendar('Cadence', [event({ recurrence_rule: 'FREQ=WEEKLY;BYDAY=MO' })]).replaceAll(
      'Europe/Berlin',
      'Some Zone',
    );
    expect(readCalendar(text, { zone: 'UTC' }).records[0]?.zone).toBe('Europe/Berlin');
  });
});
