// Making an own exercise, or changing one.
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { MEASURES, type Measure } from '#schema/rules/fitness/strength.ts';
import { useReplica } from '#src/replica/public.ts';
import { saveExercise } from '../commands.ts';
import type { ExerciseRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useFilterValues } from './exercise-list.ts';

const words = strings.form;

interface ExerciseFormProps {
  existing?: ExerciseRow;
  initialName?: string;
  onClose(): void;
  onSaved?(id: string): void;
}

export function ExerciseForm({ existing, initialName = '', onClose, onSaved }: ExerciseFormProps) {
  const replica = useReplica();
  const { muscles, equipment } = useFilterValues();
  const [draft, setDraft] = useState({
    name: existing?.name ?? initialName,
    measure: existing?.measure ?? ('weight_reps' as Measure),
    muscle: existing?.muscle_groups[0] ?? '',
    equipment: existing?.equipment ?? '',
  });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const name = draft.name.trim();
    if (name === '') return;
    const exercise = { name, measure: draft.measure, muscle: draft.muscle || null, equipment: draft.equipment || null };
    const id = await saveExercise(replica, exercise, existing?.id);
    if (!id) return;
    onClose();
    onSaved?.(id);
  };
  const options = (values: string[]) => [
    { value: '', label: words.noMuscle },
    ...values.map((value) => ({ value, label: value })),
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={existing ? words.editTitle : words.newTitle}
      closeButtonProps={{ 'aria-label': strings.close }}
    >
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="md">
          <TextInput
            data-autofocus
            required
            label={words.name}
            maxLength={200}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <NativeSelect
            label={words.measure}
            data={MEASURES.map((value) => ({ value, label: words.measures[value] }))}
            value={draft.measure}
            onChange={(event) => {
              const measure = MEASURES.find((one) => one === event.currentTarget.value);
              if (measure) setDraft({ ...draft, measure });
            }}
          />
          <NativeSelect
            label={words.muscle}
            data={options(muscles)}
            value={draft.muscle}
            onChange={(event) => setDraft({ ...draft, muscle: event.currentTarget.value })}
          />
          <NativeSelect
            label={words.equipment}
            data={options(equipment)}
            value={draft.equipment}
            onChange={(event) => setDraft({ ...draft, equipment: event.currentTarget.value })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.cancel}
            </Button>
            <Button type="submit" disabled={draft.name.trim() === ''}>
              {strings.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
