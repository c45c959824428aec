// What a person writes about a workout: its name and notes.
import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useWorkoutCommands } from '../commands.ts';
import type { SessionRow } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.session;

export function SessionNotes({ session }: { session: SessionRow }) {
  const { edit } = useWorkoutCommands();
  const [text, setText] = useState<string | null>(null);
  const save = () => {
    if (text === null) return;
    const notes = text.trim() === '' ? null : text.trim();
    if (notes !== session.notes) void edit({ id: session.id, notes });
    setText(null);
  };
  return (
    <Textarea
      autosize
      minRows={2}
      maxLength={4000}
      label={words.notes}
      placeholder={words.notesPlaceholder}
      value={text ?? session.notes ?? ''}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
    />
  );
}

export function RenameDialog({ session, onClose }: { session: SessionRow; onClose(): void }) {
  const { edit } = useWorkoutCommands();
  const [name, setName] = useState(session.name ?? '');
  const save = (event: FormEvent) => {
    event.preventDefault();
    onClose();
    if (name.trim() !== '' && name.trim() !== session.name) void edit({ id: session.id, name: name.trim() });
  };
  return (
    <Modal opened onClose={onClose} title={words.rename} closeButtonProps={{ 'aria-label': strings.close }}>
      <form onSubmit={save}>
        <TextInput
          data-autofocus
          aria-label={words.rename}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {strings.cancel}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {strings.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
