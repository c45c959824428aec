// The description of a whole track: the streamed measurements, and what needs the whole track (tempo, beats, key, sections).
// Invariant: every value that may be wrong has a confidence; null, never zero, means that a value could not be measured.
import { BAND_COUNT } from './bands.ts';
import { onTheBeat } from './beat-phase.ts';
import { trackBeats } from './beats.ts';
import { estimateKey, type KeyEstimate } from './key.ts';
import type { Kernel } from './kernel.ts';
import { findOnsets, quantileOf, totalFlux, type Onset } from './onsets.ts';
import { findSections, type SectionBoundary } from './sections.ts';
import { FLUX_PARTS } from './spectrum.ts';
import { bandDecibels } from './spectrum-stage.ts';
import { stereoCorrelation, stereoWidth } from './stereo.ts';
import type { StreamAnalyzer } from './stream-analyzer.ts';
import { estimateTempo, type TempoCandidate } from './tempo.ts';

/** Less sound than this has no key. */
const SHORTEST_KEY_MS = 1000;
/** Sound cut off at the end of a track sounds like an onset. */
const END_MS = 20;
/** Fewer onsets than this have no tempo. */
const LEAST_ONSETS = 6;
const BALANCE_POINTS_PER_OCTAVE = 6;
const BALANCE_LOWEST_HZ = 25;
const BALANCE_HIGHEST_HZ = 20_000;

export interface TrackDescription {
  durationMs: number;
  integratedLufs: number | null;
  rangeLu: number | null;
  maxMomentaryLufs: number | null;
  maxShortTermLufs: number | null;
  truePeakDb: number | null;
  samplePeakDb: number | null;
  /** True peak minus integrated loudness. */
  plrDb: number | null;
  /** True peak of 3 s minus their loudness: the median, and the minimum (the densest passage). */
  psrDb: { median: number; least: number } | null;
  rmsDb: number | null;
  crestDb: number | null;
  tempo: { bpm: number; confidence: number; steady: boolean; alternatives: TempoCandidate[] } | null;
  beatsMs: number[];
  key: KeyEstimate | null;
  onsets: Onset[];
  sections: SectionBoundary[];
  stereo: { width: number; correlation: number; bands: { width: number; correlation: number }[] };
  /** The average spectrum: level in dB by centre frequency, six points per octave. */
  balance: { hz: number; db: number }[];
  fingerprint: string;
}

const amplitudeToDb = (amplitude: number): number | null => (amplitude > 0 ? 20 * Math.log10(amplitude) : null);
const difference = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

function balanceOf({ spectrum: { spectrum }, sampleRateHz }: StreamAnalyzer): { hz: number; db: number }[] {
  const half = 2 ** (0.5 / BALANCE_POINTS_PER_OCTAVE);
  const highest = Math.min(BALANCE_HIGHEST_HZ, sampleRateHz / 2 / half);
  const count = Math.floor(BALANCE_POINTS_PER_OCTAVE * Math.log2(highest / BALANCE_LOWEST_HZ)) + 1;
  const edges = Array.from({ length: count + 1 }, (_, i) => (BALANCE_LOWEST_HZ * 2 ** (i / BALANCE_POINTS_PER_OCTAVE)) / half);
  return spectrum
    .averagePower(edges, sampleRateHz)
    .map((power, i) => ({ hz: BALANCE_LOWEST_HZ * 2 ** (i / BALANCE_POINTS_PER_OCTAVE), db: bandDecibels(power) }));
}

function describeLevels({ levels, sampleCount }: StreamAnalyzer) {
  const loudness = levels.loudness.summary();
  const truePeakDb = amplitudeToDb(levels.truePeak);
  const samplePeakDb = amplitudeToDb(levels.samplePeak);
  const { left, right, cross } = levels.totals;
  const rmsDb = amplitudeToDb(Math.sqrt((left + right) / (2 * Math.max(1, sampleCount))));
  const ratios = levels.peakToShortTerm.values();
  return {
    ...loudness,
    truePeakDb,
    samplePeakDb,
    plrDb: difference(truePeakDb, loudness.integratedLufs),
    psrDb: ratios.length > 0 ? { median: quantileOf(ratios, 0.5), least: quantileOf(ratios, 0) } : null,
    rmsDb,
    crestDb: difference(samplePeakDb, rmsDb),
    stereo: { width: stereoWidth(left, right, cross), correlation: stereoCorrelation(left, right, cross) },
  };
}

export function describeTrack(kernel: Kernel, analyzer: StreamAnalyzer): TrackDescription {
  const durationMs = (1000 * analyzer.sampleCount) / analyzer.sampleRateHz;
  const { stereo, ...levels } = describeLevels(analyzer);
  const fluxParts = analyzer.spectrum.fluxParts.values().subarray(0, analyzer.frameCount * FLUX_PARTS);
  const flux = totalFlux(fluxParts);
  const onsets = findOnsets(fluxParts).filter(({ timeMs }) => timeMs < durationMs - END_MS);
  const tempo = onsets.length < LEAST_ONSETS ? null : estimateTempo(kernel, fluxParts);
  const tracked = tempo && trackBeats(flux, tempo.bpm, durationMs);
  const grid = tracked && onTheBeat(tracked, { fluxParts, onsets, chroma: analyzer.chroma.values() });
  return {
    durationMs,
    ...levels,
    tempo: tempo && {
      bpm: grid?.bpm ?? tempo.bpm,
      confidence: tempo.confidence,
      steady: grid?.steady ?? false,
      alternatives: tempo.alternatives,
    },
    beatsMs: grid?.beatsMs ?? [],
    key: durationMs < SHORTEST_KEY_MS ? null : estimateKey(analyzer.long.finePitch),
    onsets,
    sections: findSections(analyzer.spectrum.balance.values(), analyzer.chroma.values()),
    stereo: { ...stereo, bands: Array.from({ length: BAND_COUNT }, (_, band) => analyzer.spectrum.stereo.at(band)) },
    balance: balanceOf(analyzer),
    fingerprint: analyzer.fingerprint.toText(),
  };
}
