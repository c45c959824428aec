import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  moveGrip,
  nearestBeat,
  sectionCharacters,
  SHORTEST_MS,
  newSections,
  sectionsBetween,
  snapMove,
  snapToBeat,
  spanBetween,
  stackMarks,
} from './marks.ts';

const DURATION = 180_000;
const span = fc
  .tuple(fc.integer({ min: 0, max: DURATION - SHORTEST_MS }), fc.integer({ min: SHORTEST_MS, max: DURATION }))
  .map(([startMs, length]) => ({ startMs, endMs: Math.min(DURATION, startMs + length) }));

describe('a mark that is moved', () => {
  it('stays within its track and keeps its shortest length, whichever grip is held', () => {
    fc.assert(
      fc.property(
        span,
        fc.constantFrom('start' as const, 'end' as const, 'whole' as const),
        fc.integer({ min: -400_000, max: 400_000 }),
        (before, grip, by) => {
          const { startMs, endMs } = moveGrip(before, grip, by, DURATION);
          expect(startMs).toBeGreaterThanOrEqual(0);
          expect(endMs).toBeLessThanOrEqual(DURATION);
          expect((endMs ?? 0) - startMs).toBeGreaterThanOrEqual(SHORTEST_MS);
          if (grip === 'whole') expect((endMs ?? 0) - startMs).toBe(before.endMs - before.startMs);
          if (grip === 'start') expect(endMs).toBe(before.endMs);
          if (grip === 'end') expect(startMs).toBe(before.startMs);
        },
      ),
    );
  });

  it('stays a moment when it is one', () => {
    expect(moveGrip({ startMs: 500, endMs: null }, 'end', -900, DURATION)).toEqual({ startMs: 0, endMs: null });
  });

  it('is drawn to a beat within reach and to none beyond it', () => {
    const beats = [0, 500, 1000, 1500];
    expect([-50, 240, 260, 1400, 9000].map((time) => nearestBeat(beats, time))).toEqual([0, 0, 500, 1500, 1500]);
    expect(nearestBeat([], 3)).toBeUndefined();
    expect([snapToBeat(beats, 520, 30), snapToBeat(beats, 560, 30)]).toEqual([500, 560]);
    expect(snapMove({ startMs: 100, endMs: 700 }, 'end', 290, beats, 30)).toBe(300);
    expect(snapMove({ startMs: 100, endMs: 700 }, 'whole', 380, beats, 30)).toBe(400);
  });

  it('lies between two times in any order', () => {
    expect(spanBetween(900, 300, DURATION)).toEqual({ startMs: 300, endMs: 900 });
    expect(spanBetween(DURATION, DURATION, DURATION)).toEqual({ startMs: DURATION - SHORTEST_MS, endMs: DURATION });
  });
});

describe('marks side by side', () => {
  it('never cover each other in a row', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const marks = spans.map((one, at) => ({ ...one, id: `m${at}` }));
        const rows = stackMarks(marks, 0);
        for (const a of marks) {
          for (const b of marks) {
            if (a === b || rows.get(a.id) !== rows.get(b.id)) continue;
            expect(a.endMs <= b.startMs || b.endMs <= a.startMs).toBe(true);
          }
        }
      }),
    );
  });

  it('fill the track from the boundaries that were found', () => {
    expect(sectionsBetween([10_000.4, 0, 200_000], 30_000)).toEqual([
      { startMs: 0, endMs: 10_000 },
      { startMs: 10_000, endMs: 30_000 },
    ]);
  });
});

describe('sections that were found', () => {
  it('can be added beside own ones, each once', () => {
    const found = sectionsBetween([10_000, 20_000], 30_000);
    expect(newSections(found, [])).toEqual(found);
    const own = [
      { start_time_ms: 4_000, end_time_ms: 12_000 },
      { start_time_ms: 10_200, end_time_ms: 19_900 },
    ];
    expect(newSections(found, own)).toEqual([found[0], found[2]]);
    expect(
      newSections(
        found,
        found.map(({ startMs, endMs }) => ({ start_time_ms: startMs, end_time_ms: endMs })),
      ),
    ).toEqual([]);
  });

  it('are called quiet or loud against the median of the track', () => {
    expect(sectionCharacters([-20, -12, -11.5, -9, null])).toEqual(['quiet', null, null, 'loud', null]);
  });

  it('have no character where they are alike, alone or not measured', () => {
    expect(sectionCharacters([-12, -12.5, -11.5])).toEqual([null, null, null]);
    expect(sectionCharacters([-30])).toEqual([null]);
    expect(sectionCharacters([null, null])).toEqual([null, null]);
    expect(sectionCharacters([])).toEqual([]);
  });
});
