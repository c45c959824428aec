// A wall clock says the same after it was read as an instant, except for the hour that a zone skips or repeats.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantToWall, wallToInstant } from './wall-clock.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
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

  it('keeps the seconds', () => {
    expect(instantToWall(new Date('2026-07-01T06:05:04Z'), 'Asia/Kathmandu')).toBe('2026-07-01T11:50:04');
  });
});
