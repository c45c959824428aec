import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampRange, followRange, panRange, SHORTEST_RANGE_MS, zoomRange } from './range.ts';

const HOUR_MS = 3_600_000;
const range = fc.tuple(fc.double({ min: 0, max: HOUR_MS, noNaN: true }), fc.double({ min: 1, max: HOUR_MS, noNaN: true }));

describe('the shown range', () => {
  it('lies within the track after any zoom and any move', () => {
    fc.assert(
      fc.property(
        range,
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        fc.double({ min: -HOUR_MS, max: HOUR_MS, noNaN: true }),
        fc.double({ min: 0.5, max: HOUR_MS, noNaN: true }),
        ([startMs, length], factor, byMs, durationMs) => {
          const from = clampRange({ startMs, endMs: startMs + length }, durationMs);
          const anchorMs = (from.startMs + from.endMs) / 2;
          for (const { startMs: start, endMs: end } of [
            from,
            zoomRange(from, factor, anchorMs, durationMs),
            panRange(from, byMs, durationMs),
            followRange(from, anchorMs + byMs, durationMs),
          ]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(Math.max(SHORTEST_RANGE_MS, durationMs) + 1e-6);
            expect(end - start).toBeGreaterThanOrEqual(Math.min(durationMs, SHORTEST_RANGE_MS) - 1e-6);
          }
        },
      ),
    );
  });

  it('keeps the time under the pointer where it is', () => {
    const zoomed = zoomRange({ startMs: 0, endMs: HOUR_MS }, 1000, 900_000, HOUR_MS);
    expect(zoomed.endMs - zoomed.startMs).toBeCloseTo(3600, 6);
    expect((900_000 - zoomed.startMs) / 3600).toBeCloseTo(0.25, 6);
  });

  it('goes from an hour to a millisecond and back', () => {
    const close = zoomRange({ startMs: 0, endMs: HOUR_MS }, 1e9, 1_234_567, HOUR_MS);
    expect(close.endMs - close.startMs).toBeCloseTo(1, 6);
    expect(zoomRange(close, 1e-9, 1_234_567, HOUR_MS)).toEqual({ startMs: 0, endMs: HOUR_MS });
  });

  it('turns the page when the playhead leaves a long view, and scrolls under it in a short one', () => {
    const long = { startMs: 0, endMs: 60_000 };
    expect(followRange(long, 59_000, HOUR_MS)).toBe(long);
    expect(followRange(long, 60_001, HOUR_MS)).toEqual({ startMs: 57_001, endMs: 117_001 });
    expect(followRange({ startMs: 0, endMs: 10_000 }, 8000, HOUR_MS)).toEqual({ startMs: 3000, endMs: 13_000 });
    const end = { startMs: HOUR_MS - 10_000, endMs: HOUR_MS };
    expect(followRange(end, HOUR_MS - 1, HOUR_MS)).toBe(end);
  });
});
