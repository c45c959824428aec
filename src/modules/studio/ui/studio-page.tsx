// The tracks: added here, searched, ordered, chosen together, each with its state.
import { Alert, Button, FileButton, NativeSelect, Skeleton, Text, TextInput } from '@mantine/core';
import { IconHeadphones, IconPlus, IconSearch, IconSearchOff, IconShareOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { AUDIO_ACCEPT } from '#schema/rules/audio-types.ts';
import { useStorageUsage } from '#src/blobs/react.ts';
import { formatBytes } from '#src/modules/device/public.ts';
import { useLive } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { Page } from '#src/ui/page.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { useAdding } from '../adding.ts';
import { tagsInUse, TRACK_ORDERS, tracksShown, type TrackFilter, type TrackOrder } from '../model.ts';
import { allTracks, type TrackListRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useAddFiles } from '../use-add-files.ts';
import { AddingList } from './adding-list.tsx';
import { SelectionBar } from './selection-bar.tsx';
import classes from './studio.module.css';
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
  const { rows, error } = useLive(allTracks(), []);
  const addFiles = useAddFiles();
  const isOver = useFileDrop(addFiles);
  const isAdding = useAdding(({ files }) => files.length > 0);
  useEffect(() => {
    if (!incoming || incoming.length === 0) return;
    addFiles(incoming);
    onTaken?.();
  }, [incoming, onTaken, addFiles]);
  const isEmpty = rows?.length === 0;
  return (
    <Page
      title={strings.title}
      description={strings.description}
      wide
      actions={!isEmpty && <AddButton label={strings.add} onFiles={addFiles} />}
    >
      {error && <Problem error={{ code: 'internal', detail: error.message }} />}
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
      {rows === undefined ? (
        <Skeleton height={ROW_HEIGHT * 6} radius="lg" />
      ) : isEmpty ? (
        <EmptyPlace
          icon={IconHeadphones}
          title={strings.emptyTitle}
          action={<AddButton label={strings.choose} onFiles={addFiles} />}
        >
          {strings.emptyText}
        </EmptyPlace>
      ) : (
        <TrackList rows={rows} />
      )}
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

function TrackList({ rows }: { rows: TrackListRow[] }) {
  const [filter, setFilter] = useState<TrackFilter>({ text: '', tag: null, order: 'newest' });
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const text = useDeferredValue(filter.text);
  const shown = tracksShown(rows, { ...filter, text });
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <div>
      <Filters rows={rows} filter={filter} onChange={setFilter} />
      <div className={classes.listHead}>
        <Text size="sm" c="dimmed" role="status" className="tabular">
          {strings.tracks(shown.length)}
          <StorageWords />
        </Text>
        <div className={classes.listTools}>
          {rows.length > 1 && (
            <Button component={Link} to="/studio/compare" variant="subtle" size="sm">
              {strings.compare}
            </Button>
          )}
          <Button variant="subtle" size="sm" onClick={() => setChosen(chosen ? null : new Set())}>
            {chosen ? strings.select.end : strings.select.start}
          </Button>
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyPlace icon={IconSearchOff} title={strings.noneFound}>
          {strings.noneFoundText}
        </EmptyPlace>
      ) : (
        <ul className={classes.tracks} aria-label={strings.list}>
          {shown.map((track) => (
            <TrackItem
              key={track.id}
              track={track}
              isChosen={chosen?.has(track.id) ?? false}
              onChoose={chosen ? () => toggle(track.id) : undefined}
            />
          ))}
        </ul>
      )}
      {chosen && (
        <SelectionBar
          tracks={rows.filter(({ id }) => chosen.has(id))}
          onAll={() => setChosen(new Set(shown.map(({ id }) => id)))}
          onNone={() => setChosen(new Set())}
          onDone={() => setChosen(null)}
        />
      )}
    </div>
  );
}

function StorageWords() {
  const usage = useStorageUsage();
  if (!usage || usage.kept === 0) return null;
  return <> · {strings.storage(formatBytes(usage.kept), formatBytes(usage.quota))}</>;
}

interface FiltersProps {
  rows: readonly TrackListRow[];
  filter: TrackFilter;
  onChange(filter: TrackFilter): void;
}

function Filters({ rows, filter, onChange }: FiltersProps) {
  const tags = tagsInUse(rows);
  return (
    <search className={classes.filters} data-tags={tags.length > 0 || undefined}>
      <TextInput
        type="search"
        aria-label={strings.search}
        placeholder={strings.searchPlaceholder}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={strings.orderLabel}
        data={TRACK_ORDERS.map((value) => ({ value, label: strings.orders[value] }))}
        value={filter.order}
        onChange={(event) => onChange({ ...filter, order: event.currentTarget.value as TrackOrder })}
      />
      {tags.length > 0 && (
        <NativeSelect
          aria-label={strings.tagLabel}
          data={[{ value: '', label: strings.anyTag }, ...tags]}
          value={filter.tag ?? ''}
          onChange={(event) => onChange({ ...filter, tag: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      )}
    </search>
  );
}
