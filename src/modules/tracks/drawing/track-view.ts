// The page's side of a track's picture: what is shown is kept here, the drawing happens in the frames worker.
// Invariant: at most one scene and one overlay go to the worker for an animation frame, however often they change.
import { proxy, transfer } from 'comlink';
import type { BlobStore } from '#src/blobs/api.ts';
import { Subscribers } from '#src/subscribers.ts';
import type {
  DrawnFrame,
  FrameReading,
  Lane,
  LevelRange,
  LoadState,
  TimeRange,
  TrackFrames,
  TrackViewApi,
  ViewOverlay,
  ViewScene,
  ViewTheme,
} from './api.ts';
import { framesWorker, holdTrack } from './frames-client.ts';
import { clampRange, followRange, panRange, wholeTrack, zoomRange } from './range.ts';
import { readTheme } from './view-theme.ts';

/** Of a phone: a picture larger than that costs more than it shows. */
const MOST_PIXEL_RATIO = 2;
export const DEFAULT_LANES: readonly Lane[] = [
  { kind: 'ruler', height: 22 },
  { kind: 'waveform', height: 120 },
  { kind: 'spectrogram', height: 120 },
  { kind: 'loudness', height: 96 },
];

let viewsMade = 0;

export class TrackView implements TrackViewApi {
  private readonly id = `view-${++viewsMade}`;
  private readonly subscribers = new Subscribers();
  private readonly frameSubscribers = new Subscribers<[frame: DrawnFrame]>();
  private host: HTMLElement | null = null;
  private canvas: HTMLCanvasElement | null = null;
  private observer: ResizeObserver | null = null;
  private width = 0;
  private frames: TrackFrames | null = null;
  private release: (() => void) | null = null;
  private load: LoadState = { kind: 'empty' };
  private shownRange: TimeRange = wholeTrack(0);
  private lanes = DEFAULT_LANES;
  private theme: ViewTheme | null = null;
  private shown = { beats: true, onsets: false };
  private overlay: ViewOverlay = { playheadMs: null, cursorMs: null, selection: null, loop: null, marks: [] };
  private following = true;
  private dirty = { scene: false, overlay: false };
  private scheduled = 0;
  /** What the worker has of the marks, by identity. */
  private sentMarks: ViewOverlay['marks'] | null = null;
  private isSubscribed = false;

  constructor(private readonly blobs: Pick<BlobStore, 'get' | 'open'>) {}

  attach(host: HTMLElement): void {
    this.detach();
    this.host = host;
    // A canvas gives its drawing away once and for all, so each attachment has its own.
    const canvas = document.createElement('canvas');
    canvas.style.cssText = 'display:block;width:100%;height:100%';
    canvas.ariaHidden = 'true';
    host.append(canvas);
    this.canvas = canvas;
    const offscreen = canvas.transferControlToOffscreen();
    void framesWorker().attach(this.id, transfer(offscreen, [offscreen]));
    this.sentMarks = null;
    this.isSubscribed = false;
    this.subscribeToDrawing();
    this.observer = new ResizeObserver(([entry]) => {
      this.width = entry?.contentRect.width ?? 0;
      this.markScene();
    });
    this.observer.observe(host);
    this.width = host.clientWidth;
    this.theme ??= readTheme(host);
    this.sizeHost();
    this.dirty.overlay = true;
    this.markScene();
  }

  detach(): void {
    if (!this.canvas) return;
    void framesWorker().detach(this.id);
    cancelAnimationFrame(this.scheduled);
    this.scheduled = 0;
    this.observer?.disconnect();
    this.canvas.remove();
    [this.host, this.canvas, this.observer] = [null, null, null];
  }

  open(frames: TrackFrames | null): void {
    const before = this.frames;
    this.frames = frames;
    if (before && before.key === frames?.key) {
      void framesWorker().setEvents(frames.key, frames.events);
      return;
    }
    this.release?.();
    this.release = frames && holdTrack(frames, this.blobs, (state) => this.setLoad(state));
    this.overlay = { ...this.overlay, playheadMs: null, cursorMs: null, selection: null, loop: null };
    this.dirty.overlay = true;
    this.shownRange = wholeTrack(frames?.durationMs ?? 0);
    if (!frames) this.setLoad({ kind: 'empty' });
    this.markScene();
    this.changed();
  }

  dispose(): void {
    this.open(null);
    this.detach();
    this.subscribers.clear();
    this.frameSubscribers.clear();
  }

