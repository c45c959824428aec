// The system's own controls (lock screen, media keys, headphones) for what the player plays. Invariant: they show the deck that
// is heard and do what the page's buttons do; a browser without them, or without one of them, only lacks that.
import type { Deck, PlayerState, TrackPlayerApi } from './api.ts';

/** What is used of `navigator.mediaSession`. */
export interface SystemControls {
  metadata: unknown;
  playbackState: 'none' | 'paused' | 'playing';
  setActionHandler(action: MediaSessionAction, handler: ((details: MediaSessionActionDetails) => void) | null): void;
  setPositionState?(state?: MediaPositionState): void;
}

interface MediaSessionPorts {
  controls: SystemControls | undefined;
  /** Metadata as the controls take it. */
  describe(of: { title: string; artist: string; album: string }): unknown;
}

export const browserMediaSession = (): MediaSessionPorts => ({
  controls: typeof navigator !== 'undefined' && 'mediaSession' in navigator ? navigator.mediaSession : undefined,
  describe: (of) => (typeof MediaMetadata === 'undefined' ? null : new MediaMetadata(of)),
});

const STEP_MS = 5000;
/** How far the system's own clock may be off before it is told again. */
const DRIFT_MS = 250;
/** As music players do: from further in than this, "previous" is the start of the track. */
const RESTART_MS = 3000;

const other = (deck: Deck): Deck => (deck === 'a' ? 'b' : 'a');
const clamp = (positionMs: number, durationMs: number) => Math.max(0, Math.min(durationMs, positionMs));

/** Connects the player; `place` is shown where albums are named. Returns what gives the controls back. */
export function bindMediaSession(
  player: Pick<
    TrackPlayerApi,
    'state' | 'subscribe' | 'subscribePosition' | 'positionMs' | 'play' | 'pause' | 'seek' | 'switchTo'
  >,
  { controls, describe }: MediaSessionPorts,
  place: string,
): () => void {
  if (!controls) return () => undefined;
  const step = (direction: 1 | -1, seconds: number | undefined) =>
    player.seek(
      clamp(player.positionMs() + direction * (seconds === undefined ? STEP_MS : seconds * 1000), player.state().durationMs),
    );
  const handlers: Partial<Record<MediaSessionAction, (details: MediaSessionActionDetails) => void>> = {
    play: () => void player.play(),
    pause: () => player.pause(),
    stop: () => player.pause(),
    seekto: ({ seekTime }) => seekTime !== undefined && player.seek(clamp(seekTime * 1000, player.state().durationMs)),
    seekbackward: ({ seekOffset }) => step(-1, seekOffset),
    seekforward: ({ seekOffset }) => step(1, seekOffset),
  };
  const comparing: typeof handlers = {
    previoustrack: () => {
      if (player.state().active === 'b' || player.positionMs() < RESTART_MS) player.switchTo(other(player.state().active));
      else player.seek(0);
    },
    nexttrack: () => player.switchTo(other(player.state().active)),
  };
  const set = (some: typeof handlers, isOn: boolean) => {
    for (const [action, handler] of Object.entries(some) as [MediaSessionAction, (typeof handlers)['play']][]) {
      try {
        controls.setActionHandler(action, isOn && handler ? handler : null);
      } catch {
        // This browser does not know the action.
      }
    }
  };
  const shown = new Shown(player, controls, describe, place);
  let isOn = false;
  let isComparing = false;
  const update = () => {
    const state = player.state();
    // Nothing is taken over before there is something to hear: another tab may be playing.
    if (state.status !== 'playing' && !isOn) return;
    if (!isOn) set(handlers, (isOn = true));
    if (isComparing !== (state.b !== null)) set(comparing, (isComparing = state.b !== null));
    shown.update(state);
  };
  update();
  const leave = [player.subscribe(update), player.subscribePosition(() => isOn && shown.tellPosition(player.state()))];
  return () => {
    leave.forEach((end) => end());
    if (!isOn) return;
    set({ ...handlers, ...comparing }, false);
    shown.clear();
  };
}

/** What the controls were last told: they are told again only when it is no longer so. */
class Shown {
  private track = '';
  private told: { positionMs: number; atMs: number; durationMs: number; rate: number } | null = null;

  constructor(
    private readonly player: Pick<TrackPlayerApi, 'positionMs'>,
    private readonly controls: SystemControls,
    private readonly describe: MediaSessionPorts['describe'],
    private readonly place: string,
  ) {}

  update(state: PlayerState): void {
    const track = state[state.active];
    const key = track ? `${state.active} ${track.trackId} ${track.title} ${track.artist ?? ''} ${state.b === null}` : '';
    if (key !== this.track) {
      this.track = key;
      const title = track && (state.b === null ? track.title : `${state.active.toUpperCase()}: ${track.title}`);
      this.controls.metadata =
        track && title !== null ? this.describe({ title, artist: track.artist ?? '', album: this.place }) : null;
    }
    this.controls.playbackState = track === null ? 'none' : state.status === 'playing' ? 'playing' : 'paused';
    this.tellPosition(state);
  }

  /** The system counts on by itself; it is corrected after a jump, a change of speed or of track. */
  tellPosition({ durationMs, speed, status }: PlayerState): void {
    if (!this.controls.setPositionState || durationMs <= 0) return;
    const positionMs = clamp(this.player.positionMs(), durationMs);
    const atMs = performance.now();
    const { told } = this;
    const expectedMs = told && told.positionMs + (status === 'playing' ? (atMs - told.atMs) * told.rate : 0);
    const isSame = told?.durationMs === durationMs && told.rate === speed;
    if (isSame && expectedMs !== null && Math.abs(expectedMs - positionMs) < DRIFT_MS) return;
    this.told = { positionMs, atMs, durationMs, rate: speed };
    this.controls.setPositionState({ duration: durationMs / 1000, position: positionMs / 1000, playbackRate: speed });
  }

  clear(): void {
    this.controls.metadata = null;
    this.controls.playbackState = 'none';
    this.controls.setPositionState?.();
  }
}
