// Under a picture, with room so that nothing moves: the selection, else what was measured under the pointer or at the playhead, else how to
// go about.
import { Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { bandEdgesHz } from '#src/dsp/bands.ts';
import type { FrameReading, TimeRange } from '../../drawing/api.ts';
import type { TrackView } from '../../drawing/track-view.ts';
import { useLoadState } from '../../drawing/use-track-view.ts';
import { formatDb, formatDbtp, formatFigure, formatHz, formatLufs, formatPart, formatTime } from '../../format.ts';
import type { TrackPlayerApi } from '../../playback/api.ts';
import { strings } from '../../strings.ts';
import type { ViewKind } from './lanes.ts';
import classes from './stage.module.css';

const words = strings.view;
/** How often it changes while the track plays. */
const STEP_MS = 100;

interface ReadingProps {
  view: TrackView;
  player: TrackPlayerApi;
  isPlaying: boolean;
  kind: ViewKind;
  hoveredMs: number | null;
  /** Where in the spectrogram the person points or pointed. */
  hz: number | null;
  selection: TimeRange | null;
}

export function Reading({ view, player, isPlaying, kind, hoveredMs, hz, selection }: ReadingProps) {
  const isTouch = useMediaQuery('(pointer: coarse)');
  const playheadMs = usePlayhead(player);
  const atMs = hoveredMs ?? (playheadMs > 0 ? playheadMs : null);
  const reading = useReading(view, atMs);
  const text = selection
    ? words.selection(
        formatTime(selection.startMs, 1),
        formatTime(selection.endMs, 1),
        ((selection.endMs - selection.startMs) / 1000).toFixed(1),
      )
    : atMs !== null
      ? [formatTime(atMs, 1), reading && textOf(reading, kind, hz)].filter(Boolean).join(' · ')
      : isTouch
        ? words.touchHint
        : words.hint;
  return (
    // Read aloud where keys lead to, but not while it plays.
    <Text size="sm" c="dimmed" className={classes.reading} aria-live={isPlaying ? 'off' : 'polite'}>
      {text}
    </Text>
  );
}

/** The playhead's place, as often as a reader can follow. */
function usePlayhead(player: TrackPlayerApi): number {
  const [shownMs, setShown] = useState(() => player.positionMs());
  useEffect(
    () => player.subscribePosition((ms) => setShown((before) => (Math.abs(ms - before) >= STEP_MS || ms === 0 ? ms : before))),
    [player],
  );
  return shownMs;
}

function useReading(view: TrackView, atMs: number | null): FrameReading | null {
  const [reading, setReading] = useState<FrameReading | null>(null);
  // What was not there yet may be once more has been loaded.
  const load = useLoadState(view);
  useEffect(() => {
    if (atMs === null) return undefined;
    let isCurrent = true;
    void view.read(atMs).then((read) => isCurrent && setReading(read));
    return () => {
      isCurrent = false;
    };
  }, [view, atMs, load]);
  return atMs === null ? null : reading;
}

function textOf(reading: FrameReading, kind: ViewKind, hz: number | null): string {
  const { momentaryLufs, shortTermLufs, truePeakDb, correlation, width } = reading;
  switch (kind) {
    case 'waveform':
      return words.readings.waveform(formatDbtp(truePeakDb));
    case 'loudness':
      return words.readings.loudness(formatFigure(momentaryLufs), formatLufs(shortTermLufs));
    case 'stereo':
      return words.readings.stereo(formatPart(correlation), formatPart(width));
    case 'spectrogram':
      return bandText(reading, hz);
    case 'all':
      return hz === null
        ? words.readings.loudness(formatFigure(momentaryLufs), formatLufs(shortTermLufs))
        : bandText(reading, hz);
  }
}

/** The band that is pointed at; without one the loudest, for those who move by keys. */
function bandText({ bandsDb }: FrameReading, hz: number | null): string {
  if (bandsDb.length === 0) return '';
  if (hz === null) {
    const loudest = bandsDb.indexOf(Math.max(...bandsDb));
    return words.readings.loudest(formatHz(centreOf(loudest)), formatDb(bandsDb[loudest]));
  }
  const above = EDGES.findIndex((edge) => edge > hz);
  const band = Math.max(0, Math.min(bandsDb.length - 1, (above < 0 ? EDGES.length : above) - 1));
  return words.readings.spectrogram(formatHz(centreOf(band)), formatDb(bandsDb[band]));
}

const EDGES = bandEdgesHz();
const centreOf = (band: number): number => Math.sqrt((EDGES[band] ?? 0) * (EDGES[band + 1] ?? 0));
