// Shared by the lanes: their drawing surfaces and the conversion from time to pixels. Invariant: x counts device pixels from
// the left edge of the picture, and the picture begins on a whole pixel of the track, so that scrolling shifts the picture
// without changing it.
import type { TimeRange, TrackEvents, ViewScene, ViewTheme } from '../api.ts';
import type { OpenTrack } from '../open-track.ts';
import type { PcmWindow } from '../pcm-window.ts';
import type { PixelLayer } from './pixel-layer.ts';

export type Context = OffscreenCanvasRenderingContext2D;

export interface Picture {
  /** The pixels of the lanes, drawn before everything on the context. */
  layer: PixelLayer;
  /** Drawn above the pixels: text, and lines that are neither horizontal nor vertical. */
  context: Context;
  theme: ViewTheme;
  track: OpenTrack;
  events: TrackEvents;
  /** In device px. */
  width: number;
  pixelRatio: number;
  msPerPixel: number;
  /** The track's pixel at x = 0. */
  firstPixel: number;
  range: TimeRange;
  pcm: PcmWindow | null;
}

/** A lane's position, in device px. */
export interface LaneBox {
  top: number;
  height: number;
}

export const toX = ({ firstPixel, msPerPixel }: Pick<Picture, 'firstPixel' | 'msPerPixel'>, timeMs: number): number =>
  timeMs / msPerPixel - firstPixel;

/** The position of a scene in device pixels. */
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
