// The form that captures or edits one item. While it captures, the quick syntax of the first line is shown as it is understood; an item
// that is edited has fields for the same.
import { Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { inboxLimits, type Priority } from '#schema/inbox/rules.ts';
import { formatDayLong } from '#src/format/days.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { useCommandForm, type CommandFormSaving } from '#src/ui/command-form.ts';
import { dropDraft } from '#src/ui/drafts.ts';
import { FormProblem } from '#src/ui/form-dialog.tsx';
import { TagsField } from '#src/ui/tags-field.tsx';
import { DayField } from '#src/ui/time-fields.tsx';
import type { CaptureArgs } from '../commands.ts';
import { cleanTags, hasMarks, itemToText, textToDraft, understood, type InboxItem } from '../model.ts';
import { inboxTags } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './library-page.module.css';

interface Values extends Record<string, unknown> {
  text: string;
  tags: string[];
  priority: Priority | 'none';
  dueOn: string | null;
  /** The marks of the quick syntax are words. */
  isPlain: boolean;
}

interface CaptureFormProps {
  /** Of a new item. */
  initialText?: string;
  item?: InboxItem;
  /** Files that come with a new item. */
  files?: readonly File[];
  save: CommandFormSaving<CaptureArgs>;
  /** Names the unsaved text, which is kept when the form is closed otherwise than by its buttons. */
  draftKey: string;
  onDone(): void;
}

const valuesOf = (item: InboxItem | undefined, initialText: string): Values => ({
  text: item ? itemToText(item) : initialText,
  tags: item?.tags ?? [],
  priority: item?.priority ?? 'none',
  dueOn: item?.due_on ?? null,
  isPlain: item !== undefined,
});

function toArgs({ text, tags, priority, dueOn, isPlain }: Values, today: string): CaptureArgs {
  const parse = understood(text, today, isPlain);
  const draft = textToDraft(parse.text) ?? { title: '', description: null };
  return {
    ...draft,
    tags: cleanTags([...tags, ...parse.tags]),
    priority: priority === 'none' ? parse.priority : priority,
    dueOn: dueOn ?? parse.dueOn,
  };
}

export function CaptureForm({ initialText = '', item, files = [], save, draftKey, onDone }: CaptureFormProps) {
  const today = useToday();
  const known = rowsIfReady(useRows(inboxTags()));
  const form = useCommandForm({
    initialValues: valuesOf(item, initialText),
    validate: ({ text }: Values) => (textToDraft(text) === null ? { text: strings.empty } : {}),
    toArgs: (values: Values) => toArgs(values, today),
    fieldOf: { title: 'text', description: 'text' },
    save,
    draftKey,
    onDone,
  });
  const { getInputProps, values, setFieldValue } = form.fields;
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="md">
        <div>
          <Textarea
            label={strings.text}
            description={item ? strings.textHint : `${strings.textHint} ${strings.syntax}`}
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
          {!item && (
            <Understood
              text={values.text}
              isPlain={values.isPlain}
              today={today}
              onPlain={(isPlain) => setFieldValue('isPlain', isPlain)}
            />
          )}
        </div>
        {files.map((file) => (
          <Group key={`${file.name} ${file.size}`} gap="xs" wrap="nowrap">
            <IconPaperclip size={18} aria-hidden />
            <Text style={{ overflowWrap: 'anywhere' }}>{file.name}</Text>
          </Group>
        ))}
        <TagsField
          label={strings.tags}
          placeholder={strings.tagsPlaceholder}
          known={known?.map(({ tag }) => tag) ?? []}
          maxTags={inboxLimits.tags}
          clean={cleanTags}
          value={values.tags}
          onChange={(tags) => setFieldValue('tags', tags)}
        />
        {item && (
          <PriorityAndDay
            priority={values.priority}
            dueOn={values.dueOn}
            onPriority={(priority) => setFieldValue('priority', priority)}
            onDay={(day) => setFieldValue('dueOn', day)}
          />
        )}
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

interface UnderstoodProps {
  text: string;
  isPlain: boolean;
  today: string;
  onPlain(isPlain: boolean): void;
}

/** What the marks of the text mean, and the way to have them as words. */
function Understood({ text, isPlain, today, onPlain }: UnderstoodProps) {
  const parse = understood(text, today, false);
  if (!hasMarks(parse)) return null;
  return (
    <Group gap={8} mt={6} role="status" aria-label={strings.understood}>
      {!isPlain && (
        <>
          {parse.tags.map((tag) => (
            <span key={tag} className={classes.tag}>
              {tag}
            </span>
          ))}
          {parse.priority !== null && <span className={classes.tag}>{strings.priorityOf[parse.priority]}</span>}
          {parse.dueOn !== null && <span className={classes.tag}>{strings.due(formatDayLong(parse.dueOn))}</span>}
        </>
      )}
      <Button variant="subtle" size="compact-sm" mih={44} onClick={() => onPlain(!isPlain)}>
        {isPlain ? strings.asMarks : strings.asWords}
      </Button>
    </Group>
  );
}

interface PriorityAndDayProps {
  priority: Priority | 'none';
  dueOn: string | null;
  onPriority(priority: Priority | 'none'): void;
  onDay(day: string | null): void;
}

function PriorityAndDay({ priority, dueOn, onPriority, onDay }: PriorityAndDayProps) {
  const { firstWeekday } = useSettings();
  return (
    <Group grow align="flex-end">
      <NativeSelect
        label={strings.priority}
        data={choicesOf(strings.priorities)}
        value={priority}
        onChange={(event) => onPriority(event.currentTarget.value as Priority | 'none')}
      />
      <DayField label={strings.dueOn} firstWeekday={firstWeekday} isClearable value={dueOn} onChange={onDay} />
    </Group>
  );
}
