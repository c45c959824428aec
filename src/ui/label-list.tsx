// Tags and shelves with how often each is used: renamed in place, merged with another by its name, or removed everywhere.
import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import entries from './entries.module.css';
import classes from './label-list.module.css';

interface LabelListProps {
  labels: readonly { label: string; count: number }[];
  words: { name(label: string): string; rename(label: string): string; remove(label: string): string; save: string };
  maxLength: number;
  countOf(count: number): string;
  /** The label that the typed text stands for; undefined for none. */
  clean(typed: string): string | undefined;
  /** `to` null removes it. Resolves to false when that was not saved, which the person was told. */
  onRename(label: string, to: string | null): Promise<boolean>;
}

export function LabelList({ labels, words, maxLength, countOf, clean, onRename }: LabelListProps) {
  const [edited, setEdited] = useState<string | null>(null);
  const rename = async (label: string, typed: string): Promise<void> => {
    const to = clean(typed);
    if (to === undefined || to === label || (await onRename(label, to))) setEdited(null);
  };
  return (
    <ul className={entries.list}>
      {labels.map(({ label, count }) => (
        <li key={label} className={entries.entry}>
          {edited === label ? (
            <Rename label={label} words={words} maxLength={maxLength} onSave={(typed) => rename(label, typed)} />
          ) : (
            <>
              <div className={entries.words}>
                <Text component="span">{label}</Text>{' '}
                <Text component="span" size="sm" c="dimmed" className="tabular">
                  {countOf(count)}
                </Text>
              </div>
              <Group gap={0} wrap="nowrap">
                <ActionIcon aria-label={words.rename(label)} onClick={() => setEdited(label)}>
                  <IconPencil size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon aria-label={words.remove(label)} onClick={() => void onRename(label, null)}>
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </Group>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

interface RenameProps extends Pick<LabelListProps, 'words' | 'maxLength'> {
  label: string;
  onSave(typed: string): Promise<void>;
}

function Rename({ label, words, maxLength, onSave }: RenameProps) {
  const [name, setName] = useState(label);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onSave(name);
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={words.name(label)}
          flex={1}
          maxLength={maxLength}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit">{words.save}</Button>
      </Group>
    </form>
  );
}
