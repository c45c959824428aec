// A second reader, node-ical, of what is written: the export of a file's events, and what RFC 5545 asks of every calendar.
import nodeIcal from 'node-ical';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { idFromParts } from '../../ids.ts';
import { saidTimes } from '../rules/event.ts';
import { readCalendar, type FileContent, type FileEvent } from './ics.ts';
import { writeCalendar, type WrittenEvent } from './ics-write.ts';

const DATA = new URL('../../../../shared/data/ics/', import.meta.url);
const isHere = existsSync(DATA);
const UPDATED = new Date('2026-03-01T00:00:00Z');

/** The rows of a file's event and of its changed occurrences. */
function rowsOf(event: FileEvent): WrittenEvent[] {
  const series = rowOf(event, { rule: event.rule, excluded: event.excluded, extra: event.extra });
  if (!series) return [];
  const changed = event.overrides.flatMap((override) => {
    const times = saidTimes(null, {
      ...event,
      start: override.key.length === 10 ? `${override.key}${event.start.slice(10)}` : override.key,
    });
    const row = rowOf({ ...override, uid: event.uid }, { rule: null, excluded: [], extra: [] });
    if (!row || !times) return [];
    return [
      {
        ...row,
        id: `${series.id} ${override.key}`,
        parent_event_id: series.id,
        occurrence_key: override.key,
        original_start: times.start_time,
      },
    ];
  });
  return [series, ...changed];
}

function rowOf(
  event: FileContent & { uid: string },
  { rule, excluded, extra }: Pick<FileEvent, 'rule' | 'excluded' | 'extra'>,
): WrittenEvent | null {
  const times = saidTimes(null, event);
  if (!times) return null;
  return {
    ...times,
    id: idFromParts('ics', event.uid),
    title: event.title,
    description: event.description,
    location: event.location,
    reminders: event.reminders,
    recurrence_rule: rule,
    recurrence_end: null,
    excluded_dates: excluded,
    extra_dates: extra.map((date) => (times.all_day ? date.slice(0, 10) : date)),
    parent_event_id: null,
    occurrence_key: null,
    original_start: null,
    status: event.isCancelled ? 'cancelled' : 'planned',
    source_uid: event.uid,
    updated_at: UPDATED,
  };
}

/** What RFC 5545 asks of a file and this one does not have. */
const faultsOf = (text: string): string[] => {
  const lines = text
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line !== '');
  return [
    ...faultsOfForm(text, lines),
    ...faultsOfNesting(lines),
    ...faultsOfZones(lines),
    ...faultsOfEvents(lines),
    ...faultsOfAlarms(lines),
  ];
};

const countOf = (part: readonly string[], name: string): number =>
  part.filter((line) => new RegExp(`^${name}[;:]`).test(line)).length;
const componentsOf = (lines: readonly string[], name: string): string[] =>
  lines.join('\n').match(new RegExp(`BEGIN:${name}[\\s\\S]*?END:${name}`, 'g')) ?? [];

function faultsOfForm(text: string, lines: readonly string[]): string[] {
  return [
    ...(/(^|[^\r])\n/.test(text) ? ['3.1: a line does not end with CRLF'] : []),
    ...text
      .split('\r\n')
      .filter((line) => Buffer.byteLength(line) > 75)
      .map((line) => `3.1: ${line} is too long`),
    ...lines
      .filter((line) => !/^[A-Z0-9-]+(;[A-Z0-9-]+=("[^"]*"|[^;:",]*))*:/.test(line))
      .map((line) => `3.1: ${line} is no content line`),
    ...['VERSION', 'PRODID'].filter((name) => countOf(lines, name) !== 1).map((name) => `3.6: ${name}`),
  ];
}

function faultsOfNesting(lines: readonly string[]): string[] {
  const open: string[] = [];
  return lines.flatMap((line) => {
    if (line.startsWith('BEGIN:')) open.push(line.slice(6));
    return line.startsWith('END:') && open.pop() !== line.slice(4) ? [`3.4: ${line} closes another component`] : [];
  });
}

function faultsOfZones(lines: readonly string[]): string[] {
  const zones = new Set(lines.filter((line) => line.startsWith('TZID:')).map((line) => line.slice(5)));
  const used = lines.flatMap((line) => /^[A-Z-]+[^:]*;TZID=([^:;]+)/.exec(line)?.[1] ?? []);
  return used.filter((zone) => !zones.has(zone)).map((zone) => `3.2.19: ${zone} has no VTIMEZONE`);
}

