// Every tag of notes and inbox: renamed, merged with another by its name, or removed everywhere.
import { ActionIcon, Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { cleanTags, noteLimits } from '#schema/notes/rules/note.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { renameTag } from '../commands.ts';
import { noteTags } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './notes.module.css';

const words = strings.tags;

export function TagsDialog({ onClose }: { onClose(): void }) {
  const replica = useReplica();
  const tags = rowsIfReady(useRows(noteTags())) ?? [];
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': strings.close, size: 44 }}>
      <Text c="dimmed" size="sm" mb="sm">
        {tags.length === 0 ? words.none : words.text}
      </Text>
      <ul className={classes.plainList}>
        {tags.map(({ tag, count }) => (
          <li key={tag} className={classes.entry}>
            {edited === tag ? (
              <Rename tag={tag} onDone={() => setEdited(null)} />
            ) : (
              <>
                <div className={classes.entryWords}>
                  <Text component="span">{tag}</Text>{' '}
                  <Text component="span" size="sm" c="dimmed" className="tabular">
                    {words.count(count)}
                  </Text>
                </div>
                <Group gap={0} wrap="nowrap">
                  <ActionIcon aria-label={words.rename(tag)} onClick={() => setEdited(tag)}>
                    <IconPencil size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon aria-label={words.remove(tag)} onClick={() => void renameTag(replica, tag, null)}>
                    <IconTrash size={18} aria-hidden />
                  </ActionIcon>
                </Group>
              </>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function Rename({ tag, onDone }: { tag: string; onDone(): void }) {
  const replica = useReplica();
  const [name, setName] = useState(tag);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const [to] = cleanTags([name]);
    if (to === undefined || to === tag || (await renameTag(replica, tag, to))) onDone();
  };
  return (
    <form onSubmit={(event) => void save(event)} style={{ flex: 1 }}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={words.name(tag)}
          flex={1}
          maxLength={noteLimits.tag}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit">{strings.save}</Button>
      </Group>
    </form>
  );
}
