// Whether a tracked grid is on the beat or halfway between the beats: what sounds on its beats is compared with what sounds
// between them. The cues are those of Ellis (Beat Tracking by Dynamic Programming, 2007), Davies and Plumbley (Context-Dependent
// Beat Tracking of Musical Audio, 2007) and Böck et al. (Joint Beat and Downbeat Tracking, 2016): accents in the bass, changes of
// harmony, and how they repeat over two and four beats. Invariant: exchanging the grids changes the sign of every feature.
import type { BeatGrid } from './beats.ts';
import { BEAT_PHASE_WEIGHTS } from './beat-phase-weights.ts';
import { LONG_FRAMES_PER_SECOND } from './long-spectrum.ts';
import { logOdds } from './network.ts';
import { FRAMES_PER_SECOND, LATENCY_MS, partsOf, totalFlux, type Onset } from './onsets.ts';
import { normalizeFlux } from './periodicity.ts';

const FRAME_MS = 1000 / FRAMES_PER_SECOND;
const CHROMA_MS = 1000 / LONG_FRAMES_PER_SECOND;
const PITCHES = 12;
/** A note belongs to a beat within this. */
const REACH_FRAMES = 4;
/** How much of the harmony before and after a beat is compared: in frames of chroma, then in periods. */
const SHORT_FRAMES = 3;
const HARMONY_PERIODS = [1, 2];
/** A note that is followed by silence for longer than this counts no more than this. */
const LONGEST_GAP_MS = 1500;
const BARS = [1, 2, 4];
/** Values far below the usual ones differ by chance. */
const LEAST = 0.05;
/** Fewer beats say nothing about their phase. */
const LEAST_BEATS = 16;

export interface BeatEvidence {
  fluxParts: Float32Array;
  onsets: readonly Onset[];
  /** PITCHES values per frame of the slow spectrum. */
  chroma: Float32Array;
}

/** A value for each time; larger on beats. */
type Cue = (ms: number) => number;

function highestAround(series: Float32Array): Cue {
  return (ms) => {
    const at = Math.round((ms - LATENCY_MS) / FRAME_MS);
    let highest = 0;
    for (let i = Math.max(0, at - REACH_FRAMES); i <= at + REACH_FRAMES; i++) highest = Math.max(highest, series[i] ?? 0);
    return highest;
  };
}

/** For each frame of chroma, how much the pitch classes of `reach` frames before and after it differ, 0 … 1. */
function harmonyChange(chroma: Float32Array, reach: number): Float32Array {
  const count = Math.floor(chroma.length / PITCHES);
  const sums = new Float64Array((count + 1) * PITCHES);
  for (let i = 0; i < count * PITCHES; i++) sums[i + PITCHES] = (sums[i] as number) + (chroma[i] as number);
  const sumAt = (frame: number, pitch: number) => sums[Math.max(0, Math.min(count, frame)) * PITCHES + pitch] as number;
  return Float32Array.from({ length: count }, (_, frame) => {
    let [both, squares, squaresAfter] = [0, 0, 0];
    for (let pitch = 0; pitch < PITCHES; pitch++) {
      // The frame itself hears both sides.
      const before = sumAt(frame, pitch) - sumAt(frame - reach, pitch);
      const after = sumAt(frame + 1 + reach, pitch) - sumAt(frame + 1, pitch);
      both += before * after;
      squares += before * before;
      squaresAfter += after * after;
    }
    return squares > 0 && squaresAfter > 0 ? 1 - both / Math.sqrt(squares * squaresAfter) : 0;
  });
}

function harmonyCue(chroma: Float32Array, reach: number): Cue {
  const change = harmonyChange(chroma, reach);
  return (ms) => {
    const at = Math.max(0, ms / CHROMA_MS);
    const first = Math.floor(at);
    const before = change[first] ?? 0;
    return before + (at - first) * ((change[first + 1] ?? 0) - before);
  };
}

/** Per frame: the probability of an onset, and how long nothing follows it. */
function onsetSeries(onsets: readonly Onset[], frames: number): { sure: Float32Array; long: Float32Array } {
  const sure = new Float32Array(frames);
  const long = new Float32Array(frames);
  onsets.forEach(({ timeMs, confidence }, i) => {
    const frame = Math.min(frames - 1, Math.max(0, Math.round((timeMs - LATENCY_MS) / FRAME_MS)));
    const gapMs = (onsets[i + 1]?.timeMs ?? timeMs + LONGEST_GAP_MS) - timeMs;
    sure[frame] = confidence;
    long[frame] = Math.min(gapMs, LONGEST_GAP_MS) / LONGEST_GAP_MS;
  });
  return { sure, long };
}

function cuesOf({ fluxParts, onsets, chroma }: BeatEvidence, periodMs: number): Cue[] {
  const whole = totalFlux(fluxParts);
  const flux = [whole, partsOf(fluxParts, 0, 0), partsOf(fluxParts, 1, 2), partsOf(fluxParts, 3, 3)].map(normalizeFlux);
  const { sure, long } = onsetSeries(onsets, whole.length);
  const reaches = [SHORT_FRAMES, ...HARMONY_PERIODS.map((periods) => Math.max(2, Math.round((periods * periodMs) / CHROMA_MS)))];
  return [...flux, whole, sure, long].map(highestAround).concat(reaches.map((reach) => harmonyCue(chroma, reach)));
}

/** The mean at every `bar`-th beat, at the phase where it is highest. */
function strongest(values: readonly number[], bar: number): number {
  let highest = 0;
  for (let phase = 0; phase < bar; phase++) {
    let [sum, count] = [0, 0];
    for (let i = phase; i < values.length; i += bar) {
      sum += values[i] as number;
      count++;
    }
    highest = Math.max(highest, sum / Math.max(1, count));
  }
  return highest;
}

const halfway = (beatsMs: readonly number[]): number[] =>
  beatsMs.slice(0, -1).map((ms, i) => (ms + (beatsMs[i + 1] as number)) / 2);

/** What speaks for a grid against the one halfway between its beats. */
export function phaseFeatures(evidence: BeatEvidence, beatsMs: readonly number[]): number[] {
  const between = halfway(beatsMs);
  const periodMs = ((beatsMs.at(-1) as number) - (beatsMs[0] as number)) / (beatsMs.length - 1);
  return cuesOf(evidence, periodMs).flatMap((cue) => {
    const [on, off] = [beatsMs.map(cue), between.map(cue)];
    const floor = LEAST * (strongest(on, 1) + strongest(off, 1)) + 1e-6;
    return BARS.map((bar) => Math.log((strongest(on, bar) + floor) / (strongest(off, bar) + floor)));
  });
}

/** The grid, moved by half a beat when that is where the beats are. */
export function onTheBeat(grid: BeatGrid, evidence: BeatEvidence): BeatGrid {
  const { beatsMs } = grid;
  if (beatsMs.length < LEAST_BEATS || logOdds(BEAT_PHASE_WEIGHTS, phaseFeatures(evidence, beatsMs)) >= 0) return grid;
  const moved = halfway(beatsMs);
  const [first, second] = beatsMs as [number, number];
  const earlier = first - (second - first) / 2;
  return { ...grid, beatsMs: earlier >= 0 ? [earlier, ...moved] : moved };
}
