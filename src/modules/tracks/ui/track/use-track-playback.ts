// Hearing one track: what its page's buttons, keys and lists do to the player.
import { useEffect } from 'react';
import type { TimeRange } from '../../drawing/api.ts';
import type { TrackRow } from '../../queries.ts';
import { useDeckTrack, type TrackAnalysis } from '../../use-track.ts';
import { usePlayer } from '../stage/use-player.ts';

const STEP_MS = 5000;
/** A step back from just after a beat goes to the one before it. */
const BEAT_REACH_MS = 20;
const NONE: readonly number[] = [];

export function useTrackPlayback(
  track: TrackRow,
  analysis: TrackAnalysis | null,
  selection: TimeRange | null,
  isSnapping: boolean,
) {
  const { player, state } = usePlayer({ to: `/studio/track/${track.id}` });
  const deck = useDeckTrack(track, analysis);
  const durationMs = analysis?.row.duration_ms ?? state.durationMs;
  const beatsMs = analysis?.events.beatsMs ?? NONE;
  useEffect(() => {
    if (deck) player.load(deck);
  }, [player, deck]);
  const playFrom = (startMs: number) => {
    player.seek(startMs);
    void player.play();
  };
  return {
    player,
    state,
    durationMs,
    beatsMs,
    sectionsMs: analysis?.events.sectionsMs ?? NONE,
    playFrom,
    toggleLoop: () => player.setLoop(state.loop ? null : selection, { snap: isSnapping }),
    loop: (range: TimeRange) => {
      player.setLoop(range, { snap: false });
      playFrom(range.startMs);
    },
    /** Five seconds, or finely a beat. */
    stepTo: (direction: -1 | 1, isFine: boolean) => {
      const now = player.positionMs();
      const beat =
        direction > 0
          ? beatsMs.find((time) => time > now + BEAT_REACH_MS)
          : beatsMs.findLast((time) => time < now - BEAT_REACH_MS);
      player.seek(isFine ? (beat ?? now) : Math.max(0, Math.min(durationMs, now + direction * STEP_MS)));
    },
  };
}
