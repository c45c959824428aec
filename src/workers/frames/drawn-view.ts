// One view's canvas: the picture is kept on a canvas of its own, so that a moving playhead costs one copy and a few lines.
// Invariant: it draws at most once for an animation frame, and only when something changed.
import type { DrawnFrame, TrackEvents, ViewOverlay, ViewScene } from './api.ts';
import type { OpenTrack } from './open-track.ts';
import type { PcmWindows } from './pcm-window.ts';
import { placeScene, toX, type Context, type Picture } from './picture/drawing.ts';
import { drawLoudness, drawStereo } from './picture/lines.ts';
import { drawOverlay } from './picture/overlay.ts';
import { drawBeats, drawOnsets, drawRuler, drawSections } from './picture/ruler.ts';
import { SpectrogramLane } from './picture/spectrogram.ts';
import { drawOvers, drawWaveform, SAMPLES_BELOW_MS_PER_PIXEL } from './picture/waveform.ts';

/** What the worker holds of an open track. */
export interface ShownTrack {
  track: OpenTrack;
  events: TrackEvents;
  pcm: PcmWindows | null;
}

const EMPTY_OVERLAY: ViewOverlay = { playheadMs: null, cursorMs: null, selection: null, loop: null, marks: [] };

const contextOf = (canvas: OffscreenCanvas): Context => {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser draws no 2d canvas in a worker');
  return context;
};

const nextFrame: (draw: () => void) => void =
  typeof requestAnimationFrame === 'function' ? (draw) => requestAnimationFrame(draw) : (draw) => setTimeout(draw, 16);

export class DrawnView {
  private scene: ViewScene | null = null;
  private overlay = EMPTY_OVERLAY;
  private readonly context: Context;
  private readonly base = new OffscreenCanvas(1, 1);
  private readonly baseContext = contextOf(this.base);
  private readonly spectrogram = new SpectrogramLane();
  private isPictureDirty = false;
  private isScheduled = false;
  private isDetached = false;

  constructor(
    private readonly canvas: OffscreenCanvas,
    private readonly trackOf: (key: string) => ShownTrack | undefined,
    private readonly onDrawn: (frame: DrawnFrame) => void,
  ) {
    this.context = contextOf(canvas);
  }

  showScene(scene: ViewScene): void {
    this.scene = scene;
    this.markPicture();
  }

  showOverlay(overlay: ViewOverlay): void {
    this.overlay = overlay;
    this.schedule();
  }

  /** Something of the track changed: draws again when this view shows it. */
  trackChanged(key: string): void {
    if (this.scene?.trackKey === key) this.markPicture();
  }

  detach(): void {
    this.isDetached = true;
  }

  private markPicture(): void {
    this.isPictureDirty = true;
    this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    nextFrame(() => {
      this.isScheduled = false;
      if (!this.isDetached && this.scene) this.paint(this.scene);
    });
  }

  private paint(scene: ViewScene): void {
    const startedMs = performance.now();
    const place = placeScene(scene);
    const isPictureNew = this.isPictureDirty;
    if (isPictureNew) {
      this.isPictureDirty = false;
      resize(this.base, place.width, place.height);
      resize(this.canvas, place.width, place.height);
      this.paintPicture(scene, place);
    }
    this.context.drawImage(this.base, 0, 0);
    const rulerHeight = place.boxes[0]?.kind === 'ruler' ? place.boxes[0].height : 0;
    const { context } = this;
    drawOverlay({ ...place, context, theme: scene.theme, pixelRatio: scene.pixelRatio, rulerHeight }, this.overlay);
    const endedMs = performance.now();
    this.onDrawn({ drawnMs: endedMs - startedMs, isPictureNew, atMs: performance.timeOrigin + endedMs });
  }

  private paintPicture(scene: ViewScene, place: ReturnType<typeof placeScene>): void {
    const { baseContext: context } = this;
    const { theme, pixelRatio, range } = scene;
    context.fillStyle = theme.background;
    context.fillRect(0, 0, place.width, place.height);
    const shown = scene.trackKey === null ? undefined : this.trackOf(scene.trackKey);
    if (!shown) return;
    const { track, events } = shown;
    const isFine = place.msPerPixel < SAMPLES_BELOW_MS_PER_PIXEL && scene.lanes.some(({ kind }) => kind === 'waveform');
    const pcm = isFine ? (shown.pcm?.over(range) ?? null) : null;
    const picture: Picture = { ...place, context, theme, track, events, pixelRatio, range, pcm };
    for (const box of place.boxes) this.paintLane(picture, box, scene);
    this.coverMissing(picture, place.height);
    drawSections(picture, place.height);
  }

  private paintLane(picture: Picture, box: ReturnType<typeof placeScene>['boxes'][number], scene: ViewScene): void {
    if (box.kind === 'ruler') drawRuler(picture, box);
    else if (box.kind === 'spectrogram') this.spectrogram.draw(picture, box);
    else if (box.kind === 'loudness') drawLoudness(picture, box);
    else if (box.kind === 'stereo') drawStereo(picture, box);
    else {
      drawWaveform(picture, box);
      drawOvers(picture, box);
      if (scene.showsBeats) drawBeats(picture, box);
      if (scene.showsOnsets) drawOnsets(picture, box);
    }
  }

  /** What has not arrived, and what lies past the end, is background. */
  private coverMissing(picture: Picture, height: number): void {
    const { context, theme, track, width, range } = picture;
    const durationMs = track.manifest.duration_ms;
    const gaps = [...track.missing(), { startMs: durationMs, endMs: Math.max(durationMs, range.endMs) }];
    context.fillStyle = theme.background;
    for (const { startMs, endMs } of gaps) {
      const from = Math.max(0, Math.ceil(toX(picture, startMs)));
      const until = Math.min(width, Math.ceil(toX(picture, endMs)));
      if (until > from) context.fillRect(from, 0, until - from, height);
    }
  }
}

function resize(canvas: OffscreenCanvas, width: number, height: number): void {
  // Setting a size clears the canvas, also to the same size.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
