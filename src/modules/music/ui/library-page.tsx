// One library: its tracks in their order, where each comes from, and what can be done with them.
import { ActionIcon, Button, Group, Switch, Text } from '@mantine/core';
import { IconMusic, IconPencil, IconPlus, IconTrash, IconWorld } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { newId } from '#schema/ids.ts';
import { useBlobState } from '#src/blobs/react.ts';
import { useRun } from '#src/modules/use-run.ts';
import { moved } from '#src/moved.ts';
import { useRow, useRows } from '#src/replica/public.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import { RowBody } from '#src/ui/list.tsx';
import { Page } from '#src/ui/page.tsx';
import { RecordPage } from '#src/ui/record-page.tsx';
import { Section } from '#src/ui/section.tsx';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { reasonFor, rowToTrack } from '../model.ts';
import { libraryById, tracksOfLibrary, type LibraryRow, type LibraryTrackRow } from '../queries.ts';
import { useMusicStore } from '../store.ts';
import { strings } from '../strings.ts';
import { AddressDialog, LibraryDialog, OwnTracksDialog, RenameDialog } from './library-dialogs.tsx';

const words = strings.library;
const route = getRouteApi('/focus/music/library/$id');

export function LibraryPage() {
  const { id } = route.useParams();
  return (
    <RecordPage
      title={words.name}
      record={useRow(libraryById(id), { mayArrive: true })}
      beside={useRows(tracksOfLibrary(id))}
      missing={{
        icon: IconMusic,
        title: words.missing,
        text: words.missingText,
        back: { to: '/focus/music', label: words.back },
      }}
    >
      {(library, tracks) => <Library library={library} tracks={tracks} />}
    </RecordPage>
  );
}

type Open = 'edit' | 'remove' | 'own' | 'address';

function Library({ library, tracks }: { library: LibraryRow; tracks: readonly LibraryTrackRow[] }) {
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const run = useRun();
  const navigate = useNavigate();
  const remove = async () => {
    close();
    if (await run('music.removeLibrary', { id: library.id })) void navigate({ to: '/focus/music' });
  };
  return (
    <Page
      title={library.name}
      {...(library.description && { description: library.description })}
      actions={
        <Group gap="xs">
          <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={() => setOpen('edit')}>
            {words.edit}
          </Button>
          <Button variant="default" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setOpen('remove')}>
            {words.remove}
          </Button>
        </Group>
      }
    >
      <Section title={words.tracks}>
        <Group gap="xs" mb="md">
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('own')}>
            {words.addOwn}
          </Button>
          <Button variant="default" leftSection={<IconWorld size={18} aria-hidden />} onClick={() => setOpen('address')}>
            {words.addAddress}
          </Button>
        </Group>
        {tracks.length === 0 ? (
          <EmptyPlace icon={IconMusic} title={words.tracks} order={3}>
            {words.noTracks}
          </EmptyPlace>
        ) : (
          <Tracks libraryId={library.id} tracks={tracks} />
        )}
      </Section>
      <Switch
        size="md"
        label={words.favorite}
        checked={library.is_favorite}
        onChange={(event) => void run('music.updateLibrary', { id: library.id, isFavorite: event.currentTarget.checked })}
      />
      {open === 'edit' && <LibraryDialog library={library} onClose={close} />}
      {open === 'own' && <OwnTracksDialog libraryId={library.id} there={tracks} onClose={close} />}
      {open === 'address' && <AddressDialog libraryId={library.id} onClose={close} />}
      {open === 'remove' && (
        <Confirm
          title={words.remove}
          text={words.removeText}
          confirm={words.remove}
          keep="Cancel"
          isDangerous
          onConfirm={() => void remove()}
          onClose={close}
        />
      )}
    </Page>
  );
}

function Tracks({ libraryId, tracks }: { libraryId: string; tracks: readonly LibraryTrackRow[] }) {
  const run = useRun();
  const [renaming, setRenaming] = useState<LibraryTrackRow | null>(null);
  const move = (id: string, to: number) => {
    const ids = tracks.map((track) => track.id);
    void run('music.orderTracks', { libraryId, ids: moved(ids, id, to) });
  };
  const remove = async (track: LibraryTrackRow) => {
    if (!(await run('music.removeTrack', { id: track.id }))) return;
    showToast({ message: words.removedTrack, action: { label: strings.undo, run: () => void putBack(track) } });
  };
  // It comes back at its place; what played with it stays with the old row's title.
  const putBack = async (track: LibraryTrackRow) => {
    const again = {
      id: newId(),
      trackId: track.track_id,
      url: track.track_id === null ? track.track_url : null,
      title: track.track_title,
      durationSeconds: track.duration_seconds,
    };
    const ids = tracks.map(({ id }) => (id === track.id ? again.id : id));
    if (await run('music.addTracks', { libraryId, tracks: [again] })) await run('music.orderTracks', { libraryId, ids });
  };
  return (
    <>
      <SortableList
        label={words.tracks}
        items={tracks}
        idOf={({ id }) => id}
        nameOf={({ track_title }) => track_title}
        onMove={move}
      >
        {(track) => (
          <RowBody
            actions={
              <>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={words.renameTrack(track.track_title)}
                  onClick={() => setRenaming(track)}
                >
                  <IconPencil size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={words.removeTrack(track.track_title)}
                  onClick={() => void remove(track)}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </>
            }
          >
            {track.track_title}
            <Facts row={track} />
          </RowBody>
        )}
      </SortableList>
      {renaming && <RenameDialog track={renaming} onClose={() => setRenaming(null)} />}
    </>
  );
}

function Facts({ row }: { row: LibraryTrackRow }) {
  const work = useMusicStore((state) => state.work);
  const track = rowToTrack(row);
  const { kept: isKept } = useBlobState(track.source.kind === 'file' ? track.source.sha256 : '');
  const from = { file: isKept ? words.kept : words.notKept, address: words.fromWeb, none: strings.problems.file_gone };
  return (
    <Text size="sm" c="dimmed" className="tabular">
      {from[track.source.kind]}
      {track.source.kind === 'file' && ` · ${reasonFor(track, work)}`}
    </Text>
  );
}
