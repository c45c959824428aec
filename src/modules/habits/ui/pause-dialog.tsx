// A pause of one habit or of all, for a holiday or an illness.
import { Text, TextInput } from '@mantine/core';
import { newId } from '#schema/ids.ts';
import { habitLimits } from '#schema/habits/rules/habit.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { Choice } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { DayField } from '#src/ui/time-fields.tsx';
import { strings } from '../strings.ts';

const words = strings.pause;

interface PauseDialogProps {
  /** Null: the pause is of all habits. */
  habit: { id: string; name: string } | null;
  onClose(): void;
}

export function PauseDialog({ habit, onClose }: PauseDialogProps) {
  const save = useSave();
  const today = useToday();
  const { firstWeekday } = useSettings();
  const scope: 'one' | 'all' = habit ? 'one' : 'all';
  const form = useCommandForm({
    initialValues: { scope: scope as 'one' | 'all', from: today as string | null, to: null as string | null, reason: '' },
    toArgs: (values) => ({
      habitId: values.scope === 'one' && habit ? habit.id : null,
      from: values.from ?? today,
      to: values.to,
      reason: values.reason.trim() || null,
    }),
    validate: ({ from, to }) => ({
      ...(from === null && { from: words.needDay }),
      ...(from !== null && to !== null && to < from && { to: words.endsBefore }),
    }),
    save: { create: (args) => save('habit.pause', { id: newId(), ...args }) },
    onDone: onClose,
  });
  const { values, setFieldValue, getInputProps } = form.fields;
  return (
    <FormDialog title={habit ? words.title : words.titleAll} form={form} onClose={onClose}>
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      {habit && (
        <Choice label={words.of} value={values.scope} options={words.scopes} onChange={(of) => setFieldValue('scope', of)} />
      )}
      <DayField
        label={words.from}
        firstWeekday={firstWeekday}
        value={values.from}
        error={form.fields.errors['from']}
        onChange={(day) => setFieldValue('from', day)}
      />
      <DayField
        label={words.to}
        description={words.toHint}
        firstWeekday={firstWeekday}
        isClearable
        value={values.to}
        error={form.fields.errors['to']}
        onChange={(day) => setFieldValue('to', day)}
      />
      <TextInput
        label={words.reason}
        placeholder={words.reasonPlaceholder}
        maxLength={habitLimits.note}
        {...getInputProps('reason')}
      />
    </FormDialog>
  );
}
