// What the page says to the frames worker and hears from it. The worker keeps a track's frames as planes with their
// pyramids and draws them; the page only says what to show. Invariant: nothing here needs a DOM.
import type { CadenceError } from '#schema/protocol/errors.ts';

/** A stretch of a track, in ms; `startMs < endMs`. */
export interface TimeRange {
  startMs: number;
  endMs: number;
}

/** What can be drawn, one below the other. `ruler` is the time axis. */
export type LaneKind = 'ruler' | 'waveform' | 'spectrogram' | 'loudness' | 'stereo';

export interface Lane {
  kind: LaneKind;
  /** CSS px. */
  height: number;
}

/** Any CSS colour, as read from the page's tokens. */
export interface ViewTheme {
  scheme: 'light' | 'dark';
  background: string;
  text: string;
  dimmed: string;
  hairline: string;
  accent: string;
  warning: string;
}

/** Ticks over the picture; ascending. */
export interface TrackEvents {
  beatsMs: readonly number[];
  onsetsMs: readonly number[];
  sectionsMs: readonly number[];
}

/** A region or an annotation; `endMs === startMs` is a moment. */
export interface OverlayMark {
  id: string;
  kind: 'region' | 'annotation';
  startMs: number;
  endMs: number;
  color: string;
  label: string;
  isSelected: boolean;
}

/** What moves above the picture: drawn on its own, without drawing the picture again. */
export interface ViewOverlay {
  playheadMs: number | null;
  /** Where the pointer or the keyboard is. */
  cursorMs: number | null;
  selection: TimeRange | null;
  loop: TimeRange | null;
  marks: readonly OverlayMark[];
}

/** All of a view's picture but its overlay. */
export interface ViewScene {
  /** Null while no track is open. */
  trackKey: string | null;
  range: TimeRange;
  width: number;
  pixelRatio: number;
  lanes: readonly Lane[];
  theme: ViewTheme;
  showsBeats: boolean;
  showsOnsets: boolean;
}

/** After each drawing; `drawnMs` is what it cost. */
export interface DrawnFrame {
  drawnMs: number;
  /** Whether the picture itself was drawn again, not just the overlay. */
  isPictureNew: boolean;
  /** When it was drawn, in epoch ms with fractions. */
  atMs: number;
}

/** A pointer reading of a track: what was measured at a moment, in its own units; null where nothing is known. */
export interface FrameReading {
  momentaryLufs: number | null;
  shortTermLufs: number | null;
  truePeakDb: number | null;
  correlation: number | null;
  width: number | null;
}

export type FramesAnswer = { ok: true } | { ok: false; error: CadenceError };

export interface FramesWorker {
  /** Opens a track by its manifest row (checked here; any JSON may come). Opening an open key again does nothing. */
  open(trackKey: string, manifest: unknown): Promise<FramesAnswer>;
  /** Reads one chunk; the picture of its part appears. A damaged chunk leaves a gap and answers in words. */
  addChunk(trackKey: string, index: number, bytes: Blob): Promise<FramesAnswer>;
  setEvents(trackKey: string, events: TrackEvents): void;
  /** The audio itself, for pictures finer than a frame; null when it is not on this device. */
  setAudio(trackKey: string, audio: Blob | null): void;
  close(trackKey: string): void;
  read(trackKey: string, atMs: number): FrameReading | null;
  /** The frames of a whole track for other programs: audiowaveform's .dat or CSV. */
  exportFrames(trackKey: string, format: 'dat' | 'csv'): Promise<{ ok: true; file: Blob } | { ok: false; error: CadenceError }>;

  attach(viewId: string, canvas: OffscreenCanvas): void;
  detach(viewId: string): void;
  /** Tells of each drawing from now on. */
  watchDrawing(viewId: string, onDrawn: (frame: DrawnFrame) => void): void;
  /** One message for an animation frame: what changed of the scene and of the overlay; null and what is left out stay. */
  show(viewId: string, scene: ViewScene | null, overlay: Partial<ViewOverlay> | null): void;
}
