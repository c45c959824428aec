// Events as a calendar file (RFC 5545), for the export and for the address that other calendars read. Made with ical.js, which folds lines
// and escapes texts. Times stand in the zone of the event with a VTIMEZONE, so that reading the file again keeps the zone.
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { partsOf, writtenRule } from '../rules/recurrence.ts';
import { timeOfKey, zoneOf, type Series } from '../rules/series.ts';
import { fullWall, instantToWall, knownZone } from '../rules/walls.ts';

export interface WrittenEvent extends Series {
  id: string;
  title: string;
  description: string | null;
  location: string | null;
  reminders: readonly number[];
  parent_event_id: string | null;
  occurrence_key: string | null;
  original_start: Date | null;
  status: string;
  source_uid: string | null;
  updated_at: Date;
}

// ical.js does not count the blank with which a folded line goes on: 75 octets are the most (3.1).
ICAL.foldLength = 74;

const PRODUCT = '-//Cadence//Calendar//EN';

/** `events`: series and their occurrences in any order. Byte for byte the same for the same events. */
export function writeCalendar(name: string, events: readonly WrittenEvent[]): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', PRODUCT);
  calendar.addPropertyWithValue('calscale', 'GREGORIAN');
  calendar.addPropertyWithValue('x-wr-calname', name);
  const byId = new Map(events.map((event) => [event.id, event]));
  const written = events.filter(({ parent_event_id: parent }) => parent === null || byId.has(parent));
  for (const zone of new Set(written.filter((event) => !event.all_day).map((event) => knownZone(event.timezone)))) {
    if (zone !== 'UTC') calendar.addSubcomponent(timezoneOf(zone, written));
  }
  for (const event of written) calendar.addSubcomponent(eventOf(event, byId));
  return `${calendar.toString()}\r\n`;
}

function eventOf(event: WrittenEvent, byId: ReadonlyMap<string, WrittenEvent>): ICAL.Component {
  const parent = event.parent_event_id === null ? undefined : byId.get(event.parent_event_id);
  const component = new ICAL.Component('vevent');
  component.addPropertyWithValue('uid', parent?.source_uid ?? event.source_uid ?? parent?.id ?? event.id);
  addTime(component, 'dtstamp', event.updated_at, { isDate: false, zone: null });
  addTime(component, 'last-modified', event.updated_at, { isDate: false, zone: null });
  component.addPropertyWithValue('summary', event.title);
  const form = { isDate: event.all_day, zone: event.all_day ? null : knownZone(event.timezone) };
  addTime(component, 'dtstart', event.start_time, form);
  if (event.end_time.getTime() > event.start_time.getTime()) addTime(component, 'dtend', event.end_time, form);
  if (parent && event.original_start) {
    addTime(component, 'recurrence-id', event.original_start, {
      isDate: parent.all_day,
      zone: parent.all_day ? null : knownZone(parent.timezone),
    });
  }
  if (event.description) component.addPropertyWithValue('description', event.description);
  if (event.location) component.addPropertyWithValue('location', event.location);
  if (event.status === 'cancelled') component.addPropertyWithValue('status', 'CANCELLED');
  addRecurrence(component, event, form);
  for (const minutes of event.reminders) addAlarm(component, event.title, minutes);
  return component;
}

function addRecurrence(component: ICAL.Component, event: WrittenEvent, form: TimeForm): void {
  if (event.recurrence_rule !== null) {
    const rule = writtenRule(event.recurrence_rule, { isAllDay: event.all_day, zone: zoneOf(event) });
    component.addProperty(ruleProperty(rule));
  }
  for (const key of event.excluded_dates) {
    const time = timeOfKey(event, key);
    if (time) addTime(component, 'exdate', time.start, form);
  }
  for (const wall of event.extra_dates) addWall(component, 'rdate', fullWall(wall), form);
}

/** ical.js reorders a rule and loses the parts of RFC 7529, so it is given the rule as it is to stand. */
function ruleProperty(rule: string): ICAL.Property {
  const parts = [...partsOf(rule)].map(([name, value]): [string, string] => [
    name.toLowerCase(),
    name === 'UNTIL' ? value.replace(/^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\dZ))?$/, jcalTime) : value,
  ]);
  return new ICAL.Property(['rrule', {}, 'recur', Object.fromEntries(parts)] as never);
}

const jcalTime = (_: string, year: string, month: string, day: string, hour?: string, minute?: string, second?: string): string =>
  `${year}-${month}-${day}${hour === undefined ? '' : `T${hour}:${minute}:${second}`}`;

interface TimeForm {
  isDate: boolean;
  /** Null for UTC. */
  zone: string | null;
}

function addTime(component: ICAL.Component, name: string, at: Date, form: TimeForm): void {
  addWall(
    component,
    name,
    form.isDate || form.zone === null ? at.toISOString().slice(0, 19) : instantToWall(at, form.zone),
    form,
  );
}

function addWall(component: ICAL.Component, name: string, wall: string, { isDate, zone }: TimeForm): void {
  const property = new ICAL.Property(name);
  const isUtc = !isDate && (zone === null || zone === 'UTC');
  property.setValue(
    isDate ? ICAL.Time.fromDateString(wall.slice(0, 10)) : ICAL.Time.fromDateTimeString(`${wall}${isUtc ? 'Z' : ''}`),
  );
  if (!isDate && !isUtc && zone !== null) property.setParameter('tzid', zone);
  component.addProperty(property);
}

function addAlarm(component: ICAL.Component, title: string, minutes: number): void {
  const alarm = new ICAL.Component('valarm');
  alarm.addPropertyWithValue('action', 'DISPLAY');
  alarm.addPropertyWithValue('description', title);
  alarm.addPropertyWithValue('trigger', ICAL.Duration.fromSeconds(-minutes * 60));
  component.addSubcomponent(alarm);
}

/** The changes of a zone's clock over the years of the events, as observances of one day each. */
function timezoneOf(zone: string, events: readonly WrittenEvent[]): ICAL.Component {
  const starts = events.map(({ start_time }) => start_time.getTime());
  const first = Temporal.Instant.fromEpochMilliseconds(Math.min(...starts)).subtract({ hours: 24 * 366 });
  const last = Temporal.Instant.fromEpochMilliseconds(Math.max(...starts)).add({ hours: 24 * 366 * YEARS_AHEAD });
  const component = new ICAL.Component('vtimezone');
  component.addPropertyWithValue('tzid', zone);
  let at = first.toZonedDateTimeISO(zone);
  addObservance(component, at.toPlainDateTime(), at.offset, at.offset, false);
  for (let count = 0; count < MOST_CHANGES; count += 1) {
    const next = at.getTimeZoneTransition('next');
    if (!next || Temporal.Instant.compare(next.toInstant(), last) > 0) break;
    const before = next.subtract({ nanoseconds: 1 });
    addObservance(
      component,
      next.toInstant().toZonedDateTimeISO(before.offset).toPlainDateTime(),
      before.offset,
      next.offset,
      next.offsetNanoseconds > before.offsetNanoseconds,
    );
    at = next;
  }
  return component;
}

const YEARS_AHEAD = 10;
const MOST_CHANGES = 120;

function addObservance(
  timezone: ICAL.Component,
  wall: Temporal.PlainDateTime,
  from: string,
  to: string,
  isSummer: boolean,
): void {
  const observance = new ICAL.Component(isSummer ? 'daylight' : 'standard');
  observance.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(wall.toString().slice(0, 19)));
  observance.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromString(from));
  observance.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromString(to));
  timezone.addSubcomponent(observance);
}
