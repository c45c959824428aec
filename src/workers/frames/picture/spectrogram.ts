// Draws the 32 bands over time as colours. Between the centres of two bands, and between two values at high zoom, levels are
// interpolated before they are converted to colours, so that every colour corresponds to a level.
import { colorMap } from '#src/dsp/color-map.ts';
import { readMost } from '#src/dsp/frames/pyramid.ts';
import type { DrawnColumn, OpenTrack } from '../open-track.ts';
import type { LaneBox, Picture } from './drawing.ts';

/** Interpolation steps between two levels. */
const FINE = 256;

interface Colors {
  scheme: 'light' | 'dark';
  ceiling: number;
  map: Int32Array;
}

/** A band's level at each pixel. */
function readBand({ firstPixel, msPerPixel, width }: Picture, { levels, stepMs }: DrawnColumn): Int16Array {
  const perPixel = msPerPixel / stepMs;
  if (perPixel >= 1) return readMost(levels, firstPixel, perPixel, width);
  const first = Math.floor(firstPixel * perPixel);
  const values = readMost(levels, first, 1, Math.ceil(width * perPixel) + 2);
  const between = new Int16Array(width);
  for (let x = 0; x < width; x++) {
    const at = (firstPixel + x) * perPixel - first;
    const below = at | 0;
    const value = values[below] as number;
    between[x] = value + ((values[below + 1] as number) - value) * (at - below);
  }
  return between;
}

/** Draws spectrograms and caches the colour map between drawings. */
export class SpectrogramLane {
  private colors: Colors | null = null;

  draw(picture: Picture, { top, height }: LaneBox): void {
    const { layer, track, width } = picture;
    const bands = track.bands();
    if (bands.length === 0) return;
    const colors = this.colorsFor(track, picture.theme.scheme);
    const rows = bands.map((band) => readBand(picture, band));
    const { pixels } = layer;
    // Rows are drawn in pairs: with 32 bands the difference is invisible, and it takes half the time.
    for (let y = 0; y < height; y += 2) {
      // The lowest band is at the bottom, with its centre half a band above the edge.
      const place = Math.max(0, Math.min(bands.length - 1, ((height - y - 1) / height) * bands.length - 0.5));
      const below = Math.min(bands.length - 2, Math.floor(place));
      const upper = Math.round((place - below) * FINE);
      const lower = FINE - upper;
      const a = rows[Math.max(0, below)] as Int16Array;
      const b = rows[below + 1] as Int16Array;
      const start = (top + y) * width;
      for (let x = 0; x < width; x++) {
        pixels[start + x] = colors[((a[x] as number) * lower + (b[x] as number) * upper) >> 8] as number;
      }
      if (y + 1 < height) pixels.copyWithin(start + width, start, start + width);
    }
  }

  private colorsFor(track: OpenTrack, scheme: 'light' | 'dark'): Int32Array {
    const { scale = 1, offset = 0 } = track.column('band_0')?.layout ?? {};
    const range = track.levelRange();
    const [floor, ceiling] = range ? [range.lowestDb, range.highestDb].map((db) => (db - offset) / scale) : [0, 255];
    if (this.colors?.scheme !== scheme || this.colors.ceiling !== ceiling) {
      const map = new Int32Array(colorMap(scheme, floor ?? 0, ceiling ?? 255).buffer);
      this.colors = { scheme, ceiling: ceiling ?? 255, map };
    }
    return this.colors.map;
  }
}