function faultsOfEvents(lines: readonly string[]): string[] {
  return componentsOf(lines, 'VEVENT').flatMap((part) => {
    const own = part.replaceAll(/BEGIN:VALARM[\s\S]*?END:VALARM/g, '').split('\n');
    const once = ['UID', 'DTSTAMP', 'DTSTART'].filter((name) => countOf(own, name) !== 1);
    const atMostOnce = ['DTEND', 'RRULE', 'SUMMARY', 'RECURRENCE-ID', 'STATUS'].filter((name) => countOf(own, name) > 1);
    const rule = own.find((line) => line.startsWith('RRULE')) ?? '';
    const ends = rule.includes('COUNT=') && rule.includes('UNTIL=') ? ['COUNT and UNTIL'] : [];
    return [...once, ...atMostOnce, ...ends].map((name) => `3.6.1: ${name} in ${own[1]}`);
  });
}

const faultsOfAlarms = (lines: readonly string[]): string[] =>
  componentsOf(lines, 'VALARM').flatMap((part) =>
    ['ACTION', 'TRIGGER', 'DESCRIPTION'].filter((name) => countOf(part.split('\n'), name) !== 1).map((name) => `3.6.6: ${name}`),
  );

/** node-ical drops RSCALE and then refuses SKIP. */
const withoutSkip = (text: string): string => text.replaceAll(/^RRULE:RSCALE=.*\r\n/gm, '');

interface Seen {
  type: string;
  uid: string;
  summary?: string | { val: string };
  start: Date;
  end?: Date;
  datetype?: string;
  rrule?: unknown;
  recurrences?: Record<string, Seen>;
}

/** The events that the second reader finds, as text: title, instants or days, and whether they repeat. */
function secondReading(text: string): string[] {
  const seen = Object.values(nodeIcal.sync.parseICS(text) as unknown as Record<string, Seen>).filter(
    ({ type }) => type === 'VEVENT',
  );
  const all = seen.flatMap((event) => [event, ...new Set(Object.values(event.recurrences ?? {}))]);
  return all.map((event) => {
    const title = typeof event.summary === 'object' ? event.summary.val : (event.summary ?? '');
    return said(title, event.start, event.end ?? event.start, event.datetype === 'date');
  });
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** A date of node-ical is a midnight of this computer's zone. */
function said(title: string, start: Date, end: Date, isDay: boolean): string {
  const text = (at: Date): string =>
    isDay
      ? `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
      : at.toISOString();
  return `${oneLine(title)} ${text(start)} ${text(end)}`;
}

const firstReading = (rows: readonly WrittenEvent[]): string[] =>
  rows.map(({ title, start_time, end_time, all_day }) =>
    all_day
      ? `${oneLine(title)} ${start_time.toISOString().slice(0, 10)} ${end_time.toISOString().slice(0, 10)}`
      : `${oneLine(title)} ${start_time.toISOString()} ${end_time.toISOString()}`,
  );

describe.skipIf(!isHere)('every calendar that was read and is written', () => {
  const names = isHere
    ? readdirSync(DATA, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ics'))
        .toSorted()
    : [];

  it('has the form of RFC 5545, and a second reader finds the same times in it', () => {
    const faults: string[] = [];
    let judged = 0;
    for (const name of names) {
      const { records } = readCalendar(new TextDecoder().decode(readFileSync(new URL(name, DATA))), { zone: 'Europe/Berlin' });
      // One UID that the file gave to events of its own makes one event for node-ical.
      const rows = records.flatMap(rowsOf);
      const text = writeCalendar('Cadence', rows);
      faults.push(...faultsOf(text).map((fault) => `${name}: ${fault}`));
      const [ours, theirs] = [firstReading(rows).toSorted(), secondReading(withoutSkip(text)).toSorted()];
      judged += rows.length;
      const missing = ours.filter((one) => !theirs.includes(one));
      if (missing.length > 0 || ours.length !== theirs.length)
        faults.push(`${name}: ${ours.length} ${theirs.length} ${missing.slice(0, 3).join(' | ')}`);
    }
    expect(faults.join('\n')).toBe('');
    expect(judged).toBeGreaterThan(1_000);
  });
});
