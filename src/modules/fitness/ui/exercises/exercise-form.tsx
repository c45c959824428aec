// Making an own exercise, or changing one.
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { newId } from '#schema/ids.ts';
import { MEASURES, type Measure } from '#schema/fitness/rules/strength.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { toOptions } from '#src/format/words.ts';
import { exerciseArgs } from '../../commands.ts';
import type { ExerciseRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useFilterValues } from './exercise-list.ts';

const words = strings.form;

interface ExerciseFormProps {
  existing?: ExerciseRow;
  initialName?: string;
  onClose(): void;
  onSaved?(id: string): void;
}

export function ExerciseForm({ existing, initialName = '', onClose, onSaved }: ExerciseFormProps) {
  const save = useSave();
  const { muscles, equipment } = useFilterValues();
  const [id] = useState(() => existing?.id ?? newId());
  const form = useCommandForm({
    initialValues: {
      name: existing?.name ?? initialName,
      measure: existing?.measure ?? ('weight_reps' as Measure),
      muscle: existing?.muscle_groups[0] ?? '',
      equipment: existing?.equipment ?? '',
    },
    toArgs: exerciseArgs,
    fieldOf: { muscles: 'muscle' },
    validate: ({ name }) => (name.trim() === '' ? { name: words.needName } : {}),
    save: existing
      ? { change: (changes) => save('exercise.update', { id, ...changes }) }
      : { create: (args) => save('exercise.create', { id, ...args }) },
    onDone: () => {
      onClose();
      onSaved?.(id);
    },
  });
  const { getInputProps } = form.fields;
  const options = (values: string[]) => [{ value: '', label: words.noMuscle }, ...toOptions(values)];
  return (
    <FormDialog title={existing ? words.editTitle : words.newTitle} form={form} onClose={onClose}>
      <TextInput data-autofocus withAsterisk label={words.name} maxLength={200} {...getInputProps('name')} />
      <NativeSelect
        label={words.measure}
        data={MEASURES.map((value) => ({ value, label: words.measures[value] }))}
        {...getInputProps('measure')}
      />
      <NativeSelect label={words.muscle} data={options(muscles)} {...getInputProps('muscle')} />
      <NativeSelect label={words.equipment} data={options(equipment)} {...getInputProps('equipment')} />
    </FormDialog>
  );
}
