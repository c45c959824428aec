// Walls of events: what a clock in the event's zone shows, as 'YYYY-MM-DDTHH:MM:SS'; a whole day is 'YYYY-MM-DD', and a zone that this
// runtime does not know is read as UTC.
import { Temporal } from 'temporal-polyfill';
import { instantToWall as wallAt, wallToInstant as wallIn } from '../../wall-clock.ts';

export const DAY_MS = 86_400_000;

/** The zone, or UTC where this runtime does not know it. */
export function knownZone(zone: string): string {
  const known = zoneNames.get(zone);
  if (known !== undefined) return known;
  let name = 'UTC';
  try {
    name = zone === '' ? 'UTC' : Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch {
    // An unknown name.
  }
  zoneNames.set(zone, name);
  return name;
}
const zoneNames = new Map<string, string>();

export const wallToInstant = (wall: string, zone: string): Date => wallIn(fullWall(wall), knownZone(zone));

export const instantToWall = (at: Date, zone: string): string => wallAt(at, knownZone(zone));

/** With seconds, and midnight for a whole day. */
export const fullWall = (wall: string): string =>
  wall.length === 10 ? `${wall}T00:00:00` : wall.length === 16 ? `${wall}:00` : wall.slice(0, 19);

/** A wall as the number of milliseconds that the same digits mean in UTC: for differences between walls. */
export const wallToMs = (wall: string): number => Date.parse(`${fullWall(wall)}Z`);
export const msToWall = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
export const shiftWall = (wall: string, ms: number): string => msToWall(wallToMs(wall) + ms);
export const dayOfWall = (wall: string): string => wall.slice(0, 10);

/** The local date of an instant in a zone. */
export const localDay = (at: Date, zone: string): string => dayOfWall(instantToWall(at, zone));
