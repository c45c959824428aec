// Playback of one track, or of two at the same musical position. `TrackPlayer` (track-player.ts) implements it.
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { TimeRange } from '#src/workers/frames/api.ts';

export type Deck = 'a' | 'b';

/** A track on a deck. */
export interface DeckTrack {
  trackId: string;
  title: string;
  artist: string | null;
  contentSha256: string;
  durationMs: number;
  /** Null where it was not measured: then nothing is matched. */
  integratedLufs: number | null;
  /** Ascending; may be empty. */
  beatsMs: readonly number[];
}

/** How positions on A and B belong together. */
export type Alignment =
  /** B's time is A's plus an offset: two masters of one recording. */
  | { kind: 'time'; offsetMs: number }
  /** The n-th beat of A is the (n + `offsetBeats`)-th of B; B's silent copy runs at its own tempo scaled to A's. */
  | { kind: 'beats'; offsetBeats: number };

export interface PlayerState {
  status: 'empty' | 'loading' | 'paused' | 'playing' | 'failed';
  error: CadenceError | null;
  a: DeckTrack | null;
  b: DeckTrack | null;
  /** The deck that is heard; positions, loop and durations are this deck's. */
  active: Deck;
  durationMs: number;
  /** 0.25 … 4, the pitch stays. */
  speed: number;
  loop: TimeRange | null;
  isLevelMatched: boolean;
  /** dB each deck is turned down by for the same loudness; 0 when not matched. */
  trimDb: { a: number; b: number };
  alignment: Alignment;
  /** 0 … 1. */
  volume: number;
}

export interface TrackPlayerApi {
  /** Puts a track on deck A; position 0, no loop. The same track again does nothing. */
  load(track: DeckTrack): void;
  /** Puts a track on deck B to compare with, or takes it off. */
  compareWith(track: DeckTrack | null, alignment?: Alignment): void;
  setAlignment(alignment: Alignment): void;
  /** Must be called from a person's gesture the first time. */
  play(): Promise<void>;
  pause(): void;
  toggle(): void;
  /** On the active deck. */
  seek(positionMs: number): void;
  /** Changes which deck is heard, within 10 ms, at the same musical position. */
  switchTo(deck: Deck): void;
  setSpeed(speed: number): void;
  setVolume(volume: number): void;
  setLevelMatched(isMatched: boolean): void;
  /** Loops a range of the active deck; `snap` moves its ends to the nearest beats. Null ends looping. */
  setLoop(range: TimeRange | null, options?: { snap?: boolean }): void;
  /** Of the active deck; smooth enough to draw with. */
  positionMs(): number;
  state(): PlayerState;
  subscribe(onChange: () => void): () => void;
  /** Calls back at each animation frame while playing, and once after a seek. */
  subscribePosition(onPosition: (positionMs: number) => void): () => void;
  dispose(): void;
}
