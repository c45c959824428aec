// Tags and category of several notes together.
import { Autocomplete, Button, Group, Modal, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { cleanTags, noteLimits } from '#schema/notes/rules/note.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { TagsField } from '#src/ui/tags-field.tsx';
import { markNotes } from '../commands.ts';
import { categoriesInUse, noteTags, type NoteRow } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.list;

interface LabelDialogProps {
  notes: readonly NoteRow[];
  onClose(): void;
  onDone(): void;
}

export function LabelDialog({ notes, onClose, onDone }: LabelDialogProps) {
  const replica = useReplica();
  const known = (rowsIfReady(useRows(noteTags())) ?? []).map(({ tag }) => tag);
  const categories = (rowsIfReady(useRows(categoriesInUse())) ?? []).flatMap(({ category }) => category ?? []);
  const [added, setAdded] = useState<string[]>([]);
  const [removed, setRemoved] = useState<string[]>([]);
  const [category, setCategory] = useState('');
  const present = [...new Set(notes.flatMap(({ tags }) => tags))];
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const marks = {
      ...(added.length > 0 && { addTags: added }),
      ...(removed.length > 0 && { removeTags: removed }),
      ...(category.trim() !== '' && { category: category.trim() }),
    };
    onClose();
    if (Object.keys(marks).length === 0) return;
    await markNotes(replica, notes, marks, strings.done.tagged(notes.length));
    onDone();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.labelTitle(notes.length)}
      closeButtonProps={{ 'aria-label': strings.close, size: 44 }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <TagsField
            label={words.addTags}
            known={known}
            maxTags={noteLimits.tags}
            clean={cleanTags}
            value={added}
            onChange={setAdded}
          />
          {present.length > 0 && (
            <TagsField
              label={words.removeTags}
              known={present}
              maxTags={noteLimits.tags}
              clean={cleanTags}
              value={removed}
              onChange={setRemoved}
            />
          )}
          <Autocomplete
            label={words.setCategory}
            data={categories}
            maxLength={noteLimits.category}
            value={category}
            onChange={setCategory}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {strings.cancel}
            </Button>
            <Button type="submit">{strings.save}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
