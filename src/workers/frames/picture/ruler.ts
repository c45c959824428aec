// The time axis and the ticks of events. Invariant: labels never overlap, whatever the zoom.
import { firstAtOrAfter, fontOf, toX, type LaneBox, type Picture } from './drawing.ts';
import { colorToPixel } from './pixel-layer.ts';

const STEPS_MS = [
  ...[0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000],
  ...[60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000],
];
const LABEL_PX = 76;
const CLOSEST_TICK_PX = 6;

/** The finest step that puts labels at least `leastMs` apart. */
export const rulerStep = (leastMs: number): number => STEPS_MS.find((step) => step >= leastMs) ?? 14_400_000;

/** 1:02:03.004, with as many decimals as the step needs. */
export function rulerLabel(timeMs: number, stepMs: number): string {
  const decimals = stepMs >= 1000 ? 0 : Math.min(5, Math.ceil(3 - Math.log10(stepMs) - 1e-9));
  const units = 10 ** decimals;
  const total = Math.round((timeMs / 1000) * units);
  const seconds = Math.floor(total / units);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const clock =
    minutes < 60 ? `${minutes}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
  return decimals === 0 ? clock : `${clock}.${String(total % units).padStart(decimals, '0')}`;
}

export function drawRuler(picture: Picture, { top, height }: LaneBox): void {
  const { context, theme, width, msPerPixel, pixelRatio, range, track } = picture;
  const step = rulerStep(msPerPixel * LABEL_PX * pixelRatio);
  context.font = fontOf(pixelRatio);
  context.textBaseline = 'top';
  context.textAlign = 'left';
  const lastMs = Math.min(range.endMs, track.manifest.duration_ms);
  for (let n = Math.floor(range.startMs / step); n * step <= lastMs; n++) {
    const x = Math.round(toX(picture, n * step));
    context.fillStyle = theme.hairline;
    context.fillRect(x, top, 1, height);
    context.fillStyle = theme.dimmed;
    if (x < width) context.fillText(rulerLabel(n * step, step), x + 4 * pixelRatio, top + 3 * pixelRatio);
  }
  context.fillStyle = theme.hairline;
  context.fillRect(0, top + height - 1, width, 1);
}

function forVisible(picture: Picture, timesMs: readonly number[], every: number, draw: (x: number) => void): void {
  const { range } = picture;
  const first = Math.ceil(firstAtOrAfter(timesMs, range.startMs) / every) * every;
  for (let i = first; i < timesMs.length && (timesMs[i] as number) <= range.endMs; i += every) {
    draw(Math.round(toX(picture, timesMs[i] as number)));
  }
}

/** Every n-th beat, n a power of two so that ticks stay aligned to the bar, and large enough to keep ticks apart. */
export function beatStride(beatCount: number, durationMs: number, leastMs: number): number {
  if (beatCount < 2 || durationMs <= 0) return 1;
  let stride = 1;
  while ((durationMs / beatCount) * stride < leastMs) stride *= 2;
  return stride;
}

export function drawBeats(picture: Picture, { top, height }: LaneBox): void {
  const { layer, theme, events, track, msPerPixel, pixelRatio } = picture;
  const stride = beatStride(events.beatsMs.length, track.manifest.duration_ms, msPerPixel * CLOSEST_TICK_PX * pixelRatio);
  const color = colorToPixel(theme.dimmed);
  forVisible(picture, events.beatsMs, stride, (x) => layer.blendColumn(x, top, top + height, color, 0.35));
}

/** Ticks at the bottom of the lane; none when they would merge. */
export function drawOnsets(picture: Picture, box: LaneBox): void {
  const { layer, theme, events, range, width, pixelRatio } = picture;
  const count = firstAtOrAfter(events.onsetsMs, range.endMs) - firstAtOrAfter(events.onsetsMs, range.startMs);
  if (count * 3 * pixelRatio > width) return;
  const foot = box.top + box.height;
  const color = colorToPixel(theme.text);
  forVisible(picture, events.onsetsMs, 1, (x) => layer.blendColumn(x, foot - 7 * pixelRatio, foot, color, 1));
}

/** Section boundaries over all lanes. Solid lines, because dashes over the whole height would cost as much as a lane. */
export function drawSections(picture: Picture, height: number): void {
  const { context, theme, events, pixelRatio } = picture;
  context.fillStyle = theme.text;
  context.globalAlpha = 0.4;
  forVisible(picture, events.sectionsMs, 1, (x) => context.fillRect(x, 0, Math.ceil(pixelRatio), height));
  context.globalAlpha = 1;
}
