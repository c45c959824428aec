// Lanes with lines over a scale: loudness history, and stereo width with correlation.
import { LOUDNESS_SCALE, shareOn, STEREO_SCALE, type LaneScale } from '#src/dsp/frames/lane-scales.ts';
import { readLeast, readMost } from '#src/dsp/frames/pyramid.ts';
import type { DrawnColumn } from '../open-track.ts';
import type { LaneBox, Picture } from './drawing.ts';
import { colorToPixel, mixColors } from './pixel-layer.ts';

const toY = ({ top, height }: LaneBox, scale: LaneScale, value: number): number => top + height * (1 - shareOn(scale, value));

function drawGrid({ layer, theme }: Picture, box: LaneBox, scale: LaneScale): void {
  for (const value of scale.grid) layer.fillRow(toY(box, scale, value), colorToPixel(theme.hairline));
}

/** Positions of a column's minimum and maximum at each pixel, in px from the top of the picture. */
function readLine({ firstPixel, msPerPixel, width }: Picture, box: LaneBox, scale: LaneScale, column: DrawnColumn) {
  const { scale: unit, offset } = column.layout;
  // A loop, because Float32Array.from would take more time than the rest of the lane.
  const place = (raw: Int16Array) => {
    const tops = new Float32Array(raw.length);
    for (let i = 0; i < raw.length; i++) tops[i] = toY(box, scale, (raw[i] as number) * unit + offset);
    return tops;
  };
  const perPixel = msPerPixel / column.stepMs;
  return {
    high: place(readMost(column.levels, firstPixel, perPixel, width)),
    low: place(readLeast(column.levels, firstPixel, perPixel, width)),
  };
}

/** Draws one vertical bar per pixel from the maximum to the minimum, joined to its neighbour. */
function drawLine(
  picture: Picture,
  box: LaneBox,
  scale: LaneScale,
  column: DrawnColumn | undefined,
  color: string,
  px: number,
): void {
  if (!column) return;
  const { layer, pixelRatio, width } = picture;
  const { high, low } = readLine(picture, box, scale, column);
  const thick = Math.max(1, Math.round(px * pixelRatio));
  const pixel = colorToPixel(color);
  for (let x = 0; x < width; x++) {
    const top = Math.min(high[x] as number, x > 0 ? (low[x - 1] as number) : Number.POSITIVE_INFINITY);
    const bottom = Math.max(low[x] as number, x > 0 ? (high[x - 1] as number) : 0);
    layer.fillColumn(x, top, Math.round(bottom) + thick, pixel);
  }
}

/** Fills between a line and `from` on its scale. */
function drawArea(picture: Picture, box: LaneBox, scale: LaneScale, column: DrawnColumn | undefined, from: number): void {
  if (!column) return;
  const { layer, theme, width } = picture;
  const { high } = readLine(picture, box, scale, column);
  const pixel = mixColors(colorToPixel(theme.background), colorToPixel(theme.accent), 0.25);
  layer.fillColumns(high, new Float32Array(width).fill(toY(box, scale, from)), pixel);
}

/** Short-term loudness as a filled area, momentary loudness as a thin line. */
export function drawLoudness(picture: Picture, box: LaneBox): void {
  const { track, theme } = picture;
  drawArea(picture, box, LOUDNESS_SCALE, track.column('short_term'), LOUDNESS_SCALE.least);
  drawGrid(picture, box, LOUDNESS_SCALE);
  drawLine(picture, box, LOUDNESS_SCALE, track.column('momentary'), theme.dimmed, 1);
  drawLine(picture, box, LOUDNESS_SCALE, track.column('short_term'), theme.accent, 2);
}

/** Width as an area above 0, correlation as a line, both on the same scale. */
export function drawStereo(picture: Picture, box: LaneBox): void {
  const { track, theme } = picture;
  drawArea(picture, box, STEREO_SCALE, track.column('width'), 0);
  drawGrid(picture, box, STEREO_SCALE);
  drawLine(picture, box, STEREO_SCALE, track.column('correlation'), theme.text, 1.5);
}
