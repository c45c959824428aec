// The form that captures or edits one item.
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { inboxLimits } from '#schema/inbox/rules.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { useCommandForm, type CommandFormSaving } from '#src/ui/command-form.ts';
import { dropDraft } from '#src/ui/drafts.ts';
import { TagsField } from '#src/ui/tags-field.tsx';
import { FormProblem } from '#src/ui/form-dialog.tsx';
import type { CaptureArgs } from '../commands.ts';
import { cleanTags, textToDraft } from '../model.ts';
import { inboxTags } from '../queries.ts';
import { strings } from '../strings.ts';

interface CaptureFormProps {
  initialText?: string;
  initialTags?: string[];
  save: CommandFormSaving<CaptureArgs>;
  /** Names the unsaved text, which is kept when the form is closed otherwise than by its buttons. */
  draftKey: string;
  onDone(): void;
}

export function CaptureForm({ initialText = '', initialTags = [], save, draftKey, onDone }: CaptureFormProps) {
  const known = rowsIfReady(useRows(inboxTags()));
  const form = useCommandForm({
    initialValues: { text: initialText, tags: initialTags },
    validate: ({ text }) => (textToDraft(text) === null ? { text: strings.empty } : {}),
    toArgs: ({ text, tags }) => ({ ...(textToDraft(text) ?? { title: '', description: null }), tags: cleanTags(tags) }),
    fieldOf: { title: 'text', description: 'text' },
    save,
    draftKey,
    onDone,
  });
  const { getInputProps, values, setFieldValue } = form.fields;
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="md">
        <Textarea
          label={strings.text}
          description={strings.textHint}
          placeholder={strings.textPlaceholder}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) form.submit();
          }}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={inboxLimits.title + inboxLimits.description}
          data-autofocus
          {...getInputProps('text')}
        />
        <TagsField
          label={strings.tags}
          placeholder={strings.tagsPlaceholder}
          known={known?.map(({ tag }) => tag) ?? []}
          maxTags={inboxLimits.tags}
          clean={cleanTags}
          value={values.tags}
          onChange={(tags) => setFieldValue('tags', tags)}
        />
        <FormProblem form={form} />
        <Group justify="flex-end" gap="xs">
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              dropDraft(draftKey);
              onDone();
            }}
          >
            {strings.cancel}
          </Button>
          <Button type="submit" loading={form.isSaving}>
            {strings.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
