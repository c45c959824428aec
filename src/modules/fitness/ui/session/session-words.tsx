// What a person writes about a workout: its name and notes.
import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { useDraft } from '#src/ui/drafts.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { SessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';

const words = strings.session;

export function SessionNotes({ session }: { session: SessionRow }) {
  const run = useRun();
  const draft = useDraft(`workout.${session.id}.notes`);
  const save = () => {
    const { text } = draft;
    if (text === null) return;
    const notes = text.trim() === '' ? null : text.trim();
    if (notes === session.notes) return draft.set(null);
    void run('workout.edit', { id: session.id, notes }).then((isSaved) => isSaved && draft.settle(text));
  };
  const saveRestored = useEffectEvent(save);
  useEffect(() => saveRestored(), []);
  return (
    <Textarea
      autosize
      minRows={2}
      maxLength={4000}
      label={words.notes}
      placeholder={words.notesPlaceholder}
      value={draft.text ?? session.notes ?? ''}
      onChange={(event) => draft.set(event.currentTarget.value)}
      onBlur={save}
    />
  );
}

export function RenameDialog({ session, onClose }: { session: SessionRow; onClose(): void }) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: { name: session.name ?? '' },
    toArgs: ({ name }) => ({ name: name.trim() }),
    validate: ({ name }) => (name.trim() === '' ? { name: words.needName } : {}),
    save: { change: (changes) => save('workout.edit', { id: session.id, ...changes }) },
    onDone: onClose,
  });
  return (
    <FormDialog title={words.rename} form={form} onClose={onClose}>
      <TextInput data-autofocus aria-label={words.rename} maxLength={200} {...form.fields.getInputProps('name')} />
    </FormDialog>
  );
}
