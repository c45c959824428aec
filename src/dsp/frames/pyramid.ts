// Min and max of a column over 4, 16, 64 … values, so that drawing a whole track reads a few thousand numbers.
// Invariant: level n, entry i covers the raw values 4ⁿ·i … 4ⁿ·(i + 1) − 1 that exist.
import type { ColumnValues } from './chunk-codec.ts';

const STEP = 4;

export interface PyramidLevel {
  /** Raw values an entry covers. */
  span: number;
  min: ColumnValues;
  max: ColumnValues;
}

/** Level 0 is the column itself (min and max are the same array); the last level has at most 4 entries. */
export function buildPyramid(values: ColumnValues): PyramidLevel[] {
  const levels: PyramidLevel[] = [{ span: 1, min: values, max: values }];
  for (let level = levels[0] as PyramidLevel; level.min.length > STEP;) {
    const count = Math.ceil(level.min.length / STEP);
    level = { span: level.span * STEP, min: level.min.slice(0, count), max: level.max.slice(0, count) };
    levels.push(level);
  }
  refreshPyramid(levels, 0, values.length);
  return levels;
}

/** Brings the levels up to date after the raw values from `from` to `until` (exclusive) changed. */
export function refreshPyramid(levels: readonly PyramidLevel[], from: number, until: number): void {
  let [first, last] = [from, until];
  for (let n = 1; n < levels.length && last > first; n++) {
    const below = levels[n - 1] as PyramidLevel;
    const { min, max } = levels[n] as PyramidLevel;
    first = Math.floor(first / STEP);
    last = Math.min(min.length, Math.ceil(last / STEP));
    for (let i = first; i < last; i++) {
      const end = Math.min(below.min.length, (i + 1) * STEP);
      let lowest = below.min[i * STEP] as number;
      let highest = below.max[i * STEP] as number;
      for (let j = i * STEP + 1; j < end; j++) {
        const [low, high] = [below.min[j] as number, below.max[j] as number];
        if (low < lowest) lowest = low;
        if (high > highest) highest = high;
      }
      min[i] = lowest;
      max[i] = highest;
    }
  }
}

/** The coarsest level that still has at least one entry for each pixel. */
export function levelFor(levels: readonly PyramidLevel[], valuesPerPixel: number): PyramidLevel {
  let fitting = levels[0] as PyramidLevel;
  for (const level of levels) if (level.span <= valuesPerPixel) fitting = level;
  return fitting;
}

/**
 * The least and the most of each pixel. Pixel i covers the raw values from `(firstPixel + i) · valuesPerPixel` on, so that
 * scrolling by whole pixels moves the picture and changes nothing in it. Pixels past the end repeat the last value.
 */
export function readExtents(
  levels: readonly PyramidLevel[],
  firstPixel: number,
  valuesPerPixel: number,
  least: Int16Array,
  most: Int16Array,
): void {
  const { span, min, max } = levelFor(levels, valuesPerPixel);
  const perPixel = valuesPerPixel / span;
  const lastEntry = min.length - 1;
  for (let i = 0; i < most.length; i++) {
    const start = Math.max(0, Math.min(lastEntry, Math.floor((firstPixel + i) * perPixel)));
    const end = Math.min(lastEntry + 1, Math.ceil((firstPixel + i + 1) * perPixel));
    let lowest = min[start] as number;
    let highest = max[start] as number;
    for (let j = start + 1; j < end; j++) {
      const [low, high] = [min[j] as number, max[j] as number];
      if (low < lowest) lowest = low;
      if (high > highest) highest = high;
    }
    least[i] = lowest;
    most[i] = highest;
  }
}
