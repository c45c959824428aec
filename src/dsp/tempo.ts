// Tempo from the periodicity of the flux, with alternatives. Candidates are the strongest periods and their simple ratios; a
// small network (tempo-weights.ts) ranks them. Invariant: the tempo is within LOWEST_BPM … HIGHEST_BPM, and its confidence is
// the share of such tracks for which the choice is right.
import type { Kernel } from './kernel.ts';
import { logOdds } from './network.ts';
import { FRAMES_PER_SECOND, partsOf, peakShift, totalFlux } from './onsets.ts';
import { near, periodicities, type Periodicity } from './periodicity.ts';
import { FLUX_PARTS } from './spectrum.ts';
import { tempoFeatures } from './tempo-features.ts';
import { TEMPO_WEIGHTS } from './tempo-weights.ts';

const LOWEST_BPM = 50;
const HIGHEST_BPM = 220;
const SHORTEST_LAG = 19;
const LONGEST_LAG = 200;
/** Number of multiples of the period that must correlate. */
const MULTIPLES = 4;
const PREFERRED_BPM = 120;
const PREFERENCE_OCTAVES = 1;
/** Weaker repetition than this occurs in noise. */
const WEAKEST = 0.02;
/** Shorter lags are within the width of an onset. */
const ZERO_LOBE = 12;
/** The difference in correlation that decides between two periods as seeds. */
const CONTRAST = 0.03;
const SEEDS = 5;
const KIN = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 4 / 3, 3 / 2, 2, 3, 4];
/** Tempi closer than this, in octaves, are the same candidate. */
const SAME_OCTAVES = 0.045;
/** Height of a peak of the normalised flux that counts as an onset. */
const ONSET_HEIGHT = 0.6;

export interface TempoCandidate {
  bpm: number;
  /** How strongly the track repeats at this tempo, 0 … 1. */
  strength: number;
}

export interface Tempo extends TempoCandidate {
  confidence: number;
  /** Half, double, 2/3, 3/2 and other periodic tempi, most likely first. */
  alternatives: TempoCandidate[];
}

const preference = (bpm: number): number => Math.exp(-0.5 * (Math.log2(bpm / PREFERRED_BPM) / PREFERENCE_OCTAVES) ** 2);

const toBpm = (lag: number): number => (60 * FRAMES_PER_SECOND) / lag;
const toLag = toBpm;

/** The mean correlation at the multiples of a period. */
function repetition(correlation: Float64Array, lag: number): number {
  let sum = 0;
  for (let k = 1; k <= MULTIPLES; k++) sum += near(correlation, k * lag);
  return sum / MULTIPLES;
}

/**
 * How well a period fits the beat: its multiples must correlate (`least`), and nothing between them may repeat as strongly.
 * Half the tempo fails the second condition, because there are beats between its beats. Double the tempo is ambiguous.
 */
function distinctness(correlation: Float64Array, lag: number): number {
  let least = 1;
  for (let k = 1; k <= MULTIPLES; k++) least = Math.min(least, near(correlation, k * lag));
  if (least <= 0) return least;
  let between = 0;
  const tolerance = 2 + 0.04 * lag;
  for (let x = Math.max(ZERO_LOBE, Math.floor(lag / 4)); x < MULTIPLES * lag; x++) {
    const toMultiple = Math.abs(x - Math.max(1, Math.round(x / lag)) * lag);
    if (toMultiple > tolerance) between = Math.max(between, correlation[x] ?? 0);
  }
  return least / (1 + Math.exp((between - least) / CONTRAST));
}

/** Refines the lag at its highest multiple that is still a peak. */
function refineLag(correlation: Float64Array, lag: number): number {
  let refined = lag;
  for (const multiple of [1, 2, 4]) {
    const centre = Math.round(refined * multiple);
    let best = centre;
    for (let x = centre - 2; x <= centre + 2; x++) if ((correlation[x] ?? -1) > (correlation[best] ?? -1)) best = x;
    const [before, top, after] = [best - 1, best, best + 1].map((x) => correlation[x] ?? 0) as [number, number, number];
    refined = (best + peakShift(before, top, after)) / multiple;
  }
  return refined;
}

/** The lags at the peaks of a score, highest first. */
function peakLags(score: (lag: number) => number): number[] {
  const scored: { lag: number; score: number }[] = [];
  for (let lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag += 0.25) {
    scored.push({ lag, score: score(lag) * preference(toBpm(lag)) });
  }
  return scored
    .filter((here, i) => here.score >= (scored[i - 1]?.score ?? 0) && here.score > (scored[i + 1]?.score ?? 0))
    .sort((a, b) => b.score - a.score)
    .map(({ lag }) => lag);
}

