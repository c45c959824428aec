// Which moment of one track belongs to which of another, and ranges that begin and end on beats. Pure.
import type { TimeRange } from '#src/workers/frames/api.ts';
import type { Alignment, Deck, DeckTrack } from './api.ts';

type Beaten = Pick<DeckTrack, 'beatsMs'>;

const SHORTEST_LOOP_MS = 20;
/** Tempi further apart than this are not the same music: then nothing is stretched. */
const MOST_SLOPE = 2;

const intervalAt = (beatsMs: readonly number[], index: number): number => {
  const i = Math.max(0, Math.min(beatsMs.length - 2, index));
  return (beatsMs[i + 1] as number) - (beatsMs[i] as number);
};

/** Where a time lies among the beats: 2.5 is half way from the third to the fourth. Goes on evenly past both ends. */
export function beatAt(beatsMs: readonly number[], timeMs: number): number {
  let [low, high] = [0, beatsMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((beatsMs[middle] as number) <= timeMs) low = middle + 1;
    else high = middle;
  }
  const index = Math.max(0, Math.min(beatsMs.length - 2, low - 1));
  return index + (timeMs - (beatsMs[index] as number)) / intervalAt(beatsMs, index);
}

/** The time of a beat, also between and beyond beats. */
export function timeOfBeat(beatsMs: readonly number[], beat: number): number {
  const index = Math.max(0, Math.min(beatsMs.length - 2, Math.floor(beat)));
  return (beatsMs[index] as number) + (beat - index) * intervalAt(beatsMs, index);
}

const hasBeats = (...tracks: Beaten[]) => tracks.every(({ beatsMs }) => beatsMs.length >= 2);

/** The position on the other deck that belongs to `positionMs` on deck `from`. May lie outside the other track. */
export function mapPosition(positionMs: number, from: Deck, a: Beaten, b: Beaten, alignment: Alignment): number {
  const sign = from === 'a' ? 1 : -1;
  if (alignment.kind === 'time') return positionMs + sign * alignment.offsetMs;
  if (!hasBeats(a, b)) return positionMs;
  const [source, target] = from === 'a' ? [a, b] : [b, a];
  return timeOfBeat(target.beatsMs, beatAt(source.beatsMs, positionMs) + sign * alignment.offsetBeats);
}

/** How fast the other deck must run for each unit of speed of deck `from`, to stay at the same musical position. */
export function slopeAt(positionMs: number, from: Deck, a: Beaten, b: Beaten, alignment: Alignment): number {
  if (alignment.kind === 'time' || !hasBeats(a, b)) return 1;
  const [source, target] = from === 'a' ? [a, b] : [b, a];
  const beat = beatAt(source.beatsMs, positionMs);
  const other = beat + (from === 'a' ? 1 : -1) * alignment.offsetBeats;
  const slope = intervalAt(target.beatsMs, Math.floor(other)) / intervalAt(source.beatsMs, Math.floor(beat));
  return slope > 1 / MOST_SLOPE && slope < MOST_SLOPE ? slope : 1;
}

/** The range with its ends on the nearest beats, at least one beat long; as it is where there are no beats. */
export function snapToBeats({ startMs, endMs }: TimeRange, beatsMs: readonly number[]): TimeRange {
  if (beatsMs.length < 2) return { startMs, endMs };
  const last = beatsMs.length - 1;
  const nearest = (timeMs: number) => Math.max(0, Math.min(last, Math.round(beatAt(beatsMs, timeMs))));
  const start = Math.min(last - 1, nearest(startMs));
  const end = Math.max(start + 1, nearest(endMs));
  return { startMs: beatsMs[start] as number, endMs: beatsMs[end] as number };
}

/** A loop within a track, or null when nothing is left of it. */
export function clampLoop({ startMs, endMs }: TimeRange, durationMs: number): TimeRange | null {
  const range = { startMs: Math.max(0, startMs), endMs: Math.min(durationMs, endMs) };
  return range.endMs - range.startMs >= SHORTEST_LOOP_MS ? range : null;
}

/** What each deck is turned down by, in dB, so that both are as loud as the quieter one. Nothing is turned up: it could clip. */
export function levelTrim(a: number | null | undefined, b: number | null | undefined): { a: number; b: number } {
  if (a === null || b === null || a === undefined || b === undefined) return { a: 0, b: 0 };
  const quieter = Math.min(a, b);
  return { a: quieter - a, b: quieter - b };
}

/**
 * What to do with the silent deck, whose voice is `driftMs` ahead of where it should be: jump when far off, else run a little
 * slower or faster, which nobody hears. A few ms are left to its delay: a stretched voice is never quite where it says.
 */
export function followRate(driftMs: number, rate: number): { kind: 'jump' } | { kind: 'run'; rate: number } {
  if (Math.abs(driftMs) > 120) return { kind: 'jump' };
  if (Math.abs(driftMs) < 10) return { kind: 'run', rate };
  return { kind: 'run', rate: rate * (1 - Math.max(-0.08, Math.min(0.08, driftMs / 500))) };
}
