// One ended session: its title and tag can be corrected; deleting it takes back what it earned.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { FocusHistoryRow } from '../queries.ts';
import { strings } from '../strings.ts';

export function SessionDialog({ row, onClose }: { row: FocusHistoryRow; onClose(): void }) {
  const run = useRun();
  const save = useSave();
  const [isDeleting, setIsDeleting] = useState(false);
  const form = useCommandForm({
    initialValues: { title: row.task_title ?? '', tag: row.tag ?? '' },
    toArgs: ({ title, tag }) => ({ title: title.trim() || null, tag: tag.trim() || null }),
    save: { change: (changes) => save('focus.edit', { id: row.id, ...changes }) },
    onDone: onClose,
  });
  const { getInputProps } = form.fields;
  const remove = () => {
    void run('focus.delete', { id: row.id });
    onClose();
  };
  if (isDeleting) {
    return (
      <Modal
        opened
        onClose={onClose}
        title={strings.history.removeTitle}
        closeButtonProps={{ 'aria-label': strings.history.close, size: 44 }}
      >
        <Stack gap="md">
          <Text>{strings.history.removeText}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setIsDeleting(false)}>
              {strings.history.cancel}
            </Button>
            <Button color="red" onClick={remove}>
              {strings.history.removeYes}
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <FormDialog
      title={strings.history.editTitle}
      form={form}
      onClose={onClose}
      aside={
        <Button variant="subtle" color="red" onClick={() => setIsDeleting(true)}>
          {strings.history.removeYes}
        </Button>
      }
    >
      <TextInput label={strings.workingOn} maxLength={200} data-autofocus {...getInputProps('title')} />
      <TextInput label={strings.tag} maxLength={60} {...getInputProps('tag')} />
    </FormDialog>
  );
}
