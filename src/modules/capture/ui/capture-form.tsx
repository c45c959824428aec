// The form that captures or edits one item.
import { Button, Group, Stack, TagsInput, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { captureLimits } from '#schema/rules/capture.ts';
import { useLive } from '#src/replica/public.ts';
import { cleanTags, textToDraft, type CaptureDraft } from '../model.ts';
import { inboxTags } from '../queries.ts';
import { strings } from '../strings.ts';

interface CaptureFormProps {
  initialText?: string;
  initialTags?: string[];
  /** True when it is saved: the form has done its work. */
  onSave(draft: CaptureDraft, tags: string[]): Promise<boolean>;
  onDone(): void;
}

export function CaptureForm({ initialText = '', initialTags = [], onSave, onDone }: CaptureFormProps) {
  const [text, setText] = useState(initialText);
  const [tags, setTags] = useState(initialTags);
  const [isEmpty, setIsEmpty] = useState(false);
  const { rows: known } = useLive(inboxTags(), []);

  const save = async () => {
    const draft = textToDraft(text);
    setIsEmpty(draft === null);
    if (draft !== null && (await onSave(draft, cleanTags(tags)))) onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Textarea
          label={strings.text}
          description={strings.textHint}
          placeholder={strings.textPlaceholder}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save();
          }}
          error={isEmpty && strings.empty}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={captureLimits.title + captureLimits.description}
          data-autofocus
        />
        <TagsInput
          label={strings.tags}
          placeholder={tags.length === 0 ? strings.tagsPlaceholder : ''}
          data={known?.map(({ tag }) => tag) ?? []}
          value={tags}
          onChange={(value) => setTags(cleanTags(value))}
          maxTags={captureLimits.tags}
          clearable={false}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={onDone}>
            {strings.cancel}
          </Button>
          <Button type="submit">{strings.save}</Button>
        </Group>
      </Stack>
    </form>
  );
}
