// Every shelf and tag: renamed, merged with another by its name, or taken off all books.
import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { bookLimits } from '#schema/books/rules/book.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { labelsInUse } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';

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
  const [edited, setEdited] = useState<string | null>(null);
  const run = useRun();
  return (
    <section aria-label={words.kinds[of]}>
      <Title order={3} size="h4">
        {words.kinds[of]}
      </Title>
      {labels.length === 0 && <Text c="dimmed">{words.none[of]}</Text>}
      <ul className={classes.plainList}>
        {labels.map(({ label, count }) => (
          <li key={label} className={classes.entry}>
            {edited === label ? (
              <Rename of={of} label={label} onDone={() => setEdited(null)} />
            ) : (
              <>
                <div className={classes.entryWords}>
                  <Text component="span">{label}</Text>{' '}
                  <Text component="span" size="sm" c="dimmed" className="tabular">
                    {strings.books(count)}
                  </Text>
                </div>
                <ActionIcon aria-label={words.rename(label)} onClick={() => setEdited(label)}>
                  <IconPencil size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={words.remove(label)}
                  onClick={() => void run('book.renameLabel', { of, from: label, to: null })}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rename({ of, label, onDone }: { of: Kind; label: string; onDone(): void }) {
  const run = useRun();
  const [name, setName] = useState(label);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const to = name.trim();
    if (to === '' || to === label || (await run('book.renameLabel', { of, from: label, to }))) onDone();
  };
  return (
    <form onSubmit={(event) => void save(event)} style={{ flex: 1 }}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={words.name(label)}
          flex={1}
          maxLength={bookLimits.label}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit">{strings.today.save}</Button>
      </Group>
    </form>
  );
}
