// What the Studio does while any page is open: tracks that need it are analysed. Nothing is loaded before there is a track.
import { useEffect } from 'react';
import { useReplica, useRow } from '#src/replica/public.ts';
import { firstTrack } from '../queries.ts';

export function StudioRuntime() {
  const replica = useReplica();
  const hasTracks = useRow(firstTrack()).kind === 'ready';
  useEffect(() => {
    if (!hasTracks) return undefined;
    let stop: (() => void) | undefined;
    let isOver = false;
    void import('../analysis/runtime.ts').then(({ analysisRunner }) => {
      if (!isOver) stop = analysisRunner(replica).start();
    });
    return () => {
      isOver = true;
      stop?.();
    };
  }, [replica, hasTracks]);
  return null;
}
