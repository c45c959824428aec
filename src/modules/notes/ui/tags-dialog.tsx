// Every tag of notes and inbox: renamed, merged with another by its name, or removed everywhere.
import { Modal, Text } from '@mantine/core';
import { cleanTags, noteLimits } from '#schema/notes/rules/note.ts';
import { rowsIfReady, useReplica, useRows } from '#src/replica/public.ts';
import { LabelList } from '#src/ui/label-list.tsx';
import { renameTag } from '../commands.ts';
import { noteTags } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.tags;

export function TagsDialog({ onClose }: { onClose(): void }) {
  const replica = useReplica();
  const tags = rowsIfReady(useRows(noteTags())) ?? [];
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': strings.close, size: 44 }}>
      <Text c="dimmed" size="sm" mb="sm">
        {tags.length === 0 ? words.none : words.text}
      </Text>
      <LabelList
        labels={tags.map(({ tag, count }) => ({ label: tag, count }))}
        words={{ ...words, save: strings.save }}
        maxLength={noteLimits.tag}
        countOf={words.count}
        clean={(typed) => cleanTags([typed])[0]}
        onRename={(from, to) => renameTag(replica, from, to)}
      />
    </Modal>
  );
}
