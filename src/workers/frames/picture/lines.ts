// Lanes of lines over a scale: loudness history, and stereo width with correlation.
import { readLeast, readMost } from '#src/dsp/frames/pyramid.ts';
import type { DrawnColumn } from '../open-track.ts';
import { fontOf, type LaneBox, type Picture } from './drawing.ts';

const LOWEST_LUFS = -60;
const LOUDNESS_GRID = [-50, -40, -30, -23, -14, -6];
const STEREO_GRID = [-0.5, 0, 0.5];

interface Scale {
  least: number;
  most: number;
}

const toY = ({ top, height }: LaneBox, { least, most }: Scale, value: number): number =>
  top + height * (1 - (Math.max(least, Math.min(most, value)) - least) / (most - least));

function drawGrid(picture: Picture, box: LaneBox, scale: Scale, values: readonly number[]): void {
  const { context, theme, width, pixelRatio } = picture;
  context.font = fontOf(pixelRatio);
  context.textBaseline = 'bottom';
  context.textAlign = 'left';
  for (const value of values) {
    const y = Math.round(toY(box, scale, value));
    context.fillStyle = theme.hairline;
    context.fillRect(0, y, width, 1);
    context.fillStyle = theme.dimmed;
    context.fillText(String(value), 4 * pixelRatio, y);
  }
}

/** The middle of what a column holds at each pixel, in its own unit. */
function readLine({ firstPixel, msPerPixel, width }: Picture, column: DrawnColumn): Float32Array {
  const least = readLeast(column.levels, firstPixel, msPerPixel / column.stepMs, width);
  const most = readMost(column.levels, firstPixel, msPerPixel / column.stepMs, width);
  const { scale, offset } = column.layout;
  return Float32Array.from(most, (high, i) => ((high + (least[i] as number)) / 2) * scale + offset);
}

function trace({ context }: Picture, box: LaneBox, scale: Scale, values: Float32Array): void {
  context.beginPath();
  values.forEach((value, x) => context.lineTo(x + 0.5, toY(box, scale, value)));
}

function drawLine(
  picture: Picture,
  box: LaneBox,
  scale: Scale,
  column: DrawnColumn | undefined,
  color: string,
  px: number,
): void {
  if (!column) return;
  const { context, pixelRatio } = picture;
  trace(picture, box, scale, readLine(picture, column));
  context.strokeStyle = color;
  context.lineWidth = px * pixelRatio;
  context.lineJoin = 'round';
  context.stroke();
}

function drawArea(picture: Picture, box: LaneBox, scale: Scale, column: DrawnColumn | undefined): void {
  if (!column) return;
  const { context, theme, width } = picture;
  trace(picture, box, scale, readLine(picture, column));
  context.lineTo(width, box.top + box.height);
  context.lineTo(0, box.top + box.height);
  context.closePath();
  context.globalAlpha = 0.25;
  context.fillStyle = theme.accent;
  context.fill();
  context.globalAlpha = 1;
}

/** Short-term as the body, momentary as the fine line. */
export function drawLoudness(picture: Picture, box: LaneBox): void {
  const { track, theme } = picture;
  const scale = { least: LOWEST_LUFS, most: 0 };
  drawGrid(picture, box, scale, LOUDNESS_GRID);
  drawArea(picture, box, scale, track.column('short_term'));
  drawLine(picture, box, scale, track.column('momentary'), theme.dimmed, 1);
  drawLine(picture, box, scale, track.column('short_term'), theme.accent, 2);
}

/** Width from 0 to 1 as the body, correlation from −1 to 1 as the line. */
export function drawStereo(picture: Picture, box: LaneBox): void {
  const { track, theme } = picture;
  const scale = { least: -1, most: 1 };
  drawGrid(picture, box, scale, STEREO_GRID);
  drawArea(picture, box, { least: 0, most: 1 }, track.column('width'));
  drawLine(picture, box, scale, track.column('correlation'), theme.text, 1.5);
}
