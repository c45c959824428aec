// Calendar files (RFC 5545), read with ical.js, an event at a time: one event that cannot be read leaves the others.
// Occurrences that differ from their rule (RECURRENCE-ID) are gathered with their series by UID.
import ICAL from 'ical.js';
import type { FileRead, Format, Reading, RowError } from '../../files/format.ts';
import { planningLimits } from '../rules/limits.ts';
import { readRule, storedRule } from '../rules/recurrence.ts';
import { saidTimes } from '../rules/event.ts';
import { keyOf, timeOfKey, zoneOf } from '../rules/series.ts';
import { fullWall, instantToWall, shiftWall, wallToInstant } from '../rules/walls.ts';
import { blocksOf, type Block } from './ics-blocks.ts';
import { fixedZone, ianaZone } from './zones.ts';

export interface FileTimes {
  start: string;
  end: string;
  allDay: boolean;
  zone: string;
}

export interface FileContent extends FileTimes {
  title: string;
  description: string | null;
  location: string | null;
  reminders: number[];
  isCancelled: boolean;
}

export interface FileEvent extends FileContent {
  uid: string;
  line: number;
  rule: string | null;
  excluded: string[];
  extra: string[];
  overrides: (FileContent & { key: string })[];
}

export interface CalendarFile extends FileRead<FileEvent> {
  /** The calendar's own name. */
  name: string | null;
}

interface ReadEvent {
  line: number;
  uid: string;
  content: FileContent;
  component: ICAL.Component;
  rules: readonly string[];
  /** A later version of the same event has a higher one (3.8.7.4). */
  sequence: number;
  /** The local time of the occurrence that this one replaces. */
  recurrence: ICAL.Property | null;
}

export function readCalendar(text: string, { zone: deviceZone }: Pick<Reading, 'zone'>): CalendarFile {
  const { blocks, properties, broken } = blocksOf(text);
  const errors = [...broken];
  const notices: RowError[] = [];
  const timezones = new Map<string, ICAL.Component>();
  for (const block of blocks.filter(({ name }) => name === 'VTIMEZONE')) {
    const component = parsed(block);
    const tzid = component?.getFirstPropertyValue('tzid');
    if (component && typeof tzid === 'string') timezones.set(tzid, component);
  }
  const given = properties.get('X-WR-TIMEZONE')?.trim();
  const floating = (given && ianaZone(given, timezones, 2020)) || deviceZone;
  const reader = new EventReader(timezones, floating, notices);
  const events: ReadEvent[] = [];
  for (const block of blocks) {
    if (block.name === 'VTODO' || block.name === 'VJOURNAL') {
      notices.push({
        line: block.line,
        text: `A ${block.name === 'VTODO' ? 'task' : 'journal entry'} is not an event and is left out.`,
      });
    }
    if (block.name !== 'VEVENT') continue;
    const component = parsed(block);
    const read = component ? reader.read(component, block) : 'The event cannot be read.';
    if (typeof read === 'string') errors.push({ line: block.line, text: read });
    else events.push(read);
  }
  const records = gathered(events, reader);
  const occurrences = records.reduce((sum, { overrides }) => sum + overrides.length, 0);
  const repeating = records.filter(({ rule }) => rule !== null).length;
  return {
    records,
    errors,
    notices,
    name: properties.get('X-WR-CALNAME')?.trim() || null,
    counts: { events: records.length, repeating, changed: occurrences },
  };
}

function parsed({ name, text }: Block): ICAL.Component | null {
  try {
    const [, , components] = ICAL.parse(`BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR`) as [string, unknown, unknown[]];
    const [first] = components;
    const component = first ? new ICAL.Component(first as never) : null;
    return component?.name.toUpperCase() === name ? component : null;
  } catch {
    return null;
  }
}

class EventReader {
  readonly #timezones: ReadonlyMap<string, ICAL.Component>;
  readonly #floating: string;
  readonly #notices: RowError[];
  readonly #zones = new Map<string, string | null>();

