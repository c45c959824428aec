// The picture of a track as the rest of the Studio sees it. `TrackView` (track-view.ts) is the one implementation.
import type { LevelRange } from '#src/dsp/frames/lane-scales.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type {
  DrawnFrame,
  FrameReading,
  Lane,
  TimeRange,
  TrackEvents,
  ViewOverlay,
  ViewScene,
  ViewTheme,
} from '#src/workers/frames/api.ts';

export type { LevelRange };
export type { DrawnFrame, FrameReading, Lane, TimeRange, TrackEvents, ViewOverlay, ViewScene, ViewTheme };
export type { LaneKind, OverlayMark } from '#src/workers/frames/api.ts';

/** Where the frames of a track come from: its manifest row, its chunk rows and how to get their bytes. */
export interface TrackFrames {
  /** Any stable key of this analysis: the manifest's id. */
  key: string;
  /** The row of analysis_frame_manifests; checked before it is believed. */
  manifest: unknown;
  durationMs: number;
  chunks: readonly { index: number; contentSha256: string }[];
  events: TrackEvents;
  /** The audio file, for zooming below a frame. Looked up only when it is on this device. */
  audioSha256: string | null;
}

export type LoadState =
  | { kind: 'empty' }
  | { kind: 'loading'; part: number }
  | { kind: 'ready' }
  /** What could be read is drawn all the same. */
  | { kind: 'failed'; error: CadenceError };

export interface TrackViewApi {
  /** Puts a canvas of the view's own into the element and follows its width. */
  attach(host: HTMLElement): void;
  detach(): void;
  /** Loads and shows another track, or none. The range becomes the whole track unless the key is the same. */
  open(frames: TrackFrames | null): void;
  /** Stops everything; a view cannot be used afterwards. */
  dispose(): void;

  /** Clamped to the track and to at least a millisecond; what it became is `range()`. */
  setRange(range: TimeRange): void;
  range(): TimeRange;
  durationMs(): number;
  /** Keeps `anchorMs` where it is on the screen. `factor` above 1 shows more detail. */
  zoom(factor: number, anchorMs: number): void;
  /** Moves by a part of what is shown: 1 is a screen to the right. */
  pan(screens: number): void;
  /** While it plays the playhead stays on the screen: pages on, or stays in the middle when zoomed in. */
  setFollowing(isFollowing: boolean): void;
  isFollowing(): boolean;

  setLanes(lanes: readonly Lane[]): void;
  setTheme(theme: ViewTheme): void;
  setShown(shown: { beats: boolean; onsets: boolean }): void;
  /** Merges into the overlay. Cheap: call it for every animation frame. */
  setOverlay(overlay: Partial<ViewOverlay>): void;

  /** From CSS px of the host to ms and back. */
  timeAt(x: number): number;
  xAt(timeMs: number): number;
  read(atMs: number): Promise<FrameReading | null>;
  /** What the colours of the spectrogram stand for; null while none of its frames are here. */
  levelRange(): Promise<LevelRange | null>;
  exportFrames(format: 'dat' | 'csv'): Promise<{ ok: true; file: Blob } | { ok: false; error: CadenceError }>;

  loadState(): LoadState;
  /** Calls back when range, following or load state change; returns the way to stop. */
  subscribe(onChange: () => void): () => void;
  /** Calls back after each drawing. */
  subscribeFrames(onDrawn: (frame: DrawnFrame) => void): () => void;
}
