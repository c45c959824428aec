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

/**
 * Where the occurrences differ. Ours by choice: a date without a time has no zone (the other engine makes a midnight of it), names of zones
 * of Windows and of Outlook are understood, rules of other calendars (RFC 7529) are taken once, a date of UNTIL counts as the whole day.
 * Of the files without real UIDs (they were replaced by one) versions and occurrences cannot be told apart.
 */
const DIFFERENT = new Set([
  'recurring/bad_rrule_missing_until_event.ics',
  'recurring/issue42.ics',
  'recurring/end_before_start_event.ics',
  'recurring/issue_132_swapped_start_and_end.ics',
  'recurring/issue_148_ignored_exdate.ics',
  'recurring/issue_163_deleted_modification.ics',
  'recurring/issue_201_mixed_datetime_and_date.ics',
  'recurring/issue_201_test_matrix.ics',
  'recurring/issue_253_additional_recurrence_id.ics',
  'recurring/issue_62_moved_event_2.ics',
  'recurring/machbar_16_feb_2019.ics',
  'recurring/one_event_repeat_every_3_days.ics',
  'recurring/recurring_events_changed_duration.ics',
  'recurring/x_wr_timezone_simple_events_issue_59.ics',
  'khal/event_dt_mixed_awareness.ics',
  'khal/event_dt_multi_uid.ics',
  'khal/event_dtr_no_tz_exdatez.ics',
  'khal/event_dtr_notz_untilz.ics',
  'khal/event_rrule_no_occurence.ics',
  'khal/tz_windows_format.ics',
  'node-ical/test/fixtures/Office-2012-owa.ics',
  'node-ical/test/fixtures/badRRULE.ics',
  'node-ical/test/fixtures/bad_custom_ms_tz.ics',
  'node-ical/test/fixtures/bad_custom_ms_tz2.ics',
  'node-ical/test/fixtures/biweekly-exdate-until.ics',
  'node-ical/test/fixtures/daily-count-exdate-recurrence-id.ics',
  'node-ical/test/fixtures/duplicate-rrule-sequence.ics',
  'node-ical/test/fixtures/duplicate-uid-sequence.ics',
  'node-ical/test/fixtures/festival-multiday-rrule.ics',
  'node-ical/test/fixtures/music-school-weekly-until.ics',
  'node-ical/test/fixtures/non-utc-until-ny.ics',
  'node-ical/test/fixtures/recurrence-sequence.ics',
  'node-ical/test/fixtures/sabredav-school-holidays.ics',
  'node-ical/test/fixtures/test_date_duration.ics',
  'node-ical/test/fixtures/test_with_int_tzid.ics',
  'node-ical/test/fixtures/tv-show-episode.ics',
  'node-ical/test/fixtures/windows-quoted-tz-rrule.ics',
  'node-ical/test/fixtures/yearly-recurring-unicode.ics',
  'allenporter-ical/compat/testdata/office_365_invalid_timezone.ics',
  'py-icalendar/calendars/issue_1633_rdate_with_dates.ics',
  'py-icalendar/calendars/issue_1633_rdate_with_dates_and_tzid.ics',
  'py-icalendar/calendars/issue_178_custom_component_contains_other.ics',
  'py-icalendar/calendars/issue_526_calendar_with_different_events.ics',
  'py-icalendar/calendars/issue_526_calendar_with_event_subset.ics',
  'py-icalendar/calendars/issue_526_calendar_with_events.ics',
  'py-icalendar/calendars/issue_526_calendar_with_shuffeled_events.ics',
  'py-icalendar/calendars/issue_722_timezone_transition_ambiguity.ics',
  'py-icalendar/calendars/parsing_error.ics',
  'py-icalendar/calendars/rfc_7529.ics',
]);

interface Expected {
  from: string;
  to_exclusive: string;
  count: number;
  first_40: [start: string, end: string, uid: string, title: string][];
}

const textOfFile = (name: string): string => new TextDecoder().decode(readFileSync(new URL(name, DATA)));

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
        return times
          ? timesIn(
              { ...times, recurrence_rule: null, recurrence_end: null, excluded_dates: [], extra_dates: [] },
              new Set(),
              from,
              to,
            )
          : [];
      });
      return [...timesIn(series, own, from, to), ...single].map(({ start }) =>
        event.allDay ? start.toISOString().slice(0, 10) : start.toISOString(),
      );
    })
    .toSorted();
}

const textOfStart = (start: string): string =>
  start.length === 10 ? start : new Date(/[Z+]|-\d\d:\d\d$/.test(start.slice(10)) ? start : `${start}Z`).toISOString();

describe.skipIf(!isHere)('calendars of khal, icalendar, vobject, node-ical, ical and recurring-ical-events', () => {
  const { calendars } = isHere
    ? (JSON.parse(textOfFile('expected-occurrences.json')) as { calendars: Record<string, Expected> })
    : { calendars: {} };

  it('have the occurrences that another engine finds', () => {
    const wrong: string[] = [];
    let same = 0;
    for (const [name, { from, to_exclusive, count, first_40 }] of Object.entries(calendars)) {
      const { records } = readCalendar(textOfFile(name), { zone: 'UTC' });
      const found = startsOf(records, new Date(`${from}T00:00:00Z`), new Date(`${to_exclusive}T00:00:00Z`));
      const wanted = first_40.map(([start]) => textOfStart(start)).toSorted();
      const isSame = count > 40 ? found.length === count : found.join() === wanted.join();
      if (isSame) same += 1;
      else wrong.push(name);
    }
    expect(same).toBeGreaterThanOrEqual(212);
    expect(wrong.filter((name) => !DIFFERENT.has(name))).toEqual([]);
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
