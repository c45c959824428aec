// The player of a page. A page that is left while it plays hands its player on, and takes it over again when it is opened again.
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { blobs } from '#src/blobs/public.ts';
import { noLongerHeard, nowHeard } from '#src/heard.ts';
import type { PlayerState, TrackPlayerApi } from '../../playback/api.ts';
import {
  endOtherPlayer,
  keptPlayerOf,
  leavePlayer,
  takeOver,
  type OpenPlayer,
  type PlayerAddress,
} from '../../playback/kept-player.ts';
import { bindMediaSession, browserMediaSession } from '../../playback/media-session.ts';
import { TrackPlayer } from '../../playback/track-player.ts';
import { strings } from '../../strings.ts';

function openPlayer(): OpenPlayer {
  const player = new TrackPlayer(blobs);
  // Subscribed before the system's controls are bound: the other player gives them back first, then this one takes them.
  const pause = () => player.pause();
  player.subscribe(() => {
    if (player.state().status !== 'playing') return noLongerHeard(pause);
    endOtherPlayer(player);
    nowHeard(pause);
  });
  const unbind = bindMediaSession(player, browserMediaSession(), strings.systemAlbum);
  return {
    player,
    end: () => {
      unbind();
      player.dispose();
    },
  };
}

export function usePlayer(address: PlayerAddress): { player: TrackPlayerApi; state: PlayerState } {
  const [open] = useState(() => keptPlayerOf(address) ?? openPlayer());
  const { player } = open;
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const here = useRef(address);
  useEffect(() => {
    here.current = address;
  });
  useEffect(() => {
    clearTimeout(leaving.current);
    takeOver(open);
    return () => {
      // React may take an effect back and run it again for the same page; what was left stays left.
      leaving.current = setTimeout(() => leavePlayer(open, here.current), 0);
    };
  }, [open]);
  const state = useSyncExternalStore(
    (onChange) => player.subscribe(onChange),
    () => player.state(),
  );
  return { player, state };
}
