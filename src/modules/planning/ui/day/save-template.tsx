// The plan of a day as a template.
import { TextInput } from '@mantine/core';
import { newId } from '#schema/ids.ts';
import type { PlanItem } from '#schema/planning/rules/day-plan.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { strings } from '../../strings.ts';

export function SaveTemplate({ items, onClose }: { items: readonly PlanItem[]; onClose(): void }) {
  const save = useSave();
  const form = useCommandForm({
    initialValues: { name: '' },
    toArgs: ({ name }) => ({ name: name.trim() }),
    validate: ({ name }) => (name.trim() === '' ? { name: strings.template.needName } : {}),
    save: {
      create: ({ name }) =>
        save('template.add', {
          id: newId(),
          name,
          span: 'day',
          items: items.map(({ title, kind, minutes, at }) => ({ title, kind, minutes, at, day: 0, isEvent: false })),
        }),
    },
    onDone: onClose,
  });
  return (
    <FormDialog title={strings.day.saveTemplate} form={form} onClose={onClose}>
      <TextInput label={strings.template.name} maxLength={200} data-autofocus {...form.fields.getInputProps('name')} />
    </FormDialog>
  );
}
