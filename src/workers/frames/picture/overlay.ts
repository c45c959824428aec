// Draws the moving parts above the picture: marks, selection, loop, cursor and playhead. A few rectangles per frame at any
// zoom.
import type { OverlayMark, TimeRange, ViewOverlay, ViewTheme } from '../api.ts';
import { fontOf, toX, type Context } from './drawing.ts';

export interface OverlayPlace {
  context: Context;
  theme: ViewTheme;
  width: number;
  height: number;
  /** Height of the time axis, which carries labels and the loop; 0 without one. */
  rulerHeight: number;
  pixelRatio: number;
  msPerPixel: number;
  firstPixel: number;
}

/** The range in px, clipped to the picture; null outside it. */
function visible(place: OverlayPlace, { startMs, endMs }: TimeRange): { x: number; width: number } | null {
  // Whole pixels: an edge between two pixels would be blended, and clipping there is slow.
  const from = Math.round(Math.max(-2, toX(place, startMs)));
  const until = Math.round(Math.min(place.width + 2, toX(place, endMs)));
  return until < from ? null : { x: from, width: Math.max(Math.ceil(place.pixelRatio), until - from) };
}

function drawMark(place: OverlayPlace, mark: OverlayMark): void {
  const box = visible(place, mark);
  if (!box) return;
  const { context, height, rulerHeight, pixelRatio } = place;
  const isMoment = mark.endMs <= mark.startMs;
  const tabHeight = Math.round(14 * pixelRatio);
  const tabTop = mark.kind === 'region' ? rulerHeight : rulerHeight + tabHeight + 1;
  context.fillStyle = mark.color;
  context.globalAlpha = mark.isSelected ? 0.28 : 0.14;
  if (!isMoment) context.fillRect(box.x, rulerHeight, box.width, height - rulerHeight);
  context.globalAlpha = 1;
  const edge = Math.ceil((mark.isSelected ? 2 : 1) * pixelRatio);
  context.fillRect(box.x, rulerHeight, edge, height - rulerHeight);
  if (!isMoment) context.fillRect(box.x + box.width - edge, rulerHeight, edge, height - rulerHeight);
  if (mark.label === '') return;
  const textWidth = () => Math.ceil(context.measureText(mark.label).width + 8 * pixelRatio);
  const labelWidth = isMoment ? Math.min(Math.round(160 * pixelRatio), textWidth()) : box.width;
  if (labelWidth < 12 * pixelRatio) return;
  context.save();
  context.beginPath();
  context.rect(box.x, tabTop, labelWidth, tabHeight);
  context.clip();
  context.globalAlpha = 0.85;
  context.fillStyle = place.theme.background;
  context.fillRect(box.x, tabTop, labelWidth, tabHeight);
  context.globalAlpha = 1;
  context.fillStyle = mark.color;
  context.fillRect(box.x, tabTop, 3 * pixelRatio, tabHeight);
  context.fillStyle = place.theme.text;
  context.fillText(mark.label, box.x + 6 * pixelRatio, tabTop + tabHeight / 2);
  context.restore();
}

function drawLoop({ context, theme, pixelRatio, rulerHeight }: OverlayPlace, box: { x: number; width: number }): void {
  const bar = 4 * pixelRatio;
  context.fillStyle = theme.accent;
  context.fillRect(box.x, Math.max(0, rulerHeight - bar), box.width, bar);
}

function drawLine({ context, height }: OverlayPlace, x: number, color: string, px: number): void {
  context.fillStyle = color;
  context.fillRect(Math.round(x - px / 2), 0, Math.max(1, Math.round(px)), height);
}

export function drawOverlay(place: OverlayPlace, overlay: ViewOverlay): void {
  const { context, theme, height, pixelRatio, rulerHeight } = place;
  context.font = fontOf(pixelRatio);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const mark of overlay.marks) drawMark(place, mark);
  const selected = overlay.selection && visible(place, overlay.selection);
  if (selected) {
    context.fillStyle = theme.accent;
    context.globalAlpha = 0.2;
    context.fillRect(selected.x, rulerHeight, selected.width, height - rulerHeight);
    context.globalAlpha = 1;
    drawLine(place, selected.x, theme.accent, pixelRatio);
    drawLine(place, selected.x + selected.width, theme.accent, pixelRatio);
  }
  const loop = overlay.loop && visible(place, overlay.loop);
  if (loop) drawLoop(place, loop);
  if (overlay.cursorMs !== null) drawLine(place, toX(place, overlay.cursorMs), theme.dimmed, pixelRatio);
  if (overlay.playheadMs !== null) drawLine(place, toX(place, overlay.playheadMs), theme.text, 2 * pixelRatio);
}
