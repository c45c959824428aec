// One line that adds something: typed, sent by Enter or by its button, and empty for the next one.
// Invariant: nothing typed is lost. The field is emptied when it is sent, not when the answer comes, so that what is typed
// meanwhile stays; a refused text comes back in front of it.
import { Button, Group, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useDraft } from './drafts.ts';

interface QuickAddProps {
  /** Names the field, and stands in it while it is empty unless `placeholder` is given. */
  label: string;
  placeholder?: string;
  button: string;
  /** Keeps the unsent text under this name. */
  draftKey: string;
  maxLength?: number;
  /** `text` is trimmed and not empty. Resolves to false when it was not saved, which the person was told. */
  onAdd(text: string): Promise<boolean>;
}

export function QuickAdd({ label, placeholder = label, button, draftKey, maxLength, onAdd }: QuickAddProps) {
  const draft = useDraft(draftKey);
  const isEmpty = (draft.text ?? '').trim() === '';
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const text = (draft.text ?? '').trim();
    if (text === '') return;
    draft.set(null);
    if (!(await onAdd(text))) draft.restore(text);
  };
  return (
    <form onSubmit={(event) => void add(event)}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={label}
          placeholder={placeholder}
          {...(maxLength !== undefined && { maxLength })}
          value={draft.text ?? ''}
          onChange={(event) => draft.set(event.currentTarget.value)}
          flex={1}
        />
        <Button type="submit" variant="default" disabled={isEmpty}>
          {button}
        </Button>
      </Group>
    </form>
  );
}
