// The tracks: added here, searched, ordered, chosen together, each with its state.
import { Alert, Button, FileButton, Skeleton, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconHeadphones, IconPlus, IconShareOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { AUDIO_ACCEPT } from '#schema/tracks/audio-types.ts';
import { useStorageUsage } from '#src/blobs/react.ts';
import { formatBytes } from '#src/format/bytes.ts';
import { Rooms } from '#src/modules/rooms.tsx';
import { useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import {
  FilterSelect,
  GroupedList,
  ListStates,
  ListToolbar,
  parseSort,
  RecordTable,
  SearchField,
  SelectionScope,
  SelectionSwitch,
  sortRows,
  SortSelect,
  useAddressFields,
  useSelection,
  WIDE,
} from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { useAdding } from '../../adding/adding.ts';
import { tagsInUse, tracksFound } from '../../model.ts';
import { allTracks, type TrackListRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useAddFiles } from '../../adding/use-add-files.ts';
import { AddingList } from './adding-list.tsx';
import classes from './studio.module.css';
import { TrackActions } from './track-actions.tsx';
import { TRACK_COLUMNS } from './track-columns.tsx';
import { TrackItem } from './track-item.tsx';
import { useFileDrop } from './use-file-drop.ts';

const ROW_HEIGHT = 76;

interface StudioPageProps {
  /** Files that came by the share sheet or by "open with". */
  incoming?: readonly File[] | undefined;
  onTaken?(): void;
  /** Given when files were shared that could not be taken: says so until it is called. */
  onMissedSeen?: (() => void) | undefined;
}

export function StudioPage({ incoming, onTaken, onMissedSeen }: StudioPageProps) {
  const read = useRows(allTracks());
  const addFiles = useAddFiles();
  const isOver = useFileDrop(addFiles);
  const isAdding = useAdding(({ files }) => files.length > 0);
  useEffect(() => {
    if (!incoming || incoming.length === 0) return;
    addFiles(incoming);
    onTaken?.();
  }, [incoming, onTaken, addFiles]);
  const isEmpty = read.kind === 'ready' && read.rows.length === 0;
  return (
    <Page
      title={strings.title}
      description={strings.description}
      actions={!isEmpty && <AddButton label={strings.add} onFiles={addFiles} />}
    >
      <Rooms of="/studio" />
      {onMissedSeen && (
        <Alert
          variant="default"
          title={strings.shareMissed}
          icon={<IconShareOff aria-hidden />}
          withCloseButton
          closeButtonLabel={strings.close}
          classNames={{ closeButton: classes.dismiss ?? '' }}
          onClose={onMissedSeen}
          mb="md"
        >
          {strings.shareMissedText}
        </Alert>
      )}
      {isAdding && <AddingList />}
      <WhenRead read={read} loading={<Skeleton height={ROW_HEIGHT * 6} radius="lg" />}>
        {({ rows }) => <TrackList rows={rows} onFiles={addFiles} />}
      </WhenRead>
      {isOver && (
        <div className={classes.dropCurtain} role="status">
          <Text fw={600} size="lg">
            {strings.drop}
          </Text>
          <Text c="dimmed">{strings.dropText}</Text>
        </div>
      )}
    </Page>
  );
}

function AddButton({ label, onFiles }: { label: string; onFiles(files: File[]): void }) {
  return (
    <FileButton multiple accept={AUDIO_ACCEPT} onChange={onFiles} inputProps={{ 'aria-label': strings.choose }}>
      {(props) => (
        <Button {...props} leftSection={<IconPlus size={18} aria-hidden />}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}

/** Constant: what the address leaves out. */
const FIELDS = { q: '', tag: '', sort: '-added' };

function TrackList({ rows, onFiles }: { rows: TrackListRow[]; onFiles(files: File[]): void }) {
  const [{ q, tag, sort }, change] = useAddressFields(FIELDS);
  const isWide = useMediaQuery(WIDE, false);
  const shown = sortRows(tracksFound(rows, { text: q, tag }), TRACK_COLUMNS, parseSort(sort));
  const selection = useSelection(shown.map(({ id }) => id));
  const tags = tagsInUse(rows);
  const list = { label: strings.list, rows: shown, keyOf, nameOf, selection };
  const onSort = (next: string) => change({ sort: next });
  return (
    <>
      {rows.length > 0 && (
        <ListToolbar>
          <SearchField
            label={strings.search}
            placeholder={strings.searchPlaceholder}
            value={q}
            onChange={(text) => change({ q: text })}
          />
          {!isWide && <SortSelect columns={TRACK_COLUMNS} sort={sort} onSort={onSort} />}
          {tags.length > 0 && (
            <FilterSelect
              label={strings.tagLabel}
              any={{ value: '', label: strings.anyTag }}
              options={tags}
              value={tag}
              onChange={(chosen) => change({ tag: chosen })}
            />
          )}
        </ListToolbar>
      )}
      <SelectionScope selection={selection}>
        <ListStates
          count={shown.length}
          isNarrowed={q !== '' || tag !== ''}
          onClear={() => change({ q: '', tag: '' })}
          empty={
            <EmptyPlace
              icon={IconHeadphones}
              title={strings.emptyTitle}
              action={<AddButton label={strings.choose} onFiles={onFiles} />}
            >
              {strings.emptyText}
            </EmptyPlace>
          }
          none={strings.noneFound}
          noneText={strings.noneFoundText}
          words={
            <>
              {strings.tracks(shown.length)}
              <StorageWords />
            </>
          }
          tools={
            <>
              {rows.length > 1 && (
                <Button component={Link} to="/studio/compare" variant="subtle" size="sm">
                  {strings.compare}
                </Button>
              )}
              <SelectionSwitch selection={selection} />
            </>
          }
        >
          {isWide ? (
            <RecordTable {...list} columns={TRACK_COLUMNS} sort={sort} onSort={onSort} />
          ) : (
            <GroupedList {...list} estimatePx={ROW_HEIGHT}>
              {(track) => <TrackItem track={track} />}
            </GroupedList>
          )}
        </ListStates>
        <TrackActions selection={selection} tracks={shown.filter(({ id }) => selection.chosen.has(id))} />
      </SelectionScope>
    </>
  );
}

const keyOf = ({ id }: TrackListRow) => id;
const nameOf = ({ name }: TrackListRow) => name;

function StorageWords() {
  const usage = useStorageUsage();
  if (!usage || usage.kept === 0) return null;
  return <> · {strings.storage(formatBytes(usage.kept), formatBytes(usage.quota))}</>;
}
