// The large picture: where the view draws, and what a pointer does on it.
import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Lane } from '../../drawing/api.ts';
import type { TrackView } from '../../drawing/track-view.ts';
import { useLoadState, type TrackViewHandle } from '../../drawing/use-track-view.ts';
import { formatShare } from '../../format.ts';
import { strings } from '../../strings.ts';
import { LaneScales } from './lane-scale.tsx';
import { listenForGestures, type PictureGestures } from './picture-gestures.ts';
import classes from './stage.module.css';

interface PictureProps {
  handle: TrackViewHandle;
  /** What it draws, for the scales beside it. */
  lanes: readonly Lane[];
  /** What the picture shows, for those who do not see it. */
  label: string;
  gestures: PictureGestures;
}

export function Picture({ handle: { view, hostRef }, lanes, label, gestures }: PictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const current = useRef(gestures);
  useEffect(() => {
    current.current = gestures;
  });
  useEffect(() => (frame.current ? listenForGestures(frame.current, view, () => current.current) : undefined), [view]);
  return (
    <div className={classes.scaled}>
      <LaneScales lanes={lanes} />
      <div ref={frame} className={classes.pictureFrame}>
        <div
          ref={hostRef}
          className={classes.picture}
          role="application"
          aria-roledescription={strings.view.title}
          aria-label={label}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys move and zoom the picture
          tabIndex={0}
        />
        <LoadWords view={view} />
      </div>
    </div>
  );
}

function LoadWords({ view }: { view: TrackView }) {
  const state = useLoadState(view);
  if (state.kind === 'loading') {
    return (
      <Text size="sm" className={classes.loadWords} role="status">
        {strings.view.loading(formatShare(state.part))}
      </Text>
    );
  }
  if (state.kind !== 'failed') return null;
  return (
    <Text size="sm" className={classes.loadWords} role="status" data-problem>
      {[strings.view.failed, state.error.detail].filter(Boolean).join(' ')}
    </Text>
  );
}
