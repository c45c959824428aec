// The IANA zone of a calendar file's TZID: its own name, a name with the maker's path before it, a name of Windows, the location that
// libical writes, else the zone whose clock agrees with the file's own VTIMEZONE over a year.
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';
import { knownZone } from '../rules/walls.ts';

const isKnown = (zone: string): boolean => knownZone(zone) !== 'UTC' || /^(Etc\/)?(UTC|GMT|Zulu|UCT)$/i.test(zone);

/** Null where nothing says which zone is meant. `year`: of the event, for the comparison of clocks. */
export function ianaZone(tzid: string, timezones: ReadonlyMap<string, ICAL.Component>, year: number): string | null {
  const name = tzid.trim().replaceAll(/^"|"$/g, '');
  const named = byName(name);
  if (named !== null) return named;
  const component = timezones.get(tzid) ?? timezones.get(name);
  const location = component?.getFirstPropertyValue('x-lic-location');
  if (typeof location === 'string' && byName(location) !== null) return byName(location);
  const tznames = component?.getFirstPropertyValue('tzid-alias-of');
  if (typeof tznames === 'string' && byName(tznames) !== null) return byName(tznames);
  return (component && byClock(component, year)) ?? byPlace(name) ?? byOffset(name);
}

const AMERICAN: readonly (readonly [RegExp, string])[] = [
  [/\bEastern (Standard |Daylight )?Time/i, 'America/New_York'],
  [/\bCentral (Standard |Daylight )?Time/i, 'America/Chicago'],
  [/\bMountain (Standard |Daylight )?Time/i, 'America/Denver'],
  [/\bPacific (Standard |Daylight )?Time/i, 'America/Los_Angeles'],
];

/** "(UTC+01:00) Amsterdam, Berlin, Bern": the words that Windows shows for a zone name its cities. */
function byPlace(name: string): string | null {
  const american = AMERICAN.find(([words]) => words.test(name));
  if (american) return american[1];
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
