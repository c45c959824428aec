// The columns of the table of tracks; the order of the list on a phone is by the same.
import { Link } from '@tanstack/react-router';
import { formatMoment } from '#src/format/days.ts';
import type { TableColumn } from '#src/ui/list-page/public.ts';
import { formatBpm, formatLufs, formatTime } from '../../format.ts';
import { keyOf, tempoOf } from '../../model.ts';
import type { TrackListRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import classes from './studio.module.css';
import { TrackState, TrackTags } from './track-item.tsx';

const words = strings.columns;

/** What was not measured has an empty cell. */
const shown = (value: number | null, format: (value: number) => string): string => (value === null ? '' : format(value));

export const TRACK_COLUMNS: readonly TableColumn<TrackListRow>[] = [
  {
    key: 'name',
    label: words.name,
    sortBy: ({ name }) => name,
    cell: ({ id, name }) => (
      <Link to="/studio/track/$id" params={{ id }} className={classes.tableLink}>
        {name}
      </Link>
    ),
  },
  { key: 'artist', label: words.artist, sortBy: ({ artist }) => artist, cell: ({ artist }) => artist },
  {
    key: 'tags',
    label: words.tags,
    cell: ({ tags }) => (
      <span className={classes.tags}>
        <TrackTags tags={tags} />
      </span>
    ),
  },
  {
    key: 'length',
    label: words.length,
    isNumber: true,
    sortBy: (track) => track.duration_seconds,
    cell: (track) => shown(track.duration_seconds, (seconds) => formatTime(1000 * seconds)),
  },
  { key: 'tempo', label: words.tempo, isNumber: true, sortBy: tempoOf, cell: (track) => shown(tempoOf(track), formatBpm) },
  { key: 'key', label: words.key, sortBy: keyOf, cell: keyOf },
  {
    key: 'loudness',
    label: words.loudness,
    isNumber: true,
    isLargestFirst: true,
    sortBy: (track) => track.integrated_lufs,
    cell: (track) => shown(track.integrated_lufs, formatLufs),
  },
  {
    key: 'added',
    label: words.added,
    isNumber: true,
    isLargestFirst: true,
    sortBy: (track) => track.created_at.getTime(),
    cell: (track) => formatMoment(track.created_at),
  },
  { key: 'state', label: words.state, cell: (track) => <TrackState track={track} /> },
];
