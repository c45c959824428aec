// The 32 bands over time, as colours: one small image, a pixel a band high, scaled to the lane.
import { levelFor, readMost } from '#src/dsp/frames/pyramid.ts';
import { colorMap } from '../color-map.ts';
import type { OpenTrack } from '../open-track.ts';
import type { LaneBox, Picture } from './drawing.ts';

/** What is this far below the loudest band of the track is silent. */
const RANGE_DB = 66;

interface Colors {
  scheme: 'light' | 'dark';
  ceiling: number;
  map: Uint32Array;
}

const highestRaw = (track: OpenTrack): number =>
  track.bands().reduce((highest, band) => Math.max(highest, ...levelFor(band.levels, Number.POSITIVE_INFINITY).max), 0);

/** Draws spectrograms, keeping the colours and the small image from one drawing to the next. */
export class SpectrogramLane {
  private colors: Colors | null = null;
  private small: { canvas: OffscreenCanvas; image: ImageData } | null = null;

  draw(picture: Picture, { top, height }: LaneBox): void {
    const { context, track, width, firstPixel, msPerPixel } = picture;
    const bands = track.bands();
    const first = bands[0];
    if (!first) return;
    // Where a pixel is shorter than a value, a column a value is enough and the canvas stretches it.
    const perPixel = msPerPixel / first.stepMs;
    const isStretched = perPixel < 1;
    const startColumn = isStretched ? Math.floor(firstPixel * perPixel) : firstPixel;
    const columns = isStretched ? Math.ceil(width * perPixel) + 2 : width;
    const { canvas, image } = this.smallOf(columns, bands.length);
    const pixels = new Uint32Array(image.data.buffer);
    const colors = this.colorsFor(track, picture.theme.scheme, -first.layout.offset / first.layout.scale);
    bands.forEach(({ levels }, band) => {
      const most = readMost(levels, startColumn, Math.max(1, perPixel), columns);
      const row = (bands.length - 1 - band) * columns;
      for (let x = 0; x < columns; x++) pixels[row + x] = colors[most[x] as number] as number;
    });
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    const x = isStretched ? startColumn / perPixel - firstPixel : 0;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'low';
    context.save();
    context.beginPath();
    context.rect(0, top, width, height);
    context.clip();
    context.drawImage(canvas, 0, 0, columns, bands.length, x, top, isStretched ? columns / perPixel : columns, height);
    context.restore();
  }

  private smallOf(width: number, height: number) {
    if (this.small?.image.width !== width || this.small.image.height !== height) {
      this.small = { canvas: new OffscreenCanvas(width, height), image: new ImageData(width, height) };
    }
    return this.small;
  }

  private colorsFor(track: OpenTrack, scheme: 'light' | 'dark', zeroDbRaw: number): Uint32Array {
    const ceiling = Math.min(highestRaw(track), zeroDbRaw);
    if (this.colors?.scheme !== scheme || this.colors.ceiling !== ceiling) {
      const scale = track.column('band_0')?.layout.scale ?? 1;
      this.colors = { scheme, ceiling, map: colorMap(scheme, ceiling - RANGE_DB / scale, ceiling) };
    }
    return this.colors.map;
  }
}
