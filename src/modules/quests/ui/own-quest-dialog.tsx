// Adds or edits one of the person's own quests.
import { Select, Textarea, TextInput } from '@mantine/core';
import { newId } from '#schema/ids.ts';
import { questLimits, type Difficulty, type Repeat } from '#schema/quests/rules/own.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { DayField } from '#src/ui/time-fields.tsx';
import type { OwnQuest } from '../model.ts';
import { strings } from '../strings.ts';

type Repeats = keyof typeof strings.repeats;

/** The end of the day on this device's clock. */
const endOfDay = (day: string): string => new Date(`${day}T23:59:59`).toISOString();

/** The day on this device's clock. */
const dayOf = (at: Date): string =>
  `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;

interface Values extends Record<string, unknown> {
  title: string;
  description: string;
  difficulty: Difficulty;
  repeat: Repeats;
  until: string | null;
}

const toArgs = ({ title, description, difficulty, repeat, until }: Values) => ({
  title: title.trim(),
  description: description.trim() === '' ? null : description.trim(),
  difficulty,
  repeat: repeat === 'never' ? null : (repeat satisfies Repeat),
  expiresAt: until === null ? null : endOfDay(until),
});

export function OwnQuestDialog({ quest, onClose }: { quest: OwnQuest | null; onClose(): void }) {
  const save = useSave();
  const { firstWeekday } = useSettings();
  const form = useCommandForm<Values, ReturnType<typeof toArgs>>({
    initialValues: {
      title: quest?.title ?? '',
      description: quest?.description ?? '',
      difficulty: quest?.difficulty ?? 'medium',
      repeat: quest?.repeat ?? 'never',
      until: quest?.expiresAt ? dayOf(quest.expiresAt) : null,
    },
    toArgs,
    fieldOf: { expiresAt: 'until' },
    validate: ({ title }) => (title.trim() === '' ? { title: strings.needName } : {}),
    save: quest
      ? { change: (changes) => save('quests.edit', { id: quest.id, ...changes }) }
      : { create: (args) => save('quests.create', { id: newId(), ...args }) },
    onDone: onClose,
  });
  const { fields } = form;
  return (
    <FormDialog title={quest ? strings.editTitle : strings.addTitle} form={form} onClose={onClose}>
      <TextInput label={strings.name} maxLength={questLimits.title} data-autofocus {...fields.getInputProps('title')} />
      <Textarea
        label={strings.details}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={questLimits.description}
        {...fields.getInputProps('description')}
      />
      <Select
        label={strings.difficulty}
        allowDeselect={false}
        data={choicesOf(strings.difficulties)}
        {...fields.getInputProps('difficulty')}
      />
      <Select
        label={strings.repeat}
        allowDeselect={false}
        data={choicesOf(strings.repeats)}
        {...fields.getInputProps('repeat')}
      />
      <DayField
        label={strings.until}
        firstWeekday={firstWeekday}
        isClearable
        value={fields.values.until}
        error={fields.errors['until']}
        onChange={(day) => fields.setFieldValue('until', day)}
      />
    </FormDialog>
  );
}
