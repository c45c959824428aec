// The person's current day, which begins at their hour in their zone and changes while the app is open.
import { personDay } from '#schema/day.ts';
import { useNow } from '#src/clock/use-now.ts';
import { useSettings } from './settings-provider.tsx';

const CHECK_EVERY_MS = 20_000;

/** An IANA zone: the chosen one, or the device's when none is chosen or the device does not know it. */
export function useTimeZone(): string {
  const { timeZone } = useSettings();
  return timeZone !== 'auto' && isKnownZone(timeZone) ? timeZone : deviceZone();
}

/** 'YYYY-MM-DD'. */
export function useToday(): string {
  const { dayStartHour } = useSettings();
  const zone = useTimeZone();
  const now = useNow(true, CHECK_EVERY_MS);
  return personDay(now, zone, dayStartHour);
}

let device = { zone: 'UTC', asOfMs: -Infinity };

/** Asked at every render, and Intl takes a good part of a millisecond: a traveller's zone is noticed as a new day is. */
export function deviceZone(): string {
  const nowMs = performance.now();
  if (nowMs - device.asOfMs >= CHECK_EVERY_MS) {
    device = { zone: new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', asOfMs: nowMs };
  }
  return device.zone;
}

const isKnownByZone = new Map<string, boolean>();

export function isKnownZone(zone: string): boolean {
  let isKnown = isKnownByZone.get(zone);
  if (isKnown === undefined) isKnownByZone.set(zone, (isKnown = isKnownToIntl(zone)));
  return isKnown;
}

function isKnownToIntl(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
