// The waveform: peaks and RMS from the frames, or the samples themselves where the view is finer than a frame.
import { levelFor, readLeast, readMost } from '#src/dsp/frames/pyramid.ts';
import type { PcmWindow } from '../pcm-window.ts';
import { toX, type LaneBox, type Picture } from './drawing.ts';

/** Below this many ms for a pixel the frames (10 ms each) look like steps, so the samples are drawn. */
export const SAMPLES_BELOW_MS_PER_PIXEL = 5;
/** From this zoom on each sample gets a dot. */
const DOT_PIXELS_PER_SAMPLE = 8;
const RMS_ABOVE_MS_PER_PIXEL = 20;

/** Fills the shape between `most` and `least`, both in −1 … 1, at least a pixel high. */
function fillBetween({ context }: Picture, { top, height }: LaneBox, least: Float32Array, most: Float32Array): void {
  const middle = top + height / 2;
  const reach = (height / 2) * 0.94;
  context.beginPath();
  context.moveTo(0, middle);
  for (let x = 0; x < most.length; x++) context.lineTo(x + 0.5, middle - (most[x] as number) * reach - 0.5);
  for (let x = least.length - 1; x >= 0; x--) context.lineTo(x + 0.5, middle - (least[x] as number) * reach + 0.5);
  context.closePath();
  context.fill();
}

function drawPeaks(picture: Picture, box: LaneBox): void {
  const { track, width, firstPixel, msPerPixel } = picture;
  const [high, low] = [track.column('peak_max'), track.column('peak_min')];
  if (!high || !low) return;
  const most = readMost(high.levels, firstPixel, msPerPixel / high.stepMs, width);
  const least = readLeast(low.levels, firstPixel, msPerPixel / low.stepMs, width);
  fillBetween(
    picture,
    box,
    Float32Array.from(least, (raw) => raw * low.layout.scale),
    Float32Array.from(most, (raw) => raw * high.layout.scale),
  );
}

/** The body of the sound, darker inside the peaks. */
function drawRms(picture: Picture, box: LaneBox): void {
  const { track, width, firstPixel, msPerPixel } = picture;
  const rms = track.column('rms');
  if (!rms || msPerPixel < RMS_ABOVE_MS_PER_PIXEL) return;
  const most = readMost(rms.levels, firstPixel, msPerPixel / rms.stepMs, width);
  const upper = Float32Array.from(most, (raw) => 10 ** ((raw * rms.layout.scale + rms.layout.offset) / 20));
  fillBetween(
    picture,
    box,
    upper.map((value) => -value),
    upper,
  );
}

/** Least and most of the samples of each pixel, over the channels. */
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
  fillBetween(picture, box, least, most);
}

function drawSampleLines(picture: Picture, { top, height }: LaneBox, pcm: PcmWindow, samplesPerPixel: number): void {
  const { context, width, firstPixel, pixelRatio, theme } = picture;
  const middle = top + height / 2;
  const reach = (height / 2) * 0.94;
  const from = Math.max(0, Math.floor(firstPixel * samplesPerPixel) - pcm.startSample - 1);
  const until = Math.ceil((firstPixel + width) * samplesPerPixel) - pcm.startSample + 2;
  const colors = [theme.accent, theme.dimmed];
  // The second channel first, so that the first lies above.
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

export function drawWaveform(picture: Picture, box: LaneBox): void {
  const { context, pcm, msPerPixel, theme, width } = picture;
  context.fillStyle = theme.hairline;
  context.fillRect(0, Math.round(box.top + box.height / 2), width, 1);
  context.fillStyle = theme.accent;
  if (pcm && msPerPixel < SAMPLES_BELOW_MS_PER_PIXEL) {
    const samplesPerPixel = (msPerPixel * pcm.sampleRateHz) / 1000;
    if (samplesPerPixel > 1) drawSampleExtents(picture, box, pcm, samplesPerPixel);
    else drawSampleLines(picture, box, pcm, samplesPerPixel);
    return;
  }
  context.globalAlpha = msPerPixel < RMS_ABOVE_MS_PER_PIXEL ? 1 : 0.5;
  drawPeaks(picture, box);
  context.globalAlpha = 1;
  drawRms(picture, box);
}

/** Marks where the true peak is above full scale less 1 dB: a place a codec or a converter may clip. */
export function drawOvers(picture: Picture, { top }: LaneBox): void {
  const { context, track, width, firstPixel, msPerPixel, theme, pixelRatio } = picture;
  const peaks = track.column('true_peak');
  if (!peaks) return;
  const bound = (-1 - peaks.layout.offset) / peaks.layout.scale;
  // Most tracks have none: the top of the pyramid says so at once.
  const whole = levelFor(peaks.levels, Number.POSITIVE_INFINITY);
  if (whole.max.every((raw) => raw <= bound)) return;
  const most = readMost(peaks.levels, firstPixel, msPerPixel / peaks.stepMs, width);
  context.fillStyle = theme.warning;
  const end = Math.min(width, Math.ceil(toX(picture, track.manifest.duration_ms)));
  for (let x = 0; x < end; x++) if ((most[x] as number) > bound) context.fillRect(x, top, 1, 2 * pixelRatio);
}
