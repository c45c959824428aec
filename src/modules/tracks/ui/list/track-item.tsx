// A track in the list: its name and figures, and what is under way with it.
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatBpm, formatLufs, formatTime } from '../../format.ts';
import { creditOf, keyOf, tempoOf } from '../../model.ts';
import type { TrackListRow } from '../../queries.ts';
import { AnalysisState, FileSign } from '../track/track-state.tsx';
import classes from './studio.module.css';

export function TrackItem({ track }: { track: TrackListRow }) {
  const credit = creditOf(track);
  return (
    <div className={classes.track}>
      <Link to="/studio/track/$id" params={{ id: track.id }} className={classes.trackLink}>
        <span className={classes.trackName}>{track.name}</span>
        {(credit !== '' || track.tags.length > 0) && (
          <span className={classes.trackCredit}>
            {credit}
            <TrackTags tags={track.tags} />
          </span>
        )}
        <Figures track={track} />
      </Link>
      <TrackState track={track} />
    </div>
  );
}

export const TrackTags = ({ tags }: { tags: readonly string[] }) =>
  tags.map((tag) => (
    <span key={tag} className={classes.tag}>
      {tag}
    </span>
  ));

export const TrackState = ({ track }: { track: TrackListRow }) => (
  <div className={classes.trackState}>
    <AnalysisState track={track} isBrief />
    <FileSign sha256={track.content_sha256} name={track.name} />
  </div>
);

function Figures({ track }: { track: TrackListRow }) {
  const { duration_seconds: seconds, integrated_lufs: loudness } = track;
  const key = keyOf(track);
  const bpm = tempoOf(track);
  if (seconds === null) return null;
  return (
    <Text component="span" size="sm" c="dimmed" className={classes.trackFigures}>
      <span>{formatTime(1000 * seconds)}</span>
      {bpm !== null && <span>{formatBpm(bpm)}</span>}
      {key !== null && <span>{key}</span>}
      {loudness !== null && <span>{formatLufs(loudness)}</span>}
    </Text>
  );
}
