// The whole track in small, with a window on the part that the large picture shows. Dragging or clicking moves the window.
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { TrackView } from '../../drawing/track-view.ts';
import { useViewRange, type TrackViewHandle } from '../../drawing/use-track-view.ts';
import { formatTime } from '../../format.ts';
import { strings } from '../../strings.ts';
import classes from './stage.module.css';

interface OverviewProps {
  /** Draws the small picture. */
  small: TrackViewHandle;
  /** The large picture, whose range is the window. */
  view: TrackView;
  durationMs: number;
}

export function Overview({ small: { hostRef }, view, durationMs }: OverviewProps) {
  const track = useRef<HTMLDivElement>(null);
  const range = useViewRange(view);
  const centreAt = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (!box) return;
    const centre = ((event.clientX - box.left) / box.width) * durationMs;
    const half = (range.endMs - range.startMs) / 2;
    view.setFollowing(false);
    view.setRange({ startMs: centre - half, endMs: centre + half });
  };
  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    centreAt(event);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) centreAt(event);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -0.25, ArrowRight: 0.25, PageUp: -1, PageDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    view.setFollowing(false);
    view.pan(step);
  };
  const share = (timeMs: number) => `${(100 * timeMs) / Math.max(1, durationMs)}%`;
  return (
    <div ref={track} className={classes.overview} onPointerDown={onPointerDown} onPointerMove={onPointerMove}>
      <div ref={hostRef} className={classes.overviewPicture} aria-hidden />
      <div
        className={classes.window}
        style={{ insetInlineStart: share(range.startMs), width: share(range.endMs - range.startMs) }}
        role="slider"
        tabIndex={0}
        aria-label={strings.view.overview}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs)}
        aria-valuenow={Math.round(range.startMs)}
        aria-valuetext={strings.view.overviewValue(formatTime(range.startMs), formatTime(range.endMs))}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
