// Name, credits, tags and words of a track.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { trackLimits } from '#schema/rules/tracks.ts';
import { useTrackCommands } from '../commands.ts';
import { parseTags } from '../model.ts';
import type { TrackRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { LongText } from './long-text.tsx';
import classes from './track.module.css';

const words = strings.details;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export function DetailsDialog({ track, onClose }: { track: TrackRow; onClose(): void }) {
  const { update } = useTrackCommands();
  const [fields, setFields] = useState({
    name: track.name,
    artist: track.artist ?? '',
    album: track.album ?? '',
    genre: track.genre ?? '',
    tags: track.tags.join(', '),
    description: track.description ?? '',
  });
  const set = (change: Partial<typeof fields>) => setFields({ ...fields, ...change });
  const isNamed = fields.name.trim() !== '';
  const save = async () => {
    onClose();
    await update({
      trackId: track.id,
      name: fields.name.trim(),
      artist: orNull(fields.artist),
      album: orNull(fields.album),
      genre: orNull(fields.genre),
      description: orNull(fields.description),
      tags: parseTags(fields.tags).slice(0, trackLimits.tags),
    });
  };
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': strings.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isNamed) void save();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={words.name}
            value={fields.name}
            maxLength={trackLimits.name}
            error={!isNamed && words.needName}
            onChange={(event) => set({ name: event.currentTarget.value })}
            data-autofocus
          />
          <div className={classes.twoFields}>
            <TextInput
              label={words.artist}
              value={fields.artist}
              maxLength={trackLimits.credit}
              onChange={(event) => set({ artist: event.currentTarget.value })}
            />
            <TextInput
              label={words.album}
              value={fields.album}
              maxLength={trackLimits.credit}
              onChange={(event) => set({ album: event.currentTarget.value })}
            />
          </div>
          <TextInput
            label={words.genre}
            value={fields.genre}
            maxLength={trackLimits.credit}
            onChange={(event) => set({ genre: event.currentTarget.value })}
          />
          <TextInput
            label={words.tags}
            description={words.tagsHint}
            value={fields.tags}
            onChange={(event) => set({ tags: event.currentTarget.value })}
          />
          <LongText
            label={words.about}
            maxLength={trackLimits.description}
            value={fields.description}
            onChange={(description) => set({ description })}
          />
          <Group justify="flex-end" mt="sm" gap="xs">
            <Button variant="default" onClick={onClose}>
              {strings.cancel}
            </Button>
            <Button type="submit" disabled={!isNamed}>
              {strings.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
