// The messages between the page and the frames worker. The worker holds a track's frames as columns with their pyramids and
// draws them; the page says what to show. Invariant: nothing here needs a DOM.
import type { LevelRange } from '#src/dsp/frames/lane-scales.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';

/** A part of a track, in ms; `startMs < endMs`. */
export interface TimeRange {
  startMs: number;
  endMs: number;
}

/** The lanes, drawn one below the other. `ruler` is the time axis. */
export type LaneKind = 'ruler' | 'waveform' | 'spectrogram' | 'loudness' | 'stereo';

export interface Lane {
  kind: LaneKind;
  /** In CSS px. */
  height: number;
}

/** CSS colours, as read from the page's tokens. */
export interface ViewTheme {
  scheme: 'light' | 'dark';
  background: string;
  text: string;
  dimmed: string;
  hairline: string;
  accent: string;
  warning: string;
}

/** Event times, ascending, drawn as ticks over the picture. */
export interface TrackEvents {
  beatsMs: readonly number[];
  onsetsMs: readonly number[];
  sectionsMs: readonly number[];
}

/** A region or an annotation; `endMs === startMs` for an instant. */
export interface OverlayMark {
  id: string;
  kind: 'region' | 'annotation';
  startMs: number;
  endMs: number;
  color: string;
  label: string;
  isSelected: boolean;
}

/** The moving parts above the picture, drawn without drawing the picture again. */
export interface ViewOverlay {
  playheadMs: number | null;
  /** Position of the pointer or the keyboard cursor. */
  cursorMs: number | null;
  selection: TimeRange | null;
  loop: TimeRange | null;
  marks: readonly OverlayMark[];
}

/** A view's picture without its overlay. */
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

/** Sent after each drawing; `drawnMs` is the time it took. */
export interface DrawnFrame {
  drawnMs: number;
  /** Whether the picture was drawn again, not only the overlay. */
  isPictureNew: boolean;
  /** Time of the drawing, in epoch ms with fractions. */
  atMs: number;
}

/** The measurements at one instant, for the pointer, in their own units; null where unknown. */
export interface FrameReading {
  momentaryLufs: number | null;
  shortTermLufs: number | null;
  truePeakDb: number | null;
  correlation: number | null;
  width: number | null;
  /** Of the bands from the lowest frequency to the highest; empty where unknown. */
  bandsDb: readonly number[];
}

export type FramesAnswer = { ok: true } | { ok: false; error: CadenceError };

export interface FramesWorker {
  /** Opens a track by its manifest row, which is validated here. Opening an open key again does nothing. */
  open(trackKey: string, manifest: unknown): Promise<FramesAnswer>;
  /** Adds one chunk and draws its part. A damaged chunk leaves a gap and is answered with a message. */
  addChunk(trackKey: string, index: number, bytes: Blob): Promise<FramesAnswer>;
  setEvents(trackKey: string, events: TrackEvents): void;
  /** The audio file, for views finer than a frame; null when it is not on this device. */
  setAudio(trackKey: string, audio: Blob | null): void;
  close(trackKey: string): void;
  read(trackKey: string, atMs: number): FrameReading | null;
  /** What the colours of its spectrogram stand for; null while none of its frames are here. */
  levelRange(trackKey: string): LevelRange | null;
  /** Exports a whole track's frames for other programs: audiowaveform's .dat, or CSV. */
  exportFrames(trackKey: string, format: 'dat' | 'csv'): Promise<{ ok: true; file: Blob } | { ok: false; error: CadenceError }>;

  attach(viewId: string, canvas: OffscreenCanvas): void;
  detach(viewId: string): void;
  /** Calls back after every drawing from now on. */
  subscribeDrawing(viewId: string, onDrawn: (frame: DrawnFrame) => void): void;
  /** Call at most once per animation frame with the changed parts of scene and overlay; null or missing parts stay. */
  show(viewId: string, scene: ViewScene | null, overlay: Partial<ViewOverlay> | null): void;
}
