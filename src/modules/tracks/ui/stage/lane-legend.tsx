// What the shapes and colours of each lane stand for.
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import { colorMap } from '#src/dsp/color-map.ts';
import type { LaneKind, LevelRange } from '../../drawing/api.ts';
import type { TrackView } from '../../drawing/track-view.ts';
import { useLoadState } from '../../drawing/use-track-view.ts';
import { formatTick } from '../../format.ts';
import { strings } from '../../strings.ts';
import classes from './stage.module.css';

const words = strings.view.legend;

interface LaneLegendProps {
  view: TrackView;
  kinds: readonly LaneKind[];
}

export function LaneLegend({ view, kinds }: LaneLegendProps) {
  return (
    <ul className={classes.legend} aria-label={words.title}>
      {kinds.includes('waveform') && (
        <>
          <Entry look="peak">{words.peak}</Entry>
          <Entry look="rms">{words.rms}</Entry>
        </>
      )}
      {kinds.includes('spectrogram') && <ColorKey view={view} />}
      {kinds.includes('loudness') && (
        <>
          <Entry look="shortTerm">{words.shortTerm}</Entry>
          <Entry look="momentary">{words.momentary}</Entry>
        </>
      )}
      {kinds.includes('stereo') && (
        <>
          <Entry look="correlation">{words.correlation}</Entry>
          <Entry look="width">{words.width}</Entry>
        </>
      )}
    </ul>
  );
}

const Entry = ({ look, children }: { look: string; children: string }) => (
  <li>
    <span className={classes.look} data-look={look} aria-hidden />
    {children}
  </li>
);

/** The range is known once the frames are here. */
function useLevelRange(view: TrackView): LevelRange | null {
  const { kind } = useLoadState(view);
  const [range, setRange] = useState<LevelRange | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (kind === 'ready' || kind === 'failed') void view.levelRange().then((found) => isCurrent && setRange(found));
    return () => {
      isCurrent = false;
    };
  }, [view, kind]);
  return range;
}

function ColorKey({ view }: { view: TrackView }) {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const range = useLevelRange(view);
  if (!range) return null;
  const { lowestDb, highestDb } = range;
  return (
    <li>
      {words.level}
      <span className={classes.colorKey}>
        <span>{formatTick(lowestDb)}</span>
        <span className={classes.colors} style={{ background: gradientOf(scheme) }} aria-hidden />
        <span>{`${formatTick(highestDb)} dB`}</span>
      </span>
    </li>
  );
}

const STOPS = 16;

/** The colours of the worker, silent to loud. */
function gradientOf(scheme: 'light' | 'dark'): string {
  const map = colorMap(scheme, 0, 255);
  const stops = Array.from({ length: STOPS + 1 }, (_, at) => {
    const abgr = map[Math.round((at * 255) / STOPS)] ?? 0;
    return `rgb(${abgr & 255} ${(abgr >> 8) & 255} ${(abgr >> 16) & 255})`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
