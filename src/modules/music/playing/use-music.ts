// What the pages do with the player, which is loaded by the first of these.
import { useMemo } from 'react';
import { rowsIfReady, useRow, useRows } from '#src/replica/public.ts';
import { useActiveFocus } from '#src/modules/focus/public.ts';
import type { SessionKind } from '../choosing.ts';
import { kindOf, makeQueue, rowToTrack } from '../model.ts';
import { libraryById, tracksOfLibrary } from '../queries.ts';
import { useMusicStore, type MusicTrack } from '../store.ts';

export const player = () => import('./player.ts');

export interface PlannedQueue {
  /** Undefined while it is read. */
  tracks: readonly MusicTrack[] | undefined;
  libraryName: string;
  kind: SessionKind;
}

/** What would play now of the chosen library. A shuffled queue is made when it starts. */
export function usePlannedQueue(): PlannedQueue {
  const libraryId = useMusicStore((state) => state.libraryId);
  const order = useMusicStore((state) => state.order);
  const work = useMusicStore((state) => state.work);
  const phase = useActiveFocus()?.phase;
  const library = useRow(libraryId === null ? null : libraryById(libraryId));
  const rows = rowsIfReady(useRows(libraryId === null ? null : tracksOfLibrary(libraryId)));
  const kind = kindOf(phase, work);
  const tracks = useMemo(() => {
    const all = rows?.map(rowToTrack);
    return all && makeQueue(all, order === 'shuffle' ? 'list' : order, kind, Math.random);
  }, [rows, order, kind]);
  return { tracks, libraryName: library.kind === 'ready' ? library.row.name : '', kind };
}

export async function playPlanned({ tracks, libraryName, kind }: PlannedQueue): Promise<void> {
  if (!tracks || tracks.length === 0) return;
  const { order } = useMusicStore.getState();
  const queue = order === 'shuffle' ? makeQueue(tracks, order, kind, Math.random) : tracks;
  await (await player()).playQueue(queue, libraryName);
}
