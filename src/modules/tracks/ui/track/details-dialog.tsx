// Name, credits, tags and words of a track.
import { TextInput } from '@mantine/core';
import { trackLimits } from '#schema/tracks/rules.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { parseTags } from '../../model.ts';
import type { TrackRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { LongText } from '../long-text.tsx';
import classes from './track.module.css';

const words = strings.details;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export function DetailsDialog({ track, onClose }: { track: TrackRow; onClose(): void }) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: {
      name: track.name,
      artist: track.artist ?? '',
      album: track.album ?? '',
      genre: track.genre ?? '',
      tags: track.tags.join(', '),
      description: track.description ?? '',
    },
    toArgs: ({ name, artist, album, genre, tags, description }) => ({
      name: name.trim(),
      artist: orNull(artist),
      album: orNull(album),
      genre: orNull(genre),
      tags: parseTags(tags).slice(0, trackLimits.tags),
      description: orNull(description),
    }),
    validate: ({ name }) => (name.trim() === '' ? { name: words.needName } : {}),
    save: { change: (changes) => save('tracks.update', { trackId: track.id, ...changes }) },
    onDone: onClose,
  });
  const { getInputProps } = form.fields;
  return (
    <FormDialog title={words.title} form={form} onClose={onClose}>
      <TextInput label={words.name} maxLength={trackLimits.name} data-autofocus {...getInputProps('name')} />
      <div className={classes.twoFields}>
        <TextInput label={words.artist} maxLength={trackLimits.credit} {...getInputProps('artist')} />
        <TextInput label={words.album} maxLength={trackLimits.credit} {...getInputProps('album')} />
      </div>
      <TextInput label={words.genre} maxLength={trackLimits.credit} {...getInputProps('genre')} />
      <TextInput label={words.tags} description={words.tagsHint} {...getInputProps('tags')} />
      <LongText label={words.about} maxLength={trackLimits.description} {...getInputProps('description')} />
    </FormDialog>
  );
}