  constructor(timezones: ReadonlyMap<string, ICAL.Component>, floating: string, notices: RowError[]) {
    this.#timezones = timezones;
    this.#floating = floating;
    this.#notices = notices;
  }

  /** The event, or why it is left out. */
  read(component: ICAL.Component, { line, rules }: Block): ReadEvent | string {
    try {
      const start = component.getFirstProperty('dtstart');
      if (!start) return 'The event has no start.';
      const times = this.#times(component, start, line);
      if (typeof times === 'string') return times;
      const title = textOf(component, 'summary', planningLimits.title) ?? 'Event';
      const uid = textOf(component, 'uid', 480) ?? `${title} ${times.start}`;
      const content: FileContent = {
        ...times,
        title,
        description: textOf(component, 'description', planningLimits.text),
        location: textOf(component, 'location', planningLimits.location),
        reminders: remindersOf(component),
        isCancelled: textOf(component, 'status', 20)?.toUpperCase() === 'CANCELLED',
      };
      const sequence = Number(component.getFirstPropertyValue('sequence') ?? 0) || 0;
      return { line, uid, content, component, rules, sequence, recurrence: component.getFirstProperty('recurrence-id') };
    } catch {
      return 'A date of the event cannot be read.';
    }
  }

  #times(component: ICAL.Component, start: ICAL.Property, line: number): FileTimes | string {
    const first = start.getFirstValue();
    if (!(first instanceof ICAL.Time) || !isPossible(first)) return 'The start of the event cannot be read.';
    const zone = this.zoneOf(start, first, line);
    const wall = first.isDate ? `${first.toString()}T00:00:00` : first.toString().slice(0, 19);
    const end = this.#end(component, first, { wall, zone }, line);
    if (end === null) return 'The end of the event cannot be read.';
    // An end before the start is what some apps write for an event without a length.
    return { start: wall, end: end < wall ? wall : end, allDay: first.isDate, zone };
  }

  #end(component: ICAL.Component, start: ICAL.Time, { wall, zone }: { wall: string; zone: string }, line: number): string | null {
    const property = component.getFirstProperty('dtend');
    const end = property?.getFirstValue();
    if (property && end instanceof ICAL.Time) {
      if (!isPossible(end)) return null;
      if (start.isDate) {
        const midnight = `${end.toString().slice(0, 10)}T00:00:00`;
        return midnight > wall ? midnight : shiftWall(wall, DAY_MS);
      }
      const own = end.isDate ? zone : this.zoneOf(property, end, line);
      const endWall = fullWall(end.toString());
      return own === zone ? endWall : instantToWall(wallToInstant(endWall, own), zone);
    }
    const length = component.getFirstPropertyValue('duration');
    if (length instanceof ICAL.Duration) {
      const seconds = length.toSeconds();
      if (start.isDate) return shiftWall(wall, Math.max(DAY_MS, Math.ceil(seconds / 86_400) * DAY_MS));
      return instantToWall(new Date(wallToInstant(wall, zone).getTime() + Math.max(0, seconds) * 1_000), zone);
    }
    return start.isDate ? shiftWall(wall, DAY_MS) : wall;
  }

  zoneOf(property: ICAL.Property, time: ICAL.Time, line: number): string {
    const tzid = property.getFirstParameter('tzid');
    if (time.isDate) return this.#floating;
    if (!tzid) return property.toICALString().trimEnd().endsWith('Z') ? 'UTC' : this.#floating;
    if (!this.#zones.has(tzid)) this.#zones.set(tzid, ianaZone(tzid, this.#timezones, time.year));
    const zone = this.#zones.get(tzid) ?? null;
    const fixed = zone === null ? fixedZone(tzid, this.#timezones, time) : null;
    if (fixed !== null) {
      this.#notices.push({
        line,
        text: `No known time zone has the rules of “${tzid}”; its difference from UTC at the event is taken.`,
      });
      return fixed;
    }
    if (zone === null) this.#notices.push({ line, text: `The time zone “${tzid}” is not known; ${this.#floating} is taken.` });
    return zone ?? this.#floating;
  }

  /** The walls of a list of dates in the zone of the series. */
  walls(
    component: ICAL.Component,
    name: 'rdate' | 'exdate',
    { zone, allDay }: FileTimes,
    line: number,
  ): { wall: string; isDate: boolean }[] {
    return component.getAllProperties(name).flatMap((property) =>
      valuesOf(property).flatMap((value: unknown) => {
        const time = value instanceof ICAL.Period ? value.start : value;
        if (!(time instanceof ICAL.Time) || !isPossible(time)) return [];
        const wall = fullWall(time.toString());
        const own = this.zoneOf(property, time, line);
        return [
          {
            wall: time.isDate || allDay || own === zone ? wall : instantToWall(wallToInstant(wall, own), zone),
            isDate: time.isDate,
          },
        ];
      }),
    );
  }

  wallOf(property: ICAL.Property, { zone, allDay }: FileTimes, line: number): string | null {
    const [time] = valuesOf(property);
    if (!(time instanceof ICAL.Time) || !isPossible(time)) return null;
    const wall = fullWall(time.toString());
    const own = this.zoneOf(property, time, line);
    return time.isDate || allDay || own === zone ? wall : instantToWall(wallToInstant(wall, own), zone);
  }

  ruleOf({ component, rules, content: times, line }: ReadEvent): string | null {
    if (rules.length > 1) this.#notices.push({ line, text: 'Of several rules the first is taken.' });
    if (component.hasProperty('exrule')) this.#notices.push({ line, text: 'A rule of exceptions (EXRULE) is left out.' });
    // Some apps write the name twice, and words without a value.
    const text = rules[0]
      ?.replaceAll(/\s+|RRULE:/gi, '')
      .split(';')
      .filter((part) => part.includes('='))
      .join(';');
    if (text === undefined || !text.includes('FREQ')) return null;
    const rule = storedRule(text, times.allDay ? times.start.slice(0, 10) : times.start, times.allDay ? 'UTC' : times.zone);
    if (rule === null) this.#notices.push({ line, text: ruleProblem(text) });
    return rule;
  }
}

