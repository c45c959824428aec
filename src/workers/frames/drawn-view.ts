// One view's canvas. A changing picture is drawn directly to it; an unchanged picture is cached on a second canvas, so that a
// moving playhead costs one copy and a few lines. Invariant: all messages that have arrived lead to at most one drawing, and
// only when something changed; the page sends at most one message per animation frame.
import type { DrawnFrame, TrackEvents, ViewOverlay, ViewScene } from './api.ts';
import type { OpenTrack } from './open-track.ts';
import type { PcmWindows } from './pcm-window.ts';
import { placeScene, toX, type Context, type Picture } from './picture/drawing.ts';
import { drawLoudness, drawStereo } from './picture/lines.ts';
import { drawOverlay } from './picture/overlay.ts';
import { colorToPixel, PixelLayer } from './picture/pixel-layer.ts';
import { drawBeats, drawOnsets, drawRuler, drawSections } from './picture/ruler.ts';
import { SpectrogramLane } from './picture/spectrogram.ts';
import { drawOvers, drawSamples, drawWaveform, SAMPLES_BELOW_MS_PER_PIXEL } from './picture/waveform.ts';

/** The worker's state of an open track. */
export interface ShownTrack {
  track: OpenTrack;
  events: TrackEvents;
  pcm: PcmWindows | null;
}

type PlacedLane = ReturnType<typeof placeScene>['boxes'][number];

const EMPTY_OVERLAY: ViewOverlay = { playheadMs: null, cursorMs: null, selection: null, loop: null, marks: [] };

const contextOf = (canvas: OffscreenCanvas): Context => {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser draws no 2d canvas in a worker');
  return context;
};

const waiting: (() => void)[] = [];
const { port1: inbox, port2: outbox } = new MessageChannel();
inbox.onmessage = () => waiting.shift()?.();

/**
 * Draws after the messages that have already arrived, so that only the newest scene is drawn. Not in the worker's animation
 * frame: the page sends in its own animation frame, and the two are out of phase, so every sixth or seventh picture would be
 * late.
 */
const afterMessages = (draw: () => void): void => {
  waiting.push(draw);
  outbox.postMessage(null);
};

export class DrawnView {
  private scene: ViewScene | null = null;
  private overlay = EMPTY_OVERLAY;
  private readonly context: Context;
  private readonly base = new OffscreenCanvas(1, 1);
  private readonly baseContext = contextOf(this.base);
  private readonly layer = new PixelLayer();
  private readonly spectrogram = new SpectrogramLane();
  private isPictureDirty = false;
  /** Whether the cached canvas shows the current picture. */
  private isKept = false;
  private isScheduled = false;
  private isDetached = false;
  private onDrawn: ((frame: DrawnFrame) => void) | null = null;

  constructor(
    private readonly canvas: OffscreenCanvas,
    private readonly trackOf: (key: string) => ShownTrack | undefined,
  ) {
    this.context = contextOf(canvas);
  }

  /** Applies the given parts; null or missing parts stay. */
  show(scene: ViewScene | null, overlay: Partial<ViewOverlay> | null): void {
    if (overlay) this.overlay = { ...this.overlay, ...overlay };
    if (scene) {
      this.scene = scene;
      this.isPictureDirty = true;
    }
    this.schedule();
  }

  subscribe(onDrawn: (frame: DrawnFrame) => void): void {
    this.onDrawn = onDrawn;
  }

  /** Something about the track changed: draws again when this view shows the track. */
  trackChanged(key: string): void {
    if (this.scene?.trackKey !== key) return;
    this.isPictureDirty = true;
    this.schedule();
  }

  detach(): void {
    this.isDetached = true;
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    afterMessages(() => {
      this.isScheduled = false;
      if (!this.isDetached && this.scene) this.paint(this.scene);
    });
  }

  private paint(scene: ViewScene): void {
    const startedMs = performance.now();
    const place = placeScene(scene);
    const isPictureNew = this.isPictureDirty;
    this.isPictureDirty = false;
    resize(this.canvas, place.width, place.height);
    if (isPictureNew) {
      this.isKept = false;
      this.paintPicture(this.context, scene, place);
    } else {
      if (!this.isKept) {
        resize(this.base, place.width, place.height);
        this.paintPicture(this.baseContext, scene, place);
        this.isKept = true;
      }
      this.context.drawImage(this.base, 0, 0);
    }
    const rulerHeight = place.boxes[0]?.kind === 'ruler' ? place.boxes[0].height : 0;
    const { context } = this;
    drawOverlay({ ...place, context, theme: scene.theme, pixelRatio: scene.pixelRatio, rulerHeight }, this.overlay);
    const endedMs = performance.now();
    this.onDrawn?.({ drawnMs: endedMs - startedMs, isPictureNew, atMs: performance.timeOrigin + endedMs });
  }

  private paintPicture(context: Context, scene: ViewScene, place: ReturnType<typeof placeScene>): void {
    const { layer } = this;
    const { theme, pixelRatio, range } = scene;
    layer.reset(place.width, place.height, colorToPixel(theme.background));
    const shown = scene.trackKey === null ? undefined : this.trackOf(scene.trackKey);
    if (!shown) {
      layer.putOn(context);
      return;
    }
    const { track, events } = shown;
    const isFine = place.msPerPixel < SAMPLES_BELOW_MS_PER_PIXEL && scene.lanes.some(({ kind }) => kind === 'waveform');
    const pcm = isFine ? (shown.pcm?.over(range) ?? null) : null;
    const picture: Picture = { ...place, layer, context, theme, track, events, pixelRatio, range, pcm };
    for (const box of place.boxes) this.fillLane(picture, box, scene);
    layer.putOn(context);
    for (const box of place.boxes) drawAbove(picture, box);
    this.coverMissing(picture, place.height);
    drawSections(picture, place.height);
  }

  private fillLane(picture: Picture, box: PlacedLane, scene: ViewScene): void {
    if (box.kind === 'spectrogram') this.spectrogram.draw(picture, box);
    else if (box.kind === 'loudness') drawLoudness(picture, box);
    else if (box.kind === 'stereo') drawStereo(picture, box);
    else if (box.kind === 'waveform') {
      drawWaveform(picture, box);
      drawOvers(picture, box);
      if (scene.showsBeats) drawBeats(picture, box);
      if (scene.showsOnsets) drawOnsets(picture, box);
    }
  }

  /** Paints the background over missing frames and behind the end of the track. */
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

/** Draws the parts above a lane's pixels. */
function drawAbove(picture: Picture, box: PlacedLane): void {
  if (box.kind === 'ruler') drawRuler(picture, box);
  else if (box.kind === 'waveform') drawSamples(picture, box);
}

function resize(canvas: OffscreenCanvas, width: number, height: number): void {
  // Setting a size clears the canvas, even the same size.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