/** The tempi among which the beat is sought. */
function candidateTempi(correlation: Float64Array): number[] {
  const lags = [
    ...peakLags((lag) => distinctness(correlation, lag)).slice(0, 1),
    ...peakLags((lag) => repetition(correlation, lag)).slice(0, SEEDS - 1),
  ];
  const seeds = lags.map((lag) => toBpm(refineLag(correlation, lag)));
  const strongest = seeds.slice(0, 2);
  const tempi: number[] = [];
  const octaves = [1, 2, 1 / 2].flatMap((ratio) => strongest.map((bpm) => bpm * ratio));
  for (const bpm of [...octaves, ...seeds, ...KIN.flatMap((ratio) => strongest.map((seed) => seed * ratio))]) {
    const isKnown = tempi.some((other) => Math.abs(Math.log2(other / bpm)) < SAME_OCTAVES);
    if (bpm >= LOWEST_BPM && bpm <= HIGHEST_BPM && !isKnown) tempi.push(bpm);
  }
  return tempi;
}

const isPeak = (series: Float32Array, i: number): boolean =>
  (series[i] as number) > ONSET_HEIGHT &&
  (series[i] as number) >= (series[i - 1] ?? 0) &&
  (series[i] as number) > (series[i + 1] ?? 0);

interface RankedTempi {
  whole: Periodicity;
  tempi: number[];
  /** Per tempo, what the ranking looks at. */
  features: number[][];
}

/** The candidates with their features; separate from the choice because the weights are fitted to them. */
export function tempoCandidates(kernel: Kernel, fluxParts: Float32Array): RankedTempi {
  const parts = periodicities(kernel, [
    totalFlux(fluxParts),
    partsOf(fluxParts, 0, 0),
    partsOf(fluxParts, 1, 2),
    partsOf(fluxParts, 3, 3),
  ]);
  const whole = parts[0] as Periodicity;
  const tempi = candidateTempi(whole.correlation);
  let onsets = 0;
  for (let i = 0; i < whole.series.length; i++) if (isPeak(whole.series, i)) onsets++;
  const perSecond = (onsets * FRAMES_PER_SECOND) / Math.max(1, whole.series.length);
  return { whole, tempi, features: tempi.map((bpm) => tempoFeatures(bpm, parts, perSecond)) };
}

function shares(odds: readonly number[]): number[] {
  const highest = Math.max(...odds);
  const parts = odds.map((value) => Math.exp(value - highest));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}

/** Null when nothing repeats. */
export function estimateTempo(kernel: Kernel, fluxParts: Float32Array): Tempo | null {
  if (fluxParts.length < 4 * FRAMES_PER_SECOND * FLUX_PARTS) return null;
  const { whole, tempi, features } = tempoCandidates(kernel, fluxParts);
  const strength = (bpm: number) => Math.max(0, Math.min(1, near(whole.correlation, toLag(bpm))));
  const probabilities = shares(features.map((row) => logOdds(TEMPO_WEIGHTS, row)));
  const ranked = tempi
    .map((bpm, i) => ({ bpm, strength: strength(bpm), probability: probabilities[i] as number }))
    .sort((a, b) => b.probability - a.probability);
  const best = ranked[0];
  if (!best || Math.max(...ranked.map((tempo) => tempo.strength)) < WEAKEST) return null;
  return {
    bpm: best.bpm,
    strength: best.strength,
    confidence: best.probability,
    alternatives: alternativesTo(best.bpm, ranked.slice(1, 5), strength),
  };
}

function alternativesTo(bpm: number, likely: readonly TempoCandidate[], strength: (bpm: number) => number): TempoCandidate[] {
  const kin = [0.5, 2, 2 / 3, 1.5]
    .map((ratio) => ({ bpm: bpm * ratio, strength: strength(bpm * ratio) }))
    .sort((a, b) => b.strength - a.strength);
  const all: TempoCandidate[] = [];
  for (const tempo of [...likely, ...kin]) {
    const isKnown = [{ bpm }, ...all].some((other) => Math.abs(Math.log2(other.bpm / tempo.bpm)) < SAME_OCTAVES);
    if (!isKnown) all.push({ bpm: tempo.bpm, strength: tempo.strength });
  }
  return all;
}