/** None where a value cannot be read. */
function valuesOf(property: ICAL.Property): unknown[] {
  try {
    return property.getValues() as unknown[];
  } catch {
    return [];
  }
}

const DAY_MS = 86_400_000;
const isPossible = ({ year, month, day }: ICAL.Time): boolean =>
  year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1;

function ruleProblem(text: string): string {
  const read = readRule(text);
  const why = 'problem' in read ? read.problem : 'malformed';
  const words = {
    malformed: 'cannot be read',
    calendar: 'is of a calendar that is not supported',
    too_often: 'repeats more often than every quarter of an hour',
    too_many: 'has too many repetitions',
  };
  return `The rule ${text.slice(0, 80)} ${words[why]}: the event is taken once.`;
}

function textOf(component: ICAL.Component, name: string, most: number): string | null {
  const value = component.getFirstPropertyValue(name);
  const text = value === null || value === undefined ? '' : String(value).trim();
  return text === '' ? null : text.slice(0, most);
}

/** Alarms before the start, in minutes. */
function remindersOf(component: ICAL.Component): number[] {
  const minutes = component.getAllSubcomponents('valarm').flatMap((alarm) => {
    const trigger = alarm.getFirstProperty('trigger');
    const value = trigger?.getFirstValue();
    if (!(value instanceof ICAL.Duration) || trigger?.getFirstParameter('related')?.toUpperCase() === 'END') return [];
    const before = Math.round(-value.toSeconds() / 60);
    return before >= 0 && before <= planningLimits.reminderMinutes ? [before] : [];
  });
  return [...new Set(minutes)].toSorted((a, b) => a - b).slice(0, planningLimits.reminders);
}

/**
 * Of several versions of one event or of one occurrence those of the highest sequence (RFC 5545, 3.8.7.4). Events of one UID and one
 * sequence are events of an app that uses one UID for all, and stay.
 */
function newest(events: readonly ReadEvent[]): ReadEvent[] {
  const highest = new Map<string, number>();
  const name = ({ uid, recurrence }: ReadEvent): string => `${uid} ${recurrence?.toICALString() ?? ''}`;
  for (const event of events) highest.set(name(event), Math.max(event.sequence, highest.get(name(event)) ?? 0));
  return events.filter((event) => event.sequence === highest.get(name(event)));
}

