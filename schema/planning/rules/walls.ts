// Between what a clock on the wall shows and an instant, as RFC 5545 (3.3.5) says: a time that spring skips is read with the offset before the
// gap, and of a time that autumn shows twice the first is meant. Walls are 'YYYY-MM-DDTHH:MM:SS'; a whole day is 'YYYY-MM-DD'.
import { Temporal } from 'temporal-polyfill';

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

export function wallToInstant(wall: string, zone: string): Date {
  const name = knownZone(zone);
  if (name === 'UTC') return new Date(`${fullWall(wall)}Z`);
  const zoned = Temporal.PlainDateTime.from(fullWall(wall)).toZonedDateTime(name, { disambiguation: 'compatible' });
  return new Date(zoned.epochMilliseconds);
}

export function instantToWall(at: Date, zone: string): string {
  const name = knownZone(zone);
  if (name === 'UTC') return at.toISOString().slice(0, 19);
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(name);
  return new Date(at.getTime() + zoned.offsetNanoseconds / 1_000_000).toISOString().slice(0, 19);
}

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
