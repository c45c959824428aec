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
    const min = level.min.slice(0, count);
    const max = level.max.slice(0, count);
    for (let i = 0; i < count; i++) {
      const until = Math.min(level.min.length, (i + 1) * STEP);
      let lowest = level.min[i * STEP] as number;
      let highest = level.max[i * STEP] as number;
      for (let j = i * STEP + 1; j < until; j++) {
        lowest = Math.min(lowest, level.min[j] as number);
        highest = Math.max(highest, level.max[j] as number);
      }
      min[i] = lowest;
      max[i] = highest;
    }
    level = { span: level.span * STEP, min, max };
    levels.push(level);
  }
  return levels;
}

/** The coarsest level that still has at least one entry for each pixel. */
export function levelFor(levels: readonly PyramidLevel[], valuesPerPixel: number): PyramidLevel {
  const fine = levels.filter(({ span }) => span <= Math.max(1, valuesPerPixel));
  return fine[fine.length - 1] as PyramidLevel;
}
