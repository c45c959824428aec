// Filter banks as sparse rows over a spectrum, in the layout of the kernel's `sparseRows`. Invariant: start + count of each row
// is at most `columns` rounded up to a multiple of 4; bins outside a row have weight 0.
import type { Kernel, Pointer } from './kernel.ts';

/** One row: the weights from bin `start` on. */
export interface SparseRow {
  start: number;
  weights: number[];
}

export interface PlacedRows {
  /** Number of rows that `run` writes: the given rows, padded to a multiple of 4. */
  readonly rows: number;
  run(vector: Pointer, out: Pointer): void;
}

export function placeRows(kernel: Kernel, rows: readonly SparseRow[], columns: number): PlacedRows {
  const layout: number[] = [];
  const weights: number[] = [];
  const padding = Array.from({ length: (4 - (rows.length % 4)) % 4 }, (): SparseRow => ({ start: 0, weights: [0] }));
  for (const row of [...rows, ...padding]) {
    const count = Math.max(4, Math.ceil(row.weights.length / 4) * 4);
    const start = Math.max(0, Math.min(row.start, columns - count));
    layout.push(start, count);
    const padded = Array.from<number>({ length: count }).fill(0);
    row.weights.forEach((weight, i) => {
      padded[row.start - start + i] = weight;
    });
    weights.push(...padded);
  }
  const layoutAt = kernel.placeInts(layout);
  const weightsAt = kernel.placeFloats(weights);
  const count = rows.length + padding.length;
  return { rows: count, run: (vector, out) => kernel.run.sparseRows(vector, layoutAt, weightsAt, count, out) };
}
