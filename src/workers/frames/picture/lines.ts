// Lanes with lines over a scale: loudness history, and stereo width with correlation.
import { readLeast, readMost } from '#src/dsp/frames/pyramid.ts';
import type { DrawnColumn } from '../open-track.ts';
import { fontOf, type LaneBox, type Picture } from './drawing.ts';
import { colorToPixel, mixColors } from './pixel-layer.ts';

const LOWEST_LUFS = -60;
const LOUDNESS_GRID = [-50, -40, -30, -23, -14, -6];
const STEREO_GRID = [-0.5, 0, 0.5];

interface Scale {
  least: number;
  most: number;
}

const toY = ({ top, height }: LaneBox, { least, most }: Scale, value: number): number =>
  top + height * (1 - (Math.max(least, Math.min(most, value)) - least) / (most - least));

function drawGrid({ layer, theme }: Picture, box: LaneBox, scale: Scale, values: readonly number[]): void {
  for (const value of values) layer.fillRow(toY(box, scale, value), colorToPixel(theme.hairline));
}

function labelGrid(picture: Picture, box: LaneBox, scale: Scale, values: readonly number[]): void {
  const { context, theme, pixelRatio } = picture;
  context.font = fontOf(pixelRatio);
  context.textBaseline = 'bottom';
  context.textAlign = 'left';
  context.fillStyle = theme.dimmed;
  for (const value of values) context.fillText(String(value), 4 * pixelRatio, Math.round(toY(box, scale, value)));
}

/** Positions of a column's minimum and maximum at each pixel, in px from the top of the picture. */
function readLine({ firstPixel, msPerPixel, width }: Picture, box: LaneBox, scale: Scale, column: DrawnColumn) {
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
  scale: Scale,
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

function drawArea(picture: Picture, box: LaneBox, scale: Scale, column: DrawnColumn | undefined): void {
  if (!column) return;
  const { layer, theme, width } = picture;
  const { high } = readLine(picture, box, scale, column);
  const pixel = mixColors(colorToPixel(theme.background), colorToPixel(theme.accent), 0.25);
  layer.fillColumns(high, new Float32Array(width).fill(box.top + box.height), pixel);
}

/** Short-term loudness as a filled area, momentary loudness as a thin line. */
export function drawLoudness(picture: Picture, box: LaneBox): void {
  const { track, theme } = picture;
  const scale = { least: LOWEST_LUFS, most: 0 };
  drawArea(picture, box, scale, track.column('short_term'));
  drawGrid(picture, box, scale, LOUDNESS_GRID);
  drawLine(picture, box, scale, track.column('momentary'), theme.dimmed, 1);
  drawLine(picture, box, scale, track.column('short_term'), theme.accent, 2);
}

/** Width from 0 to 1 as a filled area, correlation from −1 to 1 as a line. */
export function drawStereo(picture: Picture, box: LaneBox): void {
  const { track, theme } = picture;
  const scale = { least: -1, most: 1 };
  drawArea(picture, box, { least: 0, most: 1 }, track.column('width'));
  drawGrid(picture, box, scale, STEREO_GRID);
  drawLine(picture, box, scale, track.column('correlation'), theme.text, 1.5);
}

export const labelLoudness = (picture: Picture, box: LaneBox): void =>
  labelGrid(picture, box, { least: LOWEST_LUFS, most: 0 }, LOUDNESS_GRID);
export const labelStereo = (picture: Picture, box: LaneBox): void => labelGrid(picture, box, { least: -1, most: 1 }, STEREO_GRID);