/** Series with the occurrences that replace theirs; an occurrence without its series stands for itself. */
function gathered(all: readonly ReadEvent[], reader: EventReader): FileEvent[] {
  const series = new Map<string, FileEvent>();
  const sequences = new Map<string, number>();
  const events = newest(all);
  for (const event of events) {
    const { uid, line, content, component, recurrence, sequence } = event;
    if (recurrence) continue;
    const name = series.has(uid) ? `${uid} ${content.start} ${content.title}` : uid;
    const rule = reader.ruleOf(event);
    const shape = { recurrence_rule: rule, all_day: content.allDay };
    const excluded = reader
      .walls(component, 'exdate', content, line)
      .map(({ wall, isDate }) => (isDate ? wall.slice(0, 10) : keyOf(wall, shape)));
    const extra = reader
      .walls(component, 'rdate', content, line)
      .map(({ wall, isDate }) => (isDate && !content.allDay ? `${wall.slice(0, 10)}${content.start.slice(10)}` : wall));
    sequences.set(name, sequence);
    series.set(name, {
      ...content,
      uid: name,
      line,
      rule,
      excluded: [...new Set(excluded)].slice(0, planningLimits.dates),
      extra: [...new Set(extra)].filter((wall) => wall !== content.start).slice(0, planningLimits.dates),
      overrides: [],
    });
  }
  for (const event of events) {
    const isOlder = event.sequence < (sequences.get(event.uid) ?? 0);
    if (event.recurrence) addOverride(series, { ...event, isOlder }, event.recurrence, reader);
  }
  return [...series.values()];
}

function addOverride(
  series: Map<string, FileEvent>,
  { uid, line, content, isOlder }: ReadEvent & { isOlder: boolean },
  recurrence: ICAL.Property,
  reader: EventReader,
): void {
  const of = series.get(uid);
  const wall = reader.wallOf(recurrence, of ?? content, line);
  if (wall === null) return;
  if (!of || (of.rule === null && of.extra.length === 0)) {
    const name = `${uid} ${wall}`;
    series.set(name, { ...content, uid: name, line, rule: null, excluded: [], extra: [], overrides: [] });
    return;
  }
  const day = keyOf(wall, { recurrence_rule: of.rule, all_day: of.allDay });
  const isPlaced = isOccurrence(of, day, of.allDay || isDateOnly(recurrence) ? null : wall);
  // The series was changed after the occurrence and has no such one any more.
  if (isOlder && (!isPlaced || of.excluded.includes(day))) return;
  // A time that the rule does not make is an occurrence beside those of the rule.
  const key = isPlaced || of.allDay ? day : wall.slice(0, 16);
  const at = of.overrides.findIndex((one) => one.key === key);
  if (at >= 0) of.overrides.splice(at, 1);
  of.overrides.push({ ...content, key });
}

const isDateOnly = (property: ICAL.Property): boolean => property.type === 'date';

/** Whether the series has an occurrence with this key, at this time of the clock where one is said. */
function isOccurrence(event: FileEvent, key: string, wall: string | null): boolean {
  const times = saidTimes(null, event);
  if (!times) return false;
  const series = {
    ...times,
    recurrence_rule: event.rule,
    recurrence_end: null,
    excluded_dates: [],
    extra_dates: event.extra,
  };
  const time = timeOfKey(series, key);
  return time !== undefined && (wall === null || instantToWall(time.start, zoneOf(series)) === wall);
}

export const icsFormat: Format<CalendarFile> = {
  id: 'ics',
  domain: 'planning',
  name: 'Calendar file (ICS)',
  sniff: (file) => {
    const head = file.text.slice(0, 4_000);
    if (/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(head)) return { confidence: 1 };
    return /BEGIN:VEVENT/i.test(head) ? { confidence: 0.8 } : { reason: null };
  },
  read: (file, reading) => readCalendar(file.text, reading),
};
