// Adds or edits one record.
import { TextInput } from '@mantine/core';
import { newId } from '#schema/ids.ts';
import { notesLimits } from '#schema/notes/rules.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { NotesRecord } from '../queries.ts';
import { strings } from '../strings.ts';

export function NotesDialog({ record, onClose }: { record: NotesRecord | null; onClose(): void }) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: { title: record?.title ?? '' },
    toArgs: ({ title }) => ({ title: title.trim() }),
    validate: ({ title }) => (title.trim() === '' ? { title: strings.needName } : {}),
    save: record
      ? { change: (changes) => save('notes.edit', { id: record.id, ...changes }) }
      : { create: (args) => save('notes.add', { id: newId(), ...args }) },
    onDone: onClose,
  });
  return (
    <FormDialog title={record ? strings.editTitle : strings.addTitle} form={form} onClose={onClose}>
      <TextInput label={strings.name} maxLength={notesLimits.title} data-autofocus {...form.fields.getInputProps('title')} />
    </FormDialog>
  );
}
