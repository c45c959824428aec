// The frequency axes: 32 log-spaced bands for pictures and balance, and the filter bank of the onset detector. Invariant: the
// 32 bands are the same for every sample rate, so that tracks can be compared.
import type { SparseRow } from './sparse-rows.ts';

export const BAND_COUNT = 32;
export const LOWEST_HZ = 20;
export const HIGHEST_HZ = 20_000;

/** The 33 edges of the 32 bands, in Hz. */
export const bandEdgesHz = (): number[] =>
  Array.from({ length: BAND_COUNT + 1 }, (_, i) => LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (i / BAND_COUNT));

/**
 * Weights that sum power per band. A bin covers half a bin to each side and counts in proportion to its overlap. So bands
 * narrower than a bin share it, and no power is counted twice.
 */
export function bandRows(edgesHz: readonly number[], sampleRateHz: number, fftSize: number): SparseRow[] {
  const binHz = sampleRateHz / fftSize;
  const bins = fftSize / 2;
  return edgesHz.slice(0, -1).map((lowHz, band) => {
    const low = lowHz / binHz;
    const high = (edgesHz[band + 1] as number) / binHz;
    const start = Math.min(bins - 1, Math.round(low));
    const weights: number[] = [];
    for (let bin = start; bin < bins && bin - 0.5 < high; bin++) {
      weights.push(Math.max(0, Math.min(high, bin + 0.5) - Math.max(low, bin - 0.5)));
    }
    return { start, weights };
  });
}

const ROWS_PER_OCTAVE = 24;
const FLUX_LOWEST_HZ = 30;
const FLUX_HIGHEST_HZ = 17_000;

export interface FluxBank {
  rows: SparseRow[];
  /** The centre of each row in Hz. */
  centresHz: number[];
}

/**
 * Triangular quarter-tone filters on distinct bins (Böck and Widmer, Maximum Filter Vibrato Suppression for Onset Detection,
 * DAFx 2013). Padded with empty rows to a multiple of 4.
 */
export function fluxBank(sampleRateHz: number, fftSize: number): FluxBank {
  const binHz = sampleRateHz / fftSize;
  const highest = Math.min(FLUX_HIGHEST_HZ, sampleRateHz * 0.46);
  const bins = new Set<number>();
  for (let i = 0; ; i++) {
    const hz = FLUX_LOWEST_HZ * 2 ** (i / ROWS_PER_OCTAVE);
    if (hz > highest) break;
    bins.add(Math.round(hz / binHz));
  }
  const centres = [...bins].filter((bin) => bin > 0 && bin < fftSize / 2 - 1).sort((a, b) => a - b);
  const rows: SparseRow[] = [];
  const centresHz: number[] = [];
  for (let i = 1; i < centres.length - 1; i++) {
    const [low, centre, high] = centres.slice(i - 1, i + 2) as [number, number, number];
    const weights: number[] = [];
    for (let bin = low + 1; bin < high; bin++) {
      weights.push(bin <= centre ? (bin - low) / (centre - low) : (high - bin) / (high - centre));
    }
    rows.push({ start: low + 1, weights });
    centresHz.push(centre * binHz);
  }
  while (rows.length % 4 !== 0) {
    rows.push({ start: 0, weights: [0] });
    centresHz.push(highest);
  }
  return { rows, centresHz };
}
