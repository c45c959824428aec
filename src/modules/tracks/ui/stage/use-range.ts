// Following a view without rendering for each of its frames.
import { useCallback, useEffect, useSyncExternalStore, type RefObject } from 'react';
import type { TrackViewApi } from '../../drawing/api.ts';

export function useFollowing(view: TrackViewApi): boolean {
  const subscribe = useCallback((onChange: () => void) => view.subscribe(onChange), [view]);
  return useSyncExternalStore(subscribe, () => view.isFollowing());
}

/**
 * Sets --start-ms and --length-ms on an element whenever the range changes, without rendering: what lies on the time line
 * places itself by them.
 */
export function useRangeVariables(view: TrackViewApi, element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const write = () => {
      const { startMs, endMs } = view.range();
      element.current?.style.setProperty('--start-ms', String(startMs));
      element.current?.style.setProperty('--length-ms', String(Math.max(0.001, endMs - startMs)));
    };
    write();
    return view.subscribe(write);
  }, [view, element]);
}
