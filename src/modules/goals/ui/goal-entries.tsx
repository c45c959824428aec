// Values entered by hand: a new one, and those before, newest first.
import { ActionIcon, Button, NumberInput, Skeleton, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { goalLimits } from '#schema/goals/rules.ts';
import { newId } from '#schema/ids.ts';
import { formatDay } from '#src/format/days.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { useRows } from '#src/replica/public.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { List, ListRow } from '#src/ui/list.tsx';
import { Section } from '#src/ui/section.tsx';
import { DayField } from '#src/ui/time-fields.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { goalUpdates, type GoalRow, type GoalUpdateRow } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.page;

export function GoalEntries({ goal }: { goal: GoalRow }) {
  const run = useRun();
  const [isEntering, setEntering] = useState(false);
  const read = useRows(goalUpdates(goal.id));
  const remove = async ({ id, day, value, note }: GoalUpdateRow): Promise<void> => {
    if (!(await run('goal.deleteUpdate', { id }))) return;
    const restore = (): void => void run('goal.update', { id, goalId: goal.id, day, value, note });
    showToast({ message: words.entryDeleted, action: { label: strings.undo, run: restore } });
  };
  const enter = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEntering(true)}>
      {words.enter}
    </Button>
  );
  return (
    <Section title={words.entries} actions={enter}>
      <WhenRead read={read} loading={<Skeleton height={120} radius="lg" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text c="dimmed">{words.noEntries}</Text>
          ) : (
            <List label={words.entries}>
              {rows.toReversed().map((update) => (
                <ListRow
                  key={update.id}
                  actions={
                    <ActionIcon aria-label={words.deleteEntry(formatDay(update.day))} onClick={() => void remove(update)}>
                      <IconTrash size={18} aria-hidden />
                    </ActionIcon>
                  }
                >
                  <Text fw={520} className="tabular">
                    {strings.amount(update.value, goal.unit)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {[formatDay(update.day), update.note].filter(Boolean).join(' · ')}
                  </Text>
                </ListRow>
              ))}
            </List>
          )
        }
      </WhenRead>
      {isEntering && <EntryDialog goal={goal} onClose={() => setEntering(false)} />}
    </Section>
  );
}

function EntryDialog({ goal, onClose }: { goal: GoalRow; onClose(): void }) {
  const save = useSave();
  const today = useToday();
  const { firstWeekday } = useSettings();
  const form = useCommandForm({
    initialValues: {
      value: (goal.current_value ?? goal.start_value) as number | string,
      day: today as string | null,
      note: '',
    },
    toArgs: ({ value, day, note }) => ({ value: Number(value), day: day ?? today, note: note.trim() || null }),
    validate: ({ value }) => (value === '' ? { value: words.needValue } : {}),
    save: { create: (args) => save('goal.update', { id: newId(), goalId: goal.id, ...args }) },
    onDone: onClose,
  });
  const { values, setFieldValue, getInputProps, errors } = form.fields;
  return (
    <FormDialog title={words.enter} form={form} onClose={onClose}>
      <NumberInput
        label={words.entryValue}
        {...(goal.unit !== null && { suffix: ` ${goal.unit}` })}
        data-autofocus
        {...getInputProps('value')}
      />
      <DayField
        label={words.entryDay}
        firstWeekday={firstWeekday}
        max={today}
        value={values.day}
        error={errors['day']}
        onChange={(day) => setFieldValue('day', day)}
      />
      <TextInput label={words.entryNote} maxLength={goalLimits.note} {...getInputProps('note')} />
    </FormDialog>
  );
}
