// One measured figure with its target. A bench returns figures; only scripts/bench.ts prints them.

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** The target of the budget, or null for a figure that only explains another. */
  target: number | null;
  /** Whether less is better (a time, a size) or more (a rate, a ratio). */
  better: 'less' | 'more';
  /** The figure of another program or operation in the same run, for comparison. */
  peer?: string;
}

export interface FigureReport extends Omit<Figure, 'better'> {
  ok: boolean;
}

export const meetsTarget = ({ value, target, better }: Figure): boolean =>
  target === null || (better === 'less' ? value <= target : value >= target);

/** The q-quantile (0…1) by the nearest-rank method. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new Error('a quantile of an empty list');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))]!;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
