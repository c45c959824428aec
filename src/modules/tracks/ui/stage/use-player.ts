// A player for as long as a page is open; leaving the page ends the sound and gives its output back.
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { blobs } from '#src/blobs/public.ts';
import type { PlayerState, TrackPlayerApi } from '../../playback/api.ts';
import { bindMediaSession, browserMediaSession } from '../../playback/media-session.ts';
import { TrackPlayer } from '../../playback/track-player.ts';
import { strings } from '../../strings.ts';

export function usePlayer(): { player: TrackPlayerApi; state: PlayerState } {
  const [player] = useState<TrackPlayerApi>(() => new TrackPlayer(blobs));
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(leaving.current);
    return () => {
      player.pause();
      // React may take an effect back and run it again for the same page; what was left stays left.
      leaving.current = setTimeout(() => player.dispose(), 0);
    };
  }, [player]);
  useEffect(() => bindMediaSession(player, browserMediaSession(), strings.systemAlbum), [player]);
  const state = useSyncExternalStore(
    (onChange) => player.subscribe(onChange),
    () => player.state(),
  );
  return { player, state };
}
