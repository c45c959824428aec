// The IANA zone of a calendar file's TZID: its own name, a name with the maker's path before it, a name of Windows, the location that
// libical writes, else the zone whose clock agrees with the file's own VTIMEZONE over a year.
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';
import { knownZone } from '../rules/walls.ts';

const isKnown = (zone: string): boolean => knownZone(zone) !== 'UTC' || /^(Etc\/)?(UTC|GMT|Zulu|UCT)$/i.test(zone);

/** Null where nothing says which zone is meant. `year`: of the event, for the comparison of clocks. */
export function ianaZone(tzid: string, timezones: ReadonlyMap<string, ICAL.Component>, year: number): string | null {
  // A leading slash says that the name is known everywhere (3.8.3.1).
  const name = tzid.trim().replaceAll(/^"|"$/g, '').replace(/^\//, '');
  const named = byName(name);
  if (named !== null) return named;
  const component = timezones.get(tzid) ?? timezones.get(name);
  const location = component?.getFirstPropertyValue('x-lic-location');
  if (typeof location === 'string' && byName(location) !== null) return byName(location);
  const tznames = component?.getFirstPropertyValue('tzid-alias-of');
  if (typeof tznames === 'string' && byName(tznames) !== null) return byName(tznames);
  return (component && byClock(component, year)) ?? byPlace(name) ?? byOffset(name);
}

const NAMED: readonly (readonly [RegExp, string])[] = [
  // Notes of IBM.
  [/^Western\/Central Europe$/i, 'Europe/Berlin'],
  [/\bEastern (Standard |Daylight )?Time/i, 'America/New_York'],
  [/\bCentral (Standard |Daylight )?Time/i, 'America/Chicago'],
  [/\bMountain (Standard |Daylight )?Time/i, 'America/Denver'],
  [/\bPacific (Standard |Daylight )?Time/i, 'America/Los_Angeles'],
];

/** "(UTC+01:00) Amsterdam, Berlin, Bern": the words that Windows shows for a zone name its cities. */
function byPlace(name: string): string | null {
  const named = NAMED.find(([words]) => words.test(name));
  if (named) return named[1];
  const places = name
    .replace(/^\([^)]*\)/, '')
    .split(',')
    .map((place) => place.trim().replaceAll(' ', '_').toLowerCase())
    .filter((place) => place.length > 2);
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    places.map((place) => zones.find((zone) => zone.toLowerCase().endsWith(`/${place}`))).find((zone) => zone !== undefined) ??
    null
  );
}

function byName(name: string): string | null {
  if (isKnown(name)) return knownZone(name);
  // "America_New_York".
  const slashed = name.replace('_', '/');
  if (slashed !== name && isKnown(slashed)) return knownZone(slashed);
  const parts = name.split('/').filter((part) => part !== '');
  for (const count of [3, 2, 1]) {
    const last = parts.slice(-count).join('/');
    if (parts.length > count && isKnown(last)) return knownZone(last);
  }
  const [windows] = findIana(name);
  return windows !== undefined && isKnown(windows) ? knownZone(windows) : null;
}

/** "GMT+0100", "UTC+01:00", "(UTC-05:00) Eastern": a whole number of hours has a zone of its own. */
function byOffset(name: string): string | null {
  // "GMT-05.00/-04.00": winter and summer.
  const both = /^GMT\s*([+-]\d{2})\.00\/([+-]\d{2})\.00$/i.exec(name);
  if (both) return USUAL.find((zone) => hoursAt(zone, 1) === Number(both[1]) && hoursAt(zone, 7) === Number(both[2])) ?? null;
  const found = /(?:GMT|UTC)\s*([+-])(\d{1,2}):?(\d{2})?/i.exec(name);
  if (!found || Number(found[3] ?? 0) !== 0) return null;
  // The sign of these names is turned round.
  const zone = `Etc/GMT${found[1] === '+' ? '-' : '+'}${Number(found[2])}`;
  return isKnown(zone) ? zone : null;
}

/** Usual zones first, so that a clock that many zones share gets the name that people know. */
const USUAL = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Paris',
  'Europe/Athens',
  'Europe/Moscow',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
];

const hoursAt = (zone: string, month: number): number =>
  Temporal.PlainDateTime.from({ year: 2020, month, day: 4, hour: 12 }).toZonedDateTime(zone).offsetNanoseconds /
  3_600_000_000_000;

/** Of a zone that only the file knows: the difference from UTC that it has at a time, where that is a whole number of hours. */
export function fixedZone(tzid: string, timezones: ReadonlyMap<string, ICAL.Component>, time: ICAL.Time): string | null {
  const component = timezones.get(tzid);
  if (!component) return null;
  try {
    const hours = new ICAL.Timezone(component).utcOffset(time) / 3_600;
    const zone = hours === 0 ? 'UTC' : `Etc/GMT${hours < 0 ? '+' : '-'}${Math.abs(hours)}`;
    return Number.isInteger(hours) && isKnown(zone) ? zone : null;
  } catch {
    // A VTIMEZONE without rules.
    return null;
  }
}

function byClock(component: ICAL.Component, year: number): string | null {
  try {
    const zone = new ICAL.Timezone(component);
    const samples = Array.from({ length: 24 }, (_, at) => ({ year, month: 1 + Math.floor(at / 2), day: at % 2 === 0 ? 4 : 18 }));
    const offsets = samples.map((day) =>
      zone.utcOffset(ICAL.Time.fromData({ ...day, hour: 12, minute: 0, second: 0, isDate: false })),
    );
    const agrees = (name: string): boolean =>
      samples.every((day, at) => {
        const zoned = Temporal.PlainDateTime.from({ ...day, hour: 12 }).toZonedDateTime(name);
        return zoned.offsetNanoseconds / 1_000_000_000 === offsets[at];
      });
    const fixed =
      offsets.every((offset) => offset === offsets[0]) && (offsets[0] ?? 1) % 3_600 === 0 ? -(offsets[0] ?? 0) / 3_600 : null;
    const candidates = [
      ...USUAL,
      ...(fixed === null ? [] : [fixed === 0 ? 'UTC' : `Etc/GMT${fixed < 0 ? fixed : `+${fixed}`}`]),
      ...Intl.supportedValuesOf('timeZone'),
    ];
    return candidates.find(agrees) ?? null;
  } catch {
    // A VTIMEZONE without rules.
    return null;
  }
}
