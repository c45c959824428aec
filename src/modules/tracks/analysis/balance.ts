// Average spectra laid over each other. Invariant: two tracks are compared at the same loudness, else the louder one would
// seem to have more of everything.
import { bandEdgesHz } from '#src/dsp/bands.ts';
import type { TrackSummary } from './summary.ts';

export interface BalancePoint {
  hz: number;
  db: number;
}

/** The analysis' floor: nothing was there. */
const SILENCE_DB = -110;

/** Levels relative to the track's loudness, without the parts of the spectrum where it has nothing. */
export function balanceAtLoudness({ balance, integratedLufs }: TrackSummary): BalancePoint[] {
  const reference = integratedLufs ?? Math.max(SILENCE_DB, ...balance.map(({ db }) => db));
  return balance.filter(({ db }) => db > SILENCE_DB).map(({ hz, db }) => ({ hz, db: db - reference }));
}

/** How much more of each frequency `a` has than `b`, where both have something. Both have the same centre frequencies. */
export function balanceDifference(a: readonly BalancePoint[], b: readonly BalancePoint[]): BalancePoint[] {
  const byHz = new Map(b.map(({ hz, db }) => [Math.round(hz * 10), db]));
  return a.flatMap(({ hz, db }) => {
    const other = byHz.get(Math.round(hz * 10));
    return other === undefined ? [] : [{ hz, db: db - other }];
  });
}

/** Where the difference is greatest, for those who do not see the picture. */
export function greatestDifferences(difference: readonly BalancePoint[]): { most: BalancePoint; least: BalancePoint } | null {
  const [first] = difference;
  if (!first) return null;
  return {
    most: difference.reduce((best, point) => (point.db > best.db ? point : best), first),
    least: difference.reduce((best, point) => (point.db < best.db ? point : best), first),
  };
}

/** Round bounds around all levels, at least 24 dB apart, and the steps between. */
export function levelScale(levels: readonly number[]): { lowest: number; highest: number; step: number } {
  const top = levels.length === 0 ? 0 : Math.max(...levels);
  // Not −0, which some would print.
  const highest = Math.ceil(top / 6) * 6 || 0;
  const bottom = Math.max(highest - 72, Math.min(...levels, highest));
  const lowest = Math.min(highest - 24, Math.floor(bottom / 6) * 6);
  return { lowest, highest, step: highest - lowest > 48 ? 12 : 6 };
}

/** The middle of each of the analysis' bands. */
export const bandCentresHz = (): number[] => {
  const edges = bandEdgesHz();
  return edges.slice(0, -1).map((low, at) => Math.sqrt(low * (edges[at + 1] ?? low)));
};
