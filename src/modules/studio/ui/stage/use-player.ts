// A player for as long as a page is open; leaving the page ends the sound.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { blobs } from '#src/blobs/public.ts';
import type { PlayerState, TrackPlayerApi } from '../../playback/api.ts';
import { TrackPlayer } from '../../playback/track-player.ts';

export function usePlayer(): { player: TrackPlayerApi; state: PlayerState } {
  const [player] = useState<TrackPlayerApi>(() => new TrackPlayer(blobs));
  useEffect(() => () => player.pause(), [player]);
  const state = useSyncExternalStore(
    (onChange) => player.subscribe(onChange),
    () => player.state(),
  );
  return { player, state };
}