  setRange(range: TimeRange): void {
    const clamped = clampRange(range, this.durationMs());
    if (clamped.startMs === this.shownRange.startMs && clamped.endMs === this.shownRange.endMs) return;
    this.shownRange = clamped;
    this.markScene();
    this.changed();
  }
  range(): TimeRange {
    return this.shownRange;
  }
  durationMs(): number {
    return this.frames?.durationMs ?? 0;
  }
  zoom(factor: number, anchorMs: number): void {
    this.setRange(zoomRange(this.shownRange, factor, anchorMs, this.durationMs()));
  }
  pan(screens: number): void {
    const { startMs, endMs } = this.shownRange;
    this.setRange(panRange(this.shownRange, screens * (endMs - startMs), this.durationMs()));
  }
  setFollowing(isFollowing: boolean): void {
    if (this.following === isFollowing) return;
    this.following = isFollowing;
    this.changed();
  }
  isFollowing(): boolean {
    return this.following;
  }

  setLanes(lanes: readonly Lane[]): void {
    this.lanes = lanes;
    this.sizeHost();
    this.markScene();
  }
  setTheme(theme: ViewTheme): void {
    this.theme = theme;
    this.markScene();
  }
  setShown(shown: { beats: boolean; onsets: boolean }): void {
    this.shown = shown;
    this.markScene();
  }
  setOverlay(overlay: Partial<ViewOverlay>): void {
    this.overlay = { ...this.overlay, ...overlay };
    this.dirty.overlay = true;
    this.schedule();
    const { playheadMs } = this.overlay;
    if (overlay.playheadMs === undefined || playheadMs === null || !this.following || !this.frames) return;
    const followed = followRange(this.shownRange, playheadMs, this.durationMs());
    if (followed !== this.shownRange) this.setRange(followed);
  }

  timeAt(x: number): number {
    const { startMs, endMs } = this.shownRange;
    return this.width > 0 ? startMs + (x / this.width) * (endMs - startMs) : startMs;
  }
  xAt(timeMs: number): number {
    const { startMs, endMs } = this.shownRange;
    return ((timeMs - startMs) / (endMs - startMs)) * this.width;
  }
  async read(atMs: number): Promise<FrameReading | null> {
    return this.frames ? framesWorker().read(this.frames.key, atMs) : null;
  }
  async levelRange(): Promise<LevelRange | null> {
    return this.frames ? framesWorker().levelRange(this.frames.key) : null;
  }
  exportFrames(format: 'dat' | 'csv') {
    return framesWorker().exportFrames(this.frames?.key ?? '', format);
  }

  loadState(): LoadState {
    return this.load;
  }
  subscribe(onChange: () => void): () => void {
    return this.subscribers.subscribe(onChange);
  }
  subscribeFrames(onDrawn: (frame: DrawnFrame) => void): () => void {
    const unsubscribe = this.frameSubscribers.subscribe(onDrawn);
    this.subscribeToDrawing();
    return unsubscribe;
  }
  /** The worker is asked to tell of its drawings once somebody wants to know: two messages a frame. */
  private subscribeToDrawing(): void {
    if (this.isSubscribed || !this.canvas || this.frameSubscribers.size === 0) return;
    this.isSubscribed = true;
    const onDrawn = (frame: DrawnFrame) => this.frameSubscribers.tell(frame);
    void framesWorker().subscribeDrawing(this.id, proxy(onDrawn));
  }

  private changed(): void {
    this.subscribers.tell();
  }
  private setLoad(load: LoadState): void {
    this.load = load;
    this.changed();
  }
  private sizeHost(): void {
    if (this.host) this.host.style.height = `${this.lanes.reduce((sum, { height }) => sum + height, 0)}px`;
  }
  private markScene(): void {
    this.dirty.scene = true;
    this.schedule();
  }
  private schedule(): void {
    if (this.scheduled !== 0 || !this.canvas) return;
    this.scheduled = requestAnimationFrame(() => {
      this.scheduled = 0;
      this.send();
    });
  }
  private send(): void {
    const { dirty, theme } = this;
    if (!this.canvas || !theme || this.width === 0) return;
    void framesWorker().show(this.id, dirty.scene ? this.sceneWith(theme) : null, dirty.overlay ? this.overlayChange() : null);
    this.dirty = { scene: false, overlay: false };
  }

  private sceneWith(theme: ViewTheme): ViewScene {
    return {
      trackKey: this.frames?.key ?? null,
      range: this.shownRange,
      width: this.width,
      pixelRatio: Math.min(MOST_PIXEL_RATIO, devicePixelRatio),
      lanes: this.lanes,
      theme,
      showsBeats: this.shown.beats,
      showsOnsets: this.shown.onsets,
    };
  }

  /** The marks go along only when they are others: while the playhead moves they would be copied at each frame. */
  private overlayChange(): Partial<ViewOverlay> {
    const { marks, ...moving } = this.overlay;
    if (marks === this.sentMarks) return moving;
    this.sentMarks = marks;
    return { ...moving, marks };
  }
}
