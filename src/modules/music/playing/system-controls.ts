// The lock screen, media keys and headphones. A browser without them, or without one of them, only lacks that.
interface Controls {
  play(): void;
  pause(): void;
  next(): void;
  previous(): void;
  seek(seconds: number): void;
}

const session = (): MediaSession | null => ('mediaSession' in navigator ? navigator.mediaSession : null);

/** Null gives the controls back. */
export function bindControls(controls: Controls | null): void {
  const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler | null>> = {
    play: controls && (() => controls.play()),
    pause: controls && (() => controls.pause()),
    stop: controls && (() => controls.pause()),
    nexttrack: controls && (() => controls.next()),
    previoustrack: controls && (() => controls.previous()),
    seekto: controls && (({ seekTime }) => seekTime !== undefined && controls.seek(seekTime)),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try {
      session()?.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // This browser does not know the action.
    }
  }
  const media = session();
  if (controls === null && media) {
    media.metadata = null;
    media.playbackState = 'none';
  }
}

export function showTrack(title: string, album: string, isPlaying: boolean): void {
  const media = session();
  if (!media) return;
  media.metadata = new MediaMetadata({ title, album });
  media.playbackState = isPlaying ? 'playing' : 'paused';
}
