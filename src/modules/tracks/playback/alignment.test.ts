import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beatAt, clampLoop, followRate, levelTrim, mapPosition, slopeAt, snapToBeats, timeOfBeat } from './alignment.ts';

const grid = (startMs: number, intervalMs: number, count = 200) => ({
  beatsMs: Array.from({ length: count }, (_, i) => startMs + i * intervalMs),
});
const uneven = fc.array(fc.integer({ min: 250, max: 900 }), { minLength: 2, maxLength: 80 }).map((gaps) => {
  let timeMs = 0;
  return gaps.map((gap) => (timeMs += gap));
});

describe('musical positions', () => {
  it('a time becomes a beat and the same time again, also outside the beats', () => {
    fc.assert(
      fc.property(uneven, fc.double({ min: -5000, max: 90_000, noNaN: true }), (beatsMs, timeMs) => {
        expect(timeOfBeat(beatsMs, beatAt(beatsMs, timeMs))).toBeCloseTo(timeMs, 5);
      }),
    );
  });

  it('mapping there and back ends where it began, by time and by beats', () => {
    const [a, b] = [grid(200, 500), grid(1300, 460)];
    for (const alignment of [{ kind: 'time', offsetMs: 730 } as const, { kind: 'beats', offsetBeats: 4 } as const]) {
      const there = mapPosition(12_345, 'a', a, b, alignment);
      expect(mapPosition(there, 'b', a, b, alignment)).toBeCloseTo(12_345, 6);
    }
    expect(mapPosition(200, 'a', a, b, { kind: 'beats', offsetBeats: 4 })).toBeCloseTo(1300 + 4 * 460, 6);
  });

  it('the silent track runs at the ratio of the tempi, and at its own where that would be no music', () => {
    expect(slopeAt(5000, 'a', grid(0, 500), grid(0, 460), { kind: 'beats', offsetBeats: 0 })).toBeCloseTo(0.92, 6);
    expect(slopeAt(5000, 'b', grid(0, 500), grid(0, 460), { kind: 'beats', offsetBeats: 0 })).toBeCloseTo(500 / 460, 6);
    expect(slopeAt(5000, 'a', grid(0, 500), grid(0, 100), { kind: 'beats', offsetBeats: 0 })).toBe(1);
    expect(slopeAt(5000, 'a', grid(0, 500), { beatsMs: [] }, { kind: 'beats', offsetBeats: 0 })).toBe(1);
  });
});

describe('loops', () => {
  it('begin and end on the nearest beats and hold at least one', () => {
    const { beatsMs } = grid(100, 500);
    expect(snapToBeats({ startMs: 990, endMs: 3200 }, beatsMs)).toEqual({ startMs: 1100, endMs: 3100 });
    expect(snapToBeats({ startMs: 1090, endMs: 1110 }, beatsMs)).toEqual({ startMs: 1100, endMs: 1600 });
    expect(snapToBeats({ startMs: -500, endMs: 1e9 }, beatsMs)).toEqual({ startMs: 100, endMs: beatsMs.at(-1) });
    expect(snapToBeats({ startMs: 1, endMs: 2 }, [700])).toEqual({ startMs: 1, endMs: 2 });
  });
  it('lie within the track or are none', () => {
    expect(clampLoop({ startMs: -100, endMs: 900 }, 500)).toEqual({ startMs: 0, endMs: 500 });
    expect(clampLoop({ startMs: 600, endMs: 900 }, 500)).toBeNull();
  });
});

describe('levels and drift', () => {
  it('the louder track is turned down, none is turned up', () => {
    expect(levelTrim(-8, -14)).toEqual({ a: -6, b: 0 });
    expect(levelTrim(-14, -8)).toEqual({ a: 0, b: -6 });
    expect(levelTrim(null, -8)).toEqual({ a: 0, b: 0 });
  });
  it('a silent track that is ahead slows down, one that is behind hurries, one that is lost jumps', () => {
    expect(followRate(1, 1)).toEqual({ kind: 'run', rate: 1 });
    expect(followRate(20, 1)).toEqual({ kind: 'run', rate: 0.96 });
    expect(followRate(-20, 2)).toEqual({ kind: 'run', rate: 2.08 });
    expect(followRate(500, 1)).toEqual({ kind: 'jump' });
  });
});
