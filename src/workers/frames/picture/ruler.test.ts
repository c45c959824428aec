import { describe, expect, it } from 'vitest';
import { beatStride, rulerLabel, rulerStep } from './ruler.ts';

describe('the ruler', () => {
  it('labels hours, minutes, seconds and milliseconds with as many digits as necessary', () => {
    expect(rulerLabel(3_723_000, 60_000)).toBe('1:02:03');
    expect(rulerLabel(65_000, 1000)).toBe('1:05');
    expect(rulerLabel(65_250, 50)).toBe('1:05.25');
    expect(rulerLabel(65_250, 0.05)).toBe('1:05.25000');
    expect(rulerLabel(59_999.9, 1000)).toBe('1:00');
  });

  it('has a step for every zoom, and two labels one step apart differ', () => {
    for (let leastMs = 0.01; leastMs < 4e6; leastMs *= 1.7) {
      const step = rulerStep(leastMs);
      expect(step).toBeGreaterThanOrEqual(leastMs);
      for (const n of [0, 1, 17, 333]) expect(rulerLabel(n * step, step)).not.toBe(rulerLabel((n + 1) * step, step));
    }
  });

  it('leaves out beats by powers of two, so that the rest stays aligned to the bar', () => {
    expect(beatStride(120, 60_000, 100)).toBe(1);
    expect(beatStride(120, 60_000, 600)).toBe(2);
    expect(beatStride(7200, 3_600_000, 15_000)).toBe(32);
    expect(beatStride(0, 0, 100)).toBe(1);
  });
});
