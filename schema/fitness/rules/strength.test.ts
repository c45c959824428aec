import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimatedOneRepMaxKg, isRpe, repsInReserve, setVolumeKg, loadKg } from './strength.ts';

const figures = (weightKg: number | null, reps: number | null) => ({ weightKg, reps });

describe('the estimated one-rep max', () => {
  it('is Brzycki below ten reps', () => {
    expect(estimatedOneRepMaxKg(100, 5)).toBeCloseTo(112.5, 10);
    expect(estimatedOneRepMaxKg(100, 9)).toBeCloseTo(3600 / 28, 10);
  });
  it('is Epley from ten reps, where the two formulas meet', () => {
    expect(estimatedOneRepMaxKg(90, 10)).toBeCloseTo(120, 10);
    expect((36 * 90) / (37 - 10)).toBeCloseTo(120, 10);
    expect(estimatedOneRepMaxKg(60, 36)).toBeCloseTo(132, 10);
  });
  it('is the weight itself at one rep', () => expect(estimatedOneRepMaxKg(142.5, 1)).toBe(142.5));
  it('is nothing above 36 reps, below one, and without weight', () => {
    for (const [weight, reps] of [
      [60, 37],
      [60, 0],
      [0, 5],
      [null, 5],
      [60, null],
    ] as const) {
      expect(estimatedOneRepMaxKg(weight, reps)).toBeNull();
    }
  });
  it('never falls when a rep or a kilogram is added', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 1400, noNaN: true }), fc.integer({ min: 1, max: 35 }), (weight, reps) => {
        const here = estimatedOneRepMaxKg(weight, reps) ?? 0;
        expect(estimatedOneRepMaxKg(weight, reps + 1)).toBeGreaterThan(here);
        expect(estimatedOneRepMaxKg(weight + 1, reps)).toBeGreaterThan(here);
      }),
    );
  });
});

describe('effort and volume', () => {
  it('reps in reserve are ten less the RPE', () => {
    expect(repsInReserve(8.5)).toBe(1.5);
    expect(repsInReserve(10)).toBe(0);
    expect(repsInReserve(null)).toBeNull();
    expect(repsInReserve(5)).toBeNull();
  });
  it('an RPE is 6 to 10 by halves', () => {
    expect([6, 7.5, 10].every(isRpe)).toBe(true);
    expect([5.5, 7.2, 10.5].some(isRpe)).toBe(false);
  });
  it('volume is weight times reps, nothing where one is missing', () => {
    expect(setVolumeKg(figures(80, 5), 'weight_reps')).toBe(400);
    expect(setVolumeKg(figures(null, 5), 'weight_reps')).toBe(0);
    expect(setVolumeKg(figures(60, null), 'weight_reps')).toBe(0);
  });
  it('help is a negative load and no volume, whatever its sign', () => {
    expect([loadKg(60, 'assisted_reps'), loadKg(-60, 'assisted_reps'), loadKg(-60, 'weight_reps')]).toEqual([-60, -60, -60]);
    expect([loadKg(60, 'weight_reps'), loadKg(null, 'assisted_reps'), loadKg(0, 'assisted_reps')]).toEqual([60, null, 0]);
    expect([setVolumeKg(figures(60, 8), 'assisted_reps'), setVolumeKg(figures(-60, 8), 'weight_reps')]).toEqual([0, 0]);
  });
});
