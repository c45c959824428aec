// One captured item: its words with what was searched marked, its tags and age, and what can be done with it.
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconArrowForwardUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { formatDay, formatMoment } from '#src/format/days.ts';
import { factLine } from '#src/format/words.ts';
import { Marked } from '#src/search/marked.tsx';
import { RowBody } from '#src/ui/list.tsx';
import type { InboxItem } from '../model.ts';
import { strings } from '../strings.ts';
import classes from './library-page.module.css';

interface InboxRowProps {
  item: InboxItem;
  search: string;
  fileCount: number;
  onSort(item: InboxItem): void;
  onEdit(item: InboxItem): void;
  onDelete(item: InboxItem): void;
}

export function InboxRow({ item, fileCount, search, onSort, onEdit, onDelete }: InboxRowProps) {
  return (
    <RowBody
      actions={
        <>
          <ActionIcon aria-label={strings.sort.open(item.title)} onClick={() => onSort(item)}>
            <IconArrowForwardUp size={18} />
          </ActionIcon>
          <ActionIcon aria-label={strings.library.edit(item.title)} onClick={() => onEdit(item)}>
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon aria-label={strings.library.remove(item.title)} onClick={() => onDelete(item)}>
            <IconTrash size={18} />
          </ActionIcon>
        </>
      }
    >
      <Text fw={520} component="h2" fz="md" lh={1.4}>
        <Marked text={item.title} typed={search} />
      </Text>
      {item.description !== null && item.description !== '' && (
        <Text size="sm" c="dimmed" lineClamp={3} title={item.description} className={classes.description}>
          <Marked text={item.description} typed={search} />
        </Text>
      )}
      <Group gap={8} mt={4}>
        <Text component="time" size="xs" c="dimmed" dateTime={item.created_at.toISOString()}>
          {factLine(
            formatMoment(item.created_at),
            item.priority === null ? null : strings.priorityOf[item.priority],
            item.due_on === null ? null : strings.due(formatDay(item.due_on)),
            fileCount === 0 ? null : strings.files(fileCount),
          )}
        </Text>
        {item.tags.map((tag) => (
          <span key={tag} className={classes.tag}>
            <Marked text={tag} typed={search} />
          </span>
        ))}
      </Group>
    </RowBody>
  );
}
