// A wall clock says the same after it was read as an instant; an hour that a zone skips or repeats is read as Temporal does.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instantToWall, wallToInstant } from './wall-clock.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Santiago',
];

describe('wall clock', () => {
  it('leads back to the instant, or to the other one at which the clock showed the same', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (zone, date) => {
          const at = new Date(Math.floor(date.getTime() / 1_000) * 1_000);
          const wall = instantToWall(at, zone);
          expect(instantToWall(wallToInstant(wall, zone), zone)).toBe(wall);
        },
      ),
    );
  });

  it.each([
    ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ])('%s in %s, skipped or shown twice, is %s', (wall, zone, instant) => {
    expect(wallToInstant(wall, zone).toISOString()).toBe(instant);
  });

  it('agrees with Temporal about any wall, also about those that a zone skips or repeats', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (zone, date) => {
          const wall = `${date.toISOString().slice(0, 14)}30:00`;
          const { epochMilliseconds } = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone);
          expect(wallToInstant(wall, zone).getTime()).toBe(epochMilliseconds);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('keeps the seconds', () => {
    expect(instantToWall(new Date('2026-07-01T06:05:04Z'), 'Asia/Kathmandu')).toBe('2026-07-01T11:50:04');
  });
});
