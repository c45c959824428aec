// The dialogs of a library: its name, tracks from the Studio, an address, and the title of a track.
import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { newId } from '#schema/ids.ts';
import { isPlayableAddress } from '#schema/music/rules.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { allTracks } from '#src/modules/tracks/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { LibraryRow, LibraryTrackRow } from '../queries.ts';
import { changeMusic, useMusicStore } from '../store.ts';
import { strings } from '../strings.ts';

const words = strings.library;

/** Null makes a new one, and opens it. */
export function LibraryDialog({ library, onClose }: { library: LibraryRow | null; onClose(): void }) {
  const save = useSave();
  const navigate = useNavigate();
  const [id] = useState(() => library?.id ?? newId());
  const form = useCommandForm({
    initialValues: { name: library?.name ?? '', description: library?.description ?? '' },
    toArgs: ({ name, description }) => ({ name, description: description.trim() === '' ? null : description }),
    save: library
      ? { change: (changes) => save('music.updateLibrary', { id, ...changes }) }
      : { create: (args) => save('music.addLibrary', { id, ...args }) },
    onDone: () => {
      onClose();
      if (library) return;
      if (useMusicStore.getState().libraryId === null) changeMusic({ libraryId: id });
      void navigate({ to: '/focus/music/library/$id', params: { id } });
    },
  });
  return (
    <FormDialog title={library ? words.edit : strings.libraries.add} form={form} onClose={onClose}>
      <TextInput label={words.nameLabel} required maxLength={120} data-autofocus {...form.fields.getInputProps('name')} />
      <TextInput label={words.descriptionLabel} maxLength={500} {...form.fields.getInputProps('description')} />
    </FormDialog>
  );
}

interface AddProps {
  libraryId: string;
  onClose(): void;
}

/** The person's tracks that are not in the library yet. */
export function OwnTracksDialog({ libraryId, there, onClose }: AddProps & { there: readonly LibraryTrackRow[] }) {
  const known = new Set(there.map(({ track_id }) => track_id));
  const rows = (rowsIfReady(useRows(allTracks())) ?? []).filter(({ id, content_sha256 }) => content_sha256 && !known.has(id));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const run = useRun();
  const add = async () => {
    const tracks = rows
      .filter(({ id }) => chosen.includes(id))
      .map(({ id, name, duration_seconds }) => ({
        id: newId(),
        trackId: id,
        url: null,
        title: name.slice(0, 200) || strings.played.track,
        durationSeconds: duration_seconds,
      }));
    if (await run('music.addTracks', { libraryId, tracks: tracks.slice(0, 100) })) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={strings.own.title} closeButtonProps={{ 'aria-label': 'Close', size: 44 }}>
      <Stack gap="md">
        {rows.length === 0 ? (
          <Text>{strings.own.none}</Text>
        ) : (
          <Checkbox.Group aria-label={strings.own.title} value={[...chosen]} onChange={setChosen}>
            <Stack gap={0}>
              {rows.map(({ id, name, artist }) => (
                <Checkbox key={id} size="md" value={id} label={artist ? `${name} – ${artist}` : name} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <Group justify="flex-end" gap="xs">
          {rows.length === 0 ? (
            <Button component={Link} to="/studio">
              {strings.own.toStudio}
            </Button>
          ) : (
            <Button disabled={chosen.length === 0} onClick={() => void add()}>
              {strings.own.add(chosen.length)}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

export function AddressDialog({ libraryId, onClose }: AddProps) {
  const save = useSave();
  const [id] = useState(newId);
  const form = useCommandForm({
    initialValues: { url: '', title: '' },
    toArgs: ({ url, title }) => ({ url, title: title.trim() === '' ? nameOf(url) : title }),
    save: {
      create: ({ url, title }) =>
        save('music.addTracks', { libraryId, tracks: [{ id, trackId: null, url, title, durationSeconds: null }] }),
    },
    validate: ({ url }) => ({ url: isPlayableAddress(url.trim()) ? null : strings.address.bad }),
    onDone: onClose,
  });
  return (
    <FormDialog title={strings.address.title} form={form} onClose={onClose}>
      <TextInput
        label={strings.address.url}
        description={strings.address.urlText}
        type="url"
        inputMode="url"
        required
        data-autofocus
        {...form.fields.getInputProps('url')}
      />
      <TextInput label={strings.address.name} maxLength={200} {...form.fields.getInputProps('title')} />
    </FormDialog>
  );
}

/** The last part of the path, else the host. */
function nameOf(text: string): string {
  try {
    const { pathname, hostname } = new URL(text.trim());
    return decodeURIComponent(pathname.split('/').findLast(Boolean) ?? hostname).slice(0, 200);
  } catch {
    return text.trim().slice(0, 200);
  }
}

export function RenameDialog({ track, onClose }: { track: LibraryTrackRow; onClose(): void }) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: { title: track.track_title },
    toArgs: ({ title }) => ({ title }),
    save: { create: ({ title }) => save('music.renameTrack', { id: track.id, title }) },
    onDone: onClose,
  });
  return (
    <FormDialog title={strings.rename.title} form={form} onClose={onClose}>
      <TextInput label={strings.rename.name} required maxLength={200} data-autofocus {...form.fields.getInputProps('title')} />
    </FormDialog>
  );
}
