// React's hold on a TrackView: made once for a component, attached to its host, disposed with it.
import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type RefCallback } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import type { BlobStore } from '#src/blobs/api.ts';
import type { Lane, LoadState, TimeRange, TrackFrames } from './api.ts';
import { bindGestures } from './gestures.ts';
import { TrackView } from './track-view.ts';
import { readTheme } from './view-theme.ts';

export interface TrackViewHandle {
  view: TrackView;
  /** For the element that shall hold the picture; give it `tabIndex={0}` and a label. */
  hostRef: RefCallback<HTMLElement>;
}

/** A view of `frames` (stable while its key is the same). Wheel, pinch and keys are bound. */
export function useTrackView(blobs: BlobStore, frames: TrackFrames | null, lanes?: readonly Lane[]): TrackViewHandle {
  const [view] = useState(() => new TrackView(blobs));
  const host = useRef<HTMLElement | null>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const hostRef = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      host.current = element;
      view.attach(element);
      const unbind = bindGestures(element, view);
      return () => {
        host.current = null;
        unbind();
        view.detach();
      };
    },
    [view],
  );
  useEffect(() => {
    // The scheme's attribute is on the document before this effect runs.
    if (host.current) view.setTheme(readTheme(host.current));
  }, [view, scheme]);
  useEffect(() => {
    if (lanes) view.setLanes(lanes);
  }, [view, lanes]);
  useEffect(() => view.open(frames), [view, frames]);
  // Releases the track, not the view: React may run effects again for the same view.
  useEffect(() => () => view.open(null), [view]);
  return { view, hostRef };
}

/** What is shown, as it moves. */
export const useViewRange = (view: TrackView): TimeRange =>
  useSyncExternalStore(
    (onChange) => view.subscribe(onChange),
    () => view.range(),
  );

export const useLoadState = (view: TrackView): LoadState =>
  useSyncExternalStore(
    (onChange) => view.subscribe(onChange),
    () => view.loadState(),
  );
