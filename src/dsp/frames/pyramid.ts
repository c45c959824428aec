// Minima and maxima of a column over 4, 16, 64 … values, so that drawing a whole track reads only a few thousand numbers.
// Invariant: entry i of level n covers the existing raw values from 4ⁿ·i to 4ⁿ·(i + 1) − 1.
import type { ColumnValues } from './chunk-codec.ts';

const STEP = 4;

export interface PyramidLevel {
  /** Number of raw values per entry. */
  span: number;
  min: ColumnValues;
  max: ColumnValues;
}

/** The side of the values that is drawn. For a column with one side, `min` and `max` are the same arrays. */
export type PyramidSides = 'both' | 'max' | 'min';

/**
 * Level 0 is the column itself (min and max are the same array); the other levels are zeros, and the last has at most 4
 * entries.
 */
export function emptyPyramid(values: ColumnValues, sides: PyramidSides = 'both'): PyramidLevel[] {
  const levels: PyramidLevel[] = [{ span: 1, min: values, max: values }];
  const zeros = (count: number) => new (values.constructor as new (count: number) => ColumnValues)(count);
  for (let level = levels[0] as PyramidLevel; level.min.length > STEP;) {
    const min = zeros(Math.ceil(level.min.length / STEP));
    level = { span: level.span * STEP, min, max: sides === 'both' ? zeros(min.length) : min };
    levels.push(level);
  }
  return levels;
}

export function buildPyramid(values: ColumnValues, sides: PyramidSides = 'both'): PyramidLevel[] {
  const levels = emptyPyramid(values, sides);
  refreshPyramid(levels, 0, values.length, sides);
  return levels;
}

/** Updates the levels after the raw values from `from` to `until` (exclusive) changed. */
export function refreshPyramid(levels: readonly PyramidLevel[], from: number, until: number, sides: PyramidSides = 'both'): void {
  let [first, last] = [from, until];
  for (let n = 1; n < levels.length && last > first; n++) {
    const below = levels[n - 1] as PyramidLevel;
    const level = levels[n] as PyramidLevel;
    first = (first / STEP) | 0;
    last = Math.min(level.max.length, ((last + STEP - 1) / STEP) | 0);
    if (sides !== 'min') gatherHighest(below.max, level.max, first, last);
    if (sides !== 'max') gatherLowest(below.min, level.min, first, last);
  }
}

// Plain loops, four values per iteration: they take much of the time between a track's bytes and its picture. The band columns,
// most of the data, have a loop of their own, because a loop over three array types is several times slower.

function gatherHighest(below: ColumnValues, out: ColumnValues, first: number, last: number): void {
  if (below instanceof Uint8Array) return gatherHighestBytes(below, out as Uint8Array, first, last);
  for (let i = first; i < last; i++) {
    const end = Math.min(below.length, (i + 1) * STEP);
    let highest = below[i * STEP] as number;
    for (let j = i * STEP + 1; j < end; j++) {
      const value = below[j] as number;
      if (value > highest) highest = value;
    }
    out[i] = highest;
  }
}

function gatherHighestBytes(below: Uint8Array, out: Uint8Array, first: number, last: number): void {
  const whole = Math.min(last, (below.length / STEP) | 0);
  for (let i = first, j = first * STEP; i < whole; i++, j += STEP) {
    // max(a, b) = a − min(0, a − b), without a branch: the CPU would mispredict half of such comparisons of audio values.
    const left = below[j] as number;
    const right = below[j + 2] as number;
    const ofLeft = left - (below[j + 1] as number);
    const ofRight = right - (below[j + 3] as number);
    const highest = left - (ofLeft & (ofLeft >> 31));
    const over = highest - (right - (ofRight & (ofRight >> 31)));
    out[i] = highest - (over & (over >> 31));
  }
  if (whole < last) out[whole] = Math.max(...below.subarray(whole * STEP));
}

function gatherLowest(below: ColumnValues, out: ColumnValues, first: number, last: number): void {
  for (let i = first; i < last; i++) {
    const end = Math.min(below.length, (i + 1) * STEP);
    let lowest = below[i * STEP] as number;
    for (let j = i * STEP + 1; j < end; j++) {
      const value = below[j] as number;
      if (value < lowest) lowest = value;
    }
    out[i] = lowest;
  }
}

/** The coarsest level that still has at least one entry per pixel. */
export function levelFor(levels: readonly PyramidLevel[], valuesPerPixel: number): PyramidLevel {
  let fitting = levels[0] as PyramidLevel;
  for (const level of levels) if (level.span <= valuesPerPixel) fitting = level;
  return fitting;
}

interface Entries {
  values: ColumnValues;
  /** Number of entries per pixel. */
  perPixel: number;
}

const entriesFor = (levels: readonly PyramidLevel[], valuesPerPixel: number, side: 'min' | 'max'): Entries => {
  const level = levelFor(levels, valuesPerPixel);
  return { values: level[side], perPixel: valuesPerPixel / level.span };
};

/**
 * The maximum of each pixel. Pixel i covers the raw values from `(firstPixel + i) · valuesPerPixel` on, so that scrolling by
 * whole pixels shifts the picture without changing it. Pixels past the end repeat the last value.
 */
export function readMost(levels: readonly PyramidLevel[], firstPixel: number, valuesPerPixel: number, count: number): Int16Array {
  const { values, perPixel } = entriesFor(levels, valuesPerPixel, 'max');
  const out = new Int16Array(count);
  const last = values.length - 1;
  let start = Math.max(0, Math.min(last, Math.floor(firstPixel * perPixel)));
  for (let i = 0; i < count; i++) {
    const next = Math.max(0, Math.min(last + 1, (firstPixel + i + 1) * perPixel));
    const whole = next | 0;
    const end = whole < next ? whole + 1 : whole;
    let highest = values[start] as number;
    for (let j = start + 1; j < end; j++) {
      const value = values[j] as number;
      if (value > highest) highest = value;
    }
    out[i] = highest;
    start = whole > last ? last : whole;
  }
  return out;
}

/** The minimum of each pixel; see readMost. */
export function readLeast(
  levels: readonly PyramidLevel[],
  firstPixel: number,
  valuesPerPixel: number,
  count: number,
): Int16Array {
  const { values, perPixel } = entriesFor(levels, valuesPerPixel, 'min');
  const out = new Int16Array(count);
  const last = values.length - 1;
  let start = Math.max(0, Math.min(last, Math.floor(firstPixel * perPixel)));
  for (let i = 0; i < count; i++) {
    const next = Math.max(0, Math.min(last + 1, (firstPixel + i + 1) * perPixel));
    const whole = next | 0;
    const end = whole < next ? whole + 1 : whole;
    let lowest = values[start] as number;
    for (let j = start + 1; j < end; j++) {
      const value = values[j] as number;
      if (value < lowest) lowest = value;
    }
    out[i] = lowest;
    start = whole > last ? last : whole;
  }
  return out;
}
