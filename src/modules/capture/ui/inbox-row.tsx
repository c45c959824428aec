// One captured item: its words with what was searched marked, its tags and age, and what can be done with it.
import { ActionIcon, Group, Highlight, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { InboxItem } from '../model.ts';
import { strings } from '../strings.ts';
import classes from './library-page.module.css';

interface InboxRowProps {
  item: InboxItem;
  search: string;
  onEdit(item: InboxItem): void;
  onDelete(item: InboxItem): void;
}

const dateFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export function InboxRow({ item, search, onEdit, onDelete }: InboxRowProps) {
  const marked = search.split(/\s+/).filter(Boolean);
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <Highlight highlight={marked} fw={520} component="h2" fz="md" lh={1.4}>
          {item.title}
        </Highlight>
        {item.description !== null && item.description !== '' && (
          <Highlight highlight={marked} size="sm" c="dimmed" lineClamp={3} className={classes.description}>
            {item.description}
          </Highlight>
        )}
        <Group gap={8} mt={4}>
          <Text component="time" size="xs" c="dimmed" dateTime={item.created_at.toISOString()}>
            {dateFormat.format(item.created_at)}
          </Text>
          {item.tags.map((tag) => (
            <span key={tag} className={classes.tag}>
              {tag}
            </span>
          ))}
        </Group>
      </div>
      <Group gap={0} wrap="nowrap">
        <ActionIcon aria-label={strings.library.edit(item.title)} onClick={() => onEdit(item)}>
          <IconPencil size={18} />
        </ActionIcon>
        <ActionIcon aria-label={strings.library.remove(item.title)} onClick={() => onDelete(item)}>
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
    </li>
  );
}
