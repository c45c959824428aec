// Every shelf and tag: renamed, merged with another by its name, or taken off all books.
import { Modal, Stack, Text, Title } from '@mantine/core';
import { bookLimits } from '#schema/books/rules/book.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { LabelList } from '#src/ui/label-list.tsx';
import { labelsInUse } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.labels;

type Kind = 'tags' | 'shelves';

export const LabelsDialog = ({ onClose }: { onClose(): void }) => (
  <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': 'Close', size: 44 }}>
    <Stack gap="lg">
      <Labels of="shelves" />
      <Labels of="tags" />
    </Stack>
  </Modal>
);

function Labels({ of }: { of: Kind }) {
  const labels = rowsIfReady(useRows(labelsInUse(of))) ?? [];
  const run = useRun();
  return (
    <section aria-label={words.kinds[of]}>
      <Title order={3} size="h4">
        {words.kinds[of]}
      </Title>
      {labels.length === 0 && <Text c="dimmed">{words.none[of]}</Text>}
      <LabelList
        labels={labels}
        words={{ ...words, save: strings.today.save }}
        maxLength={bookLimits.label}
        countOf={strings.books}
        clean={(typed) => typed.trim() || undefined}
        onRename={(from, to) => run('book.renameLabel', { of, from, to })}
      />
    </section>
  );
}
