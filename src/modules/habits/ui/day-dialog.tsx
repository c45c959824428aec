// A day of a habit: done, skipped with a reason, not done, or without an entry; its value and a note.
import { Text, Textarea } from '@mantine/core';
import { habitLimits } from '#schema/habits/rules/habit.ts';
import { formatDay } from '#src/format/days.ts';
import { useSave } from '#src/modules/use-run.ts';
import { Choice } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { Stepper } from '#src/ui/stepper.tsx';
import { stepOf } from '../model.ts';
import type { HabitDetails } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.day;

export interface DayEntry {
  mark: 'done' | 'skipped' | 'missed';
  value: number | null;
  notes: string | null;
  linked_kind: string | null;
}

interface DayDialogProps {
  habit: Pick<HabitDetails, 'id' | 'name' | 'kind' | 'target_value' | 'unit'>;
  day: string;
  entry: DayEntry | null;
  onClose(): void;
}

type Mark = keyof typeof words.options;

export function DayDialog({ habit, day, entry, onClose }: DayDialogProps) {
  const save = useSave();
  const isMeasured = habit.kind === 'measure';
  const initialMark: Mark = entry?.mark ?? 'done';
  const form = useCommandForm({
    initialValues: { mark: initialMark as Mark, value: entry?.value ?? habit.target_value ?? 1, note: entry?.notes ?? '' },
    toArgs: ({ mark, value, note }) => ({
      mark,
      ...(isMeasured && mark === 'done' && { value }),
      ...(mark !== 'none' && { note: note.trim() || null }),
    }),
    // All of it each time: what was opened without an entry has none to differ from.
    save: { create: (args) => save('habit.mark', { habitId: habit.id, day, ...args }) },
    fieldOf: { note: 'note' },
    onDone: onClose,
  });
  const { values, setFieldValue, getInputProps } = form.fields;
  const isSkipped = values.mark === 'skipped';
  return (
    <FormDialog title={strings.dayOf(habit.name, formatDay(day))} form={form} onClose={onClose}>
      <Choice label={words.mark} value={values.mark} options={words.options} onChange={(mark) => setFieldValue('mark', mark)} />
      {isMeasured && values.mark === 'done' && (
        <Stepper
          label={words.value}
          value={values.value}
          onChange={(value) => setFieldValue('value', value)}
          min={0}
          max={habitLimits.value}
          step={stepOf(habit)}
          {...(habit.unit !== null && { unit: habit.unit })}
        />
      )}
      {values.mark !== 'none' && (
        <Textarea
          label={isSkipped ? words.reason : words.note}
          placeholder={isSkipped ? words.reasonPlaceholder : words.notePlaceholder}
          description={isSkipped ? words.skippedHint : undefined}
          maxLength={habitLimits.note}
          autosize
          minRows={2}
          maxRows={8}
          {...getInputProps('note')}
        />
      )}
      {entry !== null && entry.linked_kind !== null && (
        <Text size="sm" c="dimmed">
          {words.linked}
        </Text>
      )}
    </FormDialog>
  );
}
