// Draws the waveform: peaks and RMS from the frames, or the samples themselves when the view is finer than a frame.
import { WAVEFORM_REACH } from '#src/dsp/frames/lane-scales.ts';
import { levelFor, readLeast, readMost } from '#src/dsp/frames/pyramid.ts';
import type { PcmWindow } from '../pcm-window.ts';
import { toX, type LaneBox, type Picture } from './drawing.ts';
import { colorToPixel, mixColors } from './pixel-layer.ts';

/** Below this many ms per pixel, frames of 10 ms would look like steps, so samples are drawn. */
export const SAMPLES_BELOW_MS_PER_PIXEL = 5;
/** From this zoom on every sample is drawn as a dot. */
const DOT_PIXELS_PER_SAMPLE = 8;
const RMS_ABOVE_MS_PER_PIXEL = 20;

/** Draws one bar per pixel between `least` and `most`, both in −1 … 1, at least one pixel high. */
function fillBetween({ layer }: Picture, { top, height }: LaneBox, least: Float32Array, most: Float32Array, color: number): void {
  const middle = top + height / 2;
  const reach = (height / 2) * WAVEFORM_REACH;
  const [tops, bottoms] = [new Float32Array(most.length), new Float32Array(most.length)];
  for (let x = 0; x < most.length; x++) {
    tops[x] = middle - (most[x] as number) * reach;
    bottoms[x] = middle - (least[x] as number) * reach;
  }
  layer.fillColumns(tops, bottoms, color);
}

function scaled(raw: Int16Array, scale: number): Float32Array {
  const values = new Float32Array(raw.length);
  for (let x = 0; x < raw.length; x++) values[x] = (raw[x] as number) * scale;
  return values;
}

function drawPeaks(picture: Picture, box: LaneBox, color: number): void {
  const { track, width, firstPixel, msPerPixel } = picture;
  const [high, low] = [track.column('peak_max'), track.column('peak_min')];
  if (!high || !low) return;
  const most = readMost(high.levels, firstPixel, msPerPixel / high.stepMs, width);
  const least = readLeast(low.levels, firstPixel, msPerPixel / low.stepMs, width);
  fillBetween(picture, box, scaled(least, low.layout.scale), scaled(most, high.layout.scale), color);
}

/** The RMS, darker, inside the peaks. */
function drawRms(picture: Picture, box: LaneBox, color: number): void {
  const { track, width, firstPixel, msPerPixel } = picture;
  const rms = track.column('rms');
  if (!rms) return;
  const most = readMost(rms.levels, firstPixel, msPerPixel / rms.stepMs, width);
  const upper = new Float32Array(width);
  for (let x = 0; x < width; x++) upper[x] = 10 ** (((most[x] as number) * rms.layout.scale + rms.layout.offset) / 20);
  const lower = new Float32Array(width);
  for (let x = 0; x < width; x++) lower[x] = -(upper[x] as number);
  fillBetween(picture, box, lower, upper, color);
}

/** Minimum and maximum of the samples at each pixel, over all channels. */
function drawSampleExtents(picture: Picture, box: LaneBox, pcm: PcmWindow, samplesPerPixel: number): void {
  const { width, firstPixel } = picture;
  const [least, most] = [new Float32Array(width), new Float32Array(width)];
  for (let x = 0; x < width; x++) {
    const from = Math.max(0, Math.floor((firstPixel + x) * samplesPerPixel) - pcm.startSample);
    const until = Math.ceil((firstPixel + x + 1) * samplesPerPixel) - pcm.startSample;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (const channel of pcm.channels) {
      for (let i = from; i < until && i < channel.length; i++) {
        const value = channel[i] as number;
        if (value < lowest) lowest = value;
        if (value > highest) highest = value;
      }
    }
    if (lowest > highest) continue;
    least[x] = lowest;
    most[x] = highest;
  }
  fillBetween(picture, box, least, most, colorToPixel(picture.theme.accent));
}

function drawSampleLines(picture: Picture, { top, height }: LaneBox, pcm: PcmWindow, samplesPerPixel: number): void {
  const { context, width, firstPixel, pixelRatio, theme } = picture;
  const middle = top + height / 2;
  const reach = (height / 2) * WAVEFORM_REACH;
  const from = Math.max(0, Math.floor(firstPixel * samplesPerPixel) - pcm.startSample - 1);
  const until = Math.ceil((firstPixel + width) * samplesPerPixel) - pcm.startSample + 2;
  const colors = [theme.accent, theme.dimmed];
  // The second channel first, so that the first one is on top.
  for (let c = pcm.channels.length - 1; c >= 0; c--) {
    const channel = pcm.channels[c] as Float32Array;
    context.strokeStyle = context.fillStyle = colors[c] as string;
    context.lineWidth = 1.5 * pixelRatio;
    context.beginPath();
    for (let i = from; i < Math.min(until, channel.length); i++) {
      const x = (pcm.startSample + i) / samplesPerPixel - firstPixel;
      const y = middle - (channel[i] as number) * reach;
      context.lineTo(x, y);
      if (samplesPerPixel * DOT_PIXELS_PER_SAMPLE < 1) context.fillRect(x - 2, y - 2, 4, 4);
    }
    context.stroke();
  }
}

const samplesPerPixelOf = (pcm: PcmWindow, msPerPixel: number): number => (msPerPixel * pcm.sampleRateHz) / 1000;

export function drawWaveform(picture: Picture, box: LaneBox): void {
  const { layer, pcm, msPerPixel, theme } = picture;
  layer.fillRow(box.top + box.height / 2, colorToPixel(theme.hairline));
  if (pcm) {
    const samplesPerPixel = samplesPerPixelOf(pcm, msPerPixel);
    if (samplesPerPixel > 1) drawSampleExtents(picture, box, pcm, samplesPerPixel);
    return;
  }
  const accent = colorToPixel(theme.accent);
  const hasBody = msPerPixel >= RMS_ABOVE_MS_PER_PIXEL;
  drawPeaks(picture, box, hasBody ? mixColors(colorToPixel(theme.background), accent, 0.5) : accent);
  if (hasBody) drawRms(picture, box, accent);
}

/** Draws single samples, when the view is so close that they are more than a pixel apart. */
export function drawSamples(picture: Picture, box: LaneBox): void {
  const { pcm, msPerPixel } = picture;
  if (!pcm) return;
  const samplesPerPixel = samplesPerPixelOf(pcm, msPerPixel);
  if (samplesPerPixel <= 1) drawSampleLines(picture, box, pcm, samplesPerPixel);
}

/** Marks true peaks above −1 dBFS, where a codec or a converter may clip. */
export function drawOvers(picture: Picture, { top }: LaneBox): void {
  const { layer, track, width, firstPixel, msPerPixel, theme, pixelRatio } = picture;
  const peaks = track.column('true_peak');
  if (!peaks) return;
  const bound = (-1 - peaks.layout.offset) / peaks.layout.scale;
  // Most tracks have none, which the top of the pyramid shows at once.
  const whole = levelFor(peaks.levels, Number.POSITIVE_INFINITY);
  if (whole.max.every((raw) => raw <= bound)) return;
  const most = readMost(peaks.levels, firstPixel, msPerPixel / peaks.stepMs, width);
  const color = colorToPixel(theme.warning);
  const end = Math.min(width, Math.ceil(toX(picture, track.manifest.duration_ms)));
  for (let x = 0; x < end; x++) if ((most[x] as number) > bound) layer.fillColumn(x, top, top + 2 * pixelRatio, color);
}
