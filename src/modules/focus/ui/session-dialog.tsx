// One ended session: its title and tag can be corrected; deleting it takes back what it earned.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useFocusCommands } from '../commands.ts';
import type { FocusHistoryRow } from '../queries.ts';
import { strings } from '../strings.ts';

const closeButton = { 'aria-label': strings.history.close, size: 44 } as const;

export function SessionDialog({ row, onClose }: { row: FocusHistoryRow; onClose(): void }) {
  const focus = useFocusCommands();
  const [title, setTitle] = useState(row.task_title ?? '');
  const [tag, setTag] = useState(row.tag ?? '');
  const [isDeleting, setIsDeleting] = useState(false);
  const save = (event: FormEvent) => {
    event.preventDefault();
    void focus.edit(row.id, title, tag);
    onClose();
  };
  const remove = () => {
    void focus.remove(row.id);
    onClose();
  };
  if (isDeleting) {
    return (
      <Modal opened onClose={onClose} title={strings.history.removeTitle} closeButtonProps={closeButton}>
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
    <Modal opened onClose={onClose} title={strings.history.editTitle} closeButtonProps={closeButton}>
      <form onSubmit={save}>
        <Stack gap="md">
          <TextInput
            label={strings.workingOn}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput label={strings.tag} maxLength={60} value={tag} onChange={(event) => setTag(event.currentTarget.value)} />
          <Group justify="space-between" gap="xs">
            <Button variant="subtle" color="red" onClick={() => setIsDeleting(true)}>
              {strings.history.removeYes}
            </Button>
            <Button type="submit">{strings.history.save}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
