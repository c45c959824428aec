// What the lanes share: where they draw and how time becomes pixels. Invariant: x counts device pixels from the left of the
// picture, and the picture begins on a whole pixel of the track, so that scrolling moves it and changes nothing else.
import type { TimeRange, TrackEvents, ViewScene, ViewTheme } from '../api.ts';
import type { OpenTrack } from '../open-track.ts';
import type { PcmWindow } from '../pcm-window.ts';
import type { PixelLayer } from './pixel-layer.ts';

export type Context = OffscreenCanvasRenderingContext2D;

export interface Picture {
  /** The lanes' pixels; drawn before anything on the context. */
  layer: PixelLayer;
  /** What lies above them: text, and lines that are neither level nor upright. */
  context: Context;
  theme: ViewTheme;
  track: OpenTrack;
  events: TrackEvents;
  /** Device px. */
  width: number;
  pixelRatio: number;
  msPerPixel: number;
  /** The track's pixel at x = 0. */
  firstPixel: number;
  range: TimeRange;
  pcm: PcmWindow | null;
}

/** A lane's place in device px. */
export interface LaneBox {
  top: number;
  height: number;
}

export const toX = ({ firstPixel, msPerPixel }: Pick<Picture, 'firstPixel' | 'msPerPixel'>, timeMs: number): number =>
  timeMs / msPerPixel - firstPixel;

/** How a scene lies on device pixels. */
export function placeScene({ range, width, pixelRatio, lanes }: ViewScene) {
  const deviceWidth = Math.max(1, Math.round(width * pixelRatio));
  const msPerPixel = (range.endMs - range.startMs) / deviceWidth;
  let top = 0;
  const boxes = lanes.map(({ kind, height }) => {
    const box = { kind, top, height: Math.round(height * pixelRatio) };
    top += box.height;
    return box;
  });
  return { width: deviceWidth, height: Math.max(1, top), msPerPixel, firstPixel: Math.round(range.startMs / msPerPixel), boxes };
}

/** Index of the first time at or after `timeMs`. */
export function firstAtOrAfter(timesMs: readonly number[], timeMs: number): number {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timesMs[middle] as number) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const fontOf = (pixelRatio: number): string => `${Math.round(10 * pixelRatio)}px system-ui, sans-serif`;
