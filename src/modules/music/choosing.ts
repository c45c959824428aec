// Chooses the queue: which tracks of a library fit what a session is for, by what the analysis measured. Pure.
//
// The rule. Three figures of a track are compared with a range for each kind of session:
// - tempo: beats a minute, the person's own figure before the analysed one;
// - energy, 0 to 1: how dense the recording is (peak to loudness ratio, 18 dB is 0 and 6 dB is 1) and how even (loudness range, 18 LU is
//   0 and 2 LU is 1), in equal parts. The loudness itself does not count: tracks are played at equal loudness;
// - brightness, 0 to 1: the level of 2 to 16 kHz against that of 100 Hz to 1 kHz in the average spectrum, from −30 dB (0) to −6 dB (1).
// Inside its range a figure fits with 1, and outside with less by the distance, down to 0. The fit of the track is the mean of its
// figures, with tempo counting twice. A tempo also fits at half of its figure, at 0.8: slow music is often counted double.
// Tracks are ordered by fit. Tracks that were not analysed come last, in the library's order: nothing is known against them.
import type { TrackSummary } from '#src/modules/tracks/public.ts';

export const SESSION_KINDS = ['deep', 'light', 'break'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

export interface Figures {
  bpm: number | null;
  energy: number | null;
  brightness: number | null;
}

interface Range {
  from: number;
  to: number;
  /** Outside of the range by this much, a figure does not fit at all. */
  fade: number;
}

const WISHES: Readonly<Record<SessionKind, { bpm: Range; energy: Range; brightness: Range }>> = {
  deep: {
    bpm: { from: 50, to: 90, fade: 60 },
    energy: { from: 0, to: 0.5, fade: 0.5 },
    brightness: { from: 0, to: 0.5, fade: 0.5 },
  },
  light: {
    bpm: { from: 85, to: 120, fade: 50 },
    energy: { from: 0.35, to: 0.75, fade: 0.4 },
    brightness: { from: 0.35, to: 0.75, fade: 0.4 },
  },
  break: {
    bpm: { from: 105, to: 140, fade: 50 },
    energy: { from: 0.55, to: 1, fade: 0.5 },
    brightness: { from: 0.5, to: 1, fade: 0.5 },
  },
};

const TEMPO_WEIGHT = 2;
const HALF_TEMPO = 0.8;

const clamped = (value: number): number => Math.min(1, Math.max(0, value));
const between = (value: number, zero: number, one: number): number => clamped((value - zero) / (one - zero));

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function energyOf({ plrDb, rangeLu }: TrackSummary): number | null {
  const parts = [plrDb === null ? [] : [between(plrDb, 18, 6)], rangeLu === null ? [] : [between(rangeLu, 18, 2)]].flat();
  return mean(parts);
}

/** Power of a range of the average spectrum, in dB. */
function rangeDb({ balance }: TrackSummary, fromHz: number, toHz: number): number | null {
  const power = balance.filter(({ hz }) => hz >= fromHz && hz < toHz).reduce((sum, { db }) => sum + 10 ** (db / 10), 0);
  return power > 0 ? 10 * Math.log10(power) : null;
}

function brightnessOf(summary: TrackSummary): number | null {
  const [high, middle] = [rangeDb(summary, 2_000, 16_000), rangeDb(summary, 100, 1_000)];
  return high === null || middle === null ? null : between(high - middle, -30, -6);
}

/** What the rule reads of an analysis. `ownBpm`: what the person says of the tempo. */
export function figuresOf(summary: TrackSummary | null, ownBpm: number | null): Figures {
  return {
    bpm: ownBpm ?? summary?.tempo?.bpm ?? null,
    energy: summary && energyOf(summary),
    brightness: summary && brightnessOf(summary),
  };
}

function fitIn(value: number, { from, to, fade }: Range): number {
  const outside = value < from ? from - value : value > to ? value - to : 0;
  return clamped(1 - outside / fade);
}

/** 0 to 1; null when nothing is known of the track. */
export function fitOf({ bpm, energy, brightness }: Figures, kind: SessionKind): number | null {
  const wish = WISHES[kind];
  const tempo = bpm === null ? null : Math.max(fitIn(bpm, wish.bpm), HALF_TEMPO * fitIn(bpm / 2, wish.bpm));
  const parts = [
    ...(tempo === null ? [] : Array.from({ length: TEMPO_WEIGHT }, () => tempo)),
    ...(energy === null ? [] : [fitIn(energy, wish.energy)]),
    ...(brightness === null ? [] : [fitIn(brightness, wish.brightness)]),
  ];
  return mean(parts);
}

export interface Chosen<Track> {
  track: Track;
  /** Null for a track that was not analysed. */
  fit: number | null;
}

/** The tracks by fit, best first. Equal fits and tracks without figures keep the library's order. */
export function chooseQueue<Track extends { figures: Figures }>(tracks: readonly Track[], kind: SessionKind): Chosen<Track>[] {
  const chosen = tracks.map((track) => ({ track, fit: fitOf(track.figures, kind) }));
  return chosen.sort((a, b) => (b.fit ?? -1) - (a.fit ?? -1));
}

/** A queue in random order; `random` answers numbers from 0 to below 1. */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const out = [...items];
  for (let last = out.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [out[last], out[other]] = [out[other] as Item, out[last] as Item];
  }
  return out;
}
