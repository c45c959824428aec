// Adds or changes a habit.
import { Autocomplete, Input, Select, Textarea, TextInput } from '@mantine/core';
import type { CommandArgs } from '#schema/commands.ts';
import { newId } from '#schema/ids.ts';
import { habitLimits } from '#schema/habits/rules/habit.ts';
import { useTimeZone } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { habitGroups, type HabitDetails } from '../queries.ts';
import { strings } from '../strings.ts';
import { faultsOf, valuesOf, valuesToArgs, type LinkKind } from './habit-values.ts';
import { LookFields } from './look-fields.tsx';
import { ReminderFields } from './reminder-fields.tsx';
import { MeasureFields, ScheduleFields } from './schedule-fields.tsx';

const words = strings.form;

export function HabitForm({ habit, onClose }: { habit: HabitDetails | null; onClose(): void }) {
  const save = useSave();
  const zone = useTimeZone();
  const groups = rowsIfReady(useRows(habitGroups()))?.flatMap(({ group_name }) => group_name ?? []) ?? [];
  const form = useCommandForm({
    initialValues: valuesOf(habit),
    toArgs: (values) => valuesToArgs(values, zone),
    validate: faultsOf,
    save: habit
      ? { change: (changes) => save('habit.edit', { id: habit.id, ...changes } as CommandArgs<'habit.edit'>) }
      : { create: (args) => save('habit.add', { id: newId(), ...args }) },
    onDone: onClose,
  });
  const { values, setFieldValue, getInputProps } = form.fields;
  return (
    <FormDialog title={habit ? words.editTitle : words.addTitle} form={form} onClose={onClose} size="lg">
      <TextInput label={words.name} maxLength={habitLimits.name} data-autofocus {...getInputProps('name')} />
      <MeasureFields fields={form.fields} />
      <ScheduleFields fields={form.fields} />
      <LookFields
        icon={values.icon}
        color={values.color}
        onIcon={(icon) => setFieldValue('icon', icon)}
        onColor={(color) => setFieldValue('color', color)}
      />
      <Autocomplete
        label={words.group}
        placeholder={words.groupPlaceholder}
        data={groups}
        maxLength={habitLimits.group}
        {...getInputProps('group')}
      />
      <Select
        label={words.link}
        description={words.linkHint}
        data={choicesOf(words.links)}
        allowDeselect={false}
        value={values.link}
        onChange={(link) => link && setFieldValue('link', link as LinkKind)}
      />
      <div>
        <Input.Label labelElement="div" mb={4}>
          {words.reminders}
        </Input.Label>
        <ReminderFields value={values.times} onChange={(times) => setFieldValue('times', times)} />
      </div>
      {values.times.length > 0 && (
        <TextInput
          label={words.question}
          placeholder={words.questionPlaceholder}
          maxLength={habitLimits.text}
          {...getInputProps('question')}
        />
      )}
      <Textarea
        label={words.description}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={habitLimits.text}
        {...getInputProps('description')}
      />
    </FormDialog>
  );
}
