// Which part of a track is shown: zooming, moving and following as arithmetic. Pure.
// Invariant: a range lies within its track and is never shorter than a millisecond (or the track).
import type { TimeRange } from '#src/workers/frames/api.ts';

export const SHORTEST_RANGE_MS = 1;
/** Where the playhead stands after a page was turned. */
const PAGE_MARGIN = 0.05;
/** A view this short scrolls under a still playhead; a longer one turns pages. */
const SCROLL_BELOW_MS = 30_000;

export const wholeTrack = (durationMs: number): TimeRange => ({ startMs: 0, endMs: Math.max(SHORTEST_RANGE_MS, durationMs) });

/** The nearest allowed range, of the same length where the track has room. */
export function clampRange({ startMs, endMs }: TimeRange, durationMs: number): TimeRange {
  const whole = wholeTrack(durationMs).endMs;
  const length = Math.min(whole, Math.max(SHORTEST_RANGE_MS, endMs - startMs));
  const start = Math.max(0, Math.min(whole - length, startMs));
  return { startMs: start, endMs: start + length };
}

/** `factor` above 1 shows more detail; `anchorMs` stays where it is on the screen. */
export function zoomRange(range: TimeRange, factor: number, anchorMs: number, durationMs: number): TimeRange {
  const length = range.endMs - range.startMs;
  const wanted = Math.min(wholeTrack(durationMs).endMs, Math.max(SHORTEST_RANGE_MS, length / factor));
  const share = length > 0 ? (anchorMs - range.startMs) / length : 0.5;
  const startMs = anchorMs - share * wanted;
  return clampRange({ startMs, endMs: startMs + wanted }, durationMs);
}

export function panRange({ startMs, endMs }: TimeRange, byMs: number, durationMs: number): TimeRange {
  return clampRange({ startMs: startMs + byMs, endMs: endMs + byMs }, durationMs);
}

/** The range in which a moving playhead is seen: the same object while nothing has to move. */
export function followRange(range: TimeRange, playheadMs: number, durationMs: number): TimeRange {
  const length = range.endMs - range.startMs;
  if (length < SCROLL_BELOW_MS) {
    const centred = clampRange({ startMs: playheadMs - length / 2, endMs: playheadMs + length / 2 }, durationMs);
    return centred.startMs === range.startMs ? range : centred;
  }
  if (playheadMs >= range.startMs && playheadMs <= range.endMs) return range;
  const startMs = playheadMs - length * PAGE_MARGIN;
  const paged = clampRange({ startMs, endMs: startMs + length }, durationMs);
  return paged.startMs === range.startMs ? range : paged;
}
