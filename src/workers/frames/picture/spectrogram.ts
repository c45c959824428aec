// Draws the 32 bands over time as colours. Between the centres of two bands, and between two values at high zoom, levels are
// interpolated before they are converted to colours, so that every colour corresponds to a level.
import { levelFor, readMost } from '#src/dsp/frames/pyramid.ts';
import { colorMap } from '../color-map.ts';
import type { DrawnColumn, OpenTrack } from '../open-track.ts';
import type { LaneBox, Picture } from './drawing.ts';

/** Levels this far below the loudest band of the track are shown as silence. */
const RANGE_DB = 66;
/** Interpolation steps between two levels. */
const FINE = 256;

interface Colors {
  scheme: 'light' | 'dark';
  ceiling: number;
  map: Int32Array;
}

const highestRaw = (track: OpenTrack): number =>
  track.bands().reduce((highest, band) => Math.max(highest, ...levelFor(band.levels, Number.POSITIVE_INFINITY).max), 0);

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
    const first = bands[0];
    if (!first) return;
    const colors = this.colorsFor(track, picture.theme.scheme, -first.layout.offset / first.layout.scale);
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

  private colorsFor(track: OpenTrack, scheme: 'light' | 'dark', zeroDbRaw: number): Int32Array {
    const ceiling = Math.min(highestRaw(track), zeroDbRaw);
    if (this.colors?.scheme !== scheme || this.colors.ceiling !== ceiling) {
      const scale = track.column('band_0')?.layout.scale ?? 1;
      this.colors = { scheme, ceiling, map: new Int32Array(colorMap(scheme, ceiling - RANGE_DB / scale, ceiling).buffer) };
    }
    return this.colors.map;
  }
}
