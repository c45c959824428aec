// What tells the beat from its half, its double and its thirds: how a tempo and its simple ratios repeat in each frequency
// range of the flux, what lies between its beats, and how many onsets come per beat. Invariant: one row of numbers per tempo, in
// the order of the weights, and independent of the track's level.
import { FRAMES_PER_SECOND } from './onsets.ts';
import { near, type Periodicity } from './periodicity.ts';

/** Periods at which the track may repeat, as multiples of the beat. */
const RATIOS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 8 / 3, 3, 4, 16 / 3, 6, 8];
/** The lags among which the highest correlation of a range is sought. */
const FIRST_LAG = 22;
const LAST_LAG = 400;
const MIDDLE_BPM = 110;
const PHASES = 24;
/** The tempo may drift: phases are aligned anew after this many periods. */
const WINDOW_PERIODS = 16;

function highestOf(correlation: Float64Array): number {
  let highest = 0.05;
  for (let lag = FIRST_LAG; lag <= LAST_LAG; lag++) highest = Math.max(highest, correlation[lag] as number);
  return highest;
}

function addByPhase(series: Float32Array, from: number, until: number, phases: Uint8Array, sum: Float64Array): void {
  for (let i = from; i < until; i++) (sum[phases[i - from] as number] as number) += series[i] as number;
}

/**
 * Folds each series at a period: its energy at each of PHASES phases, with mean 1. Phase 0 is the strongest phase of the first
 * series.
 */
function fold(all: readonly Float32Array[], period: number): Float64Array[] {
  const length = all[0]?.length ?? 0;
  const window = Math.round(period * WINDOW_PERIODS);
  const frequency = 1 / period;
  const phases = new Uint8Array(window);
  const sums = all.map(() => new Float64Array(PHASES));
  const rows = all.map(() => new Float64Array(PHASES));
  for (let from = 0; from + window / 2 < length; from += window) {
    const until = Math.min(length, from + window);
    for (let i = from; i < until; i++) {
      const turns = i * frequency;
      phases[i - from] = (turns - Math.floor(turns)) * PHASES;
    }
    all.forEach((series, r) => addByPhase(series, from, until, phases, (sums[r] as Float64Array).fill(0)));
    const leading = sums[0] as Float64Array;
    let first = 0;
    for (let p = 1; p < PHASES; p++) if (around(leading, p) > around(leading, first)) first = p;
    sums.forEach((sum, r) => {
      const row = rows[r] as Float64Array;
      for (let p = 0; p < PHASES; p++) (row[p] as number) += sum[(p + first) % PHASES] as number;
    });
  }
  return rows.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / PHASES + 1e-9;
    return row.map((value) => value / mean);
  });
}

/** Energy around a phase, counted in steps. */
const around = (row: Float64Array, phase: number): number =>
  ((row[(phase + PHASES - 1) % PHASES] as number) + 2 * (row[phase % PHASES] as number) + (row[(phase + 1) % PHASES] as number)) /
  4;

const level = (...energies: number[]): number =>
  Math.log(0.1 + energies.reduce((sum, energy) => sum + energy, 0) / energies.length);

/** The features of one tempo; `parts` are the whole flux, then its frequency ranges. */
export function tempoFeatures(bpm: number, parts: readonly Periodicity[], onsetsPerSecond: number): number[] {
  const lag = (60 * FRAMES_PER_SECOND) / bpm;
  const octave = Math.log2(bpm / MIDDLE_BPM);
  const density = Math.log2(Math.max(0.1, (onsetsPerSecond * 60) / bpm));
  const row = [octave, octave ** 2, octave ** 3, octave ** 4, density, density ** 2, density ** 3, octave * density];
  for (const { correlation } of parts) {
    const highest = highestOf(correlation);
    for (const ratio of RATIOS) row.push(near(correlation, lag * ratio) / highest);
  }
  const all = parts.map(({ series }) => series);
  for (const beat of fold(all, lag)) {
    const at = (share: number) => around(beat, share * PHASES);
    row.push(level(at(0)), level(at(1 / 2)), level(at(1 / 4), at(3 / 4)), level(at(1 / 3), at(2 / 3)));
  }
  for (const pair of fold(all, lag * 2)) {
    const at = (share: number) => around(pair, share * PHASES);
    row.push(level(at(1 / 2)), level(at(1 / 4), at(3 / 4)));
  }
  return row;
}
