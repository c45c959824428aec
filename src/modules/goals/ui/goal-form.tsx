// Adds or changes a goal.
import { Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { CommandArgs } from '#schema/commands.ts';
import { GOAL_METRICS, goalLimits, isGoalMetric, PRIORITIES, type GoalMetric, type Priority } from '#schema/goals/rules.ts';
import { newId } from '#schema/ids.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Choice, choicesOf } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { DayField } from '#src/ui/time-fields.tsx';
import { habitNames, type GoalRow } from '../queries.ts';
import { strings } from '../strings.ts';

const words = strings.form;
const ALL_HABITS = 'all';

type Way = keyof typeof words.ways;

const newGoal = (today: string) => ({
  title: '',
  progressBy: 'hand' as Way,
  metric: 'focus_hours' as GoalMetric,
  habitId: ALL_HABITS,
  startValue: 0 as number | string,
  targetValue: 100 as number | string,
  unit: '',
  startDay: today as string | null,
  targetDate: null as string | null,
  priority: 'medium' as Priority,
  category: '',
  description: '',
});

type Values = ReturnType<typeof newGoal>;

function valuesOf(goal: GoalRow | null, today: string): Values {
  if (goal === null) return newGoal(today);
  return {
    title: goal.title,
    progressBy: goal.progress_by,
    metric: isGoalMetric(goal.linked_metric) ? goal.linked_metric : 'focus_hours',
    habitId: goal.linked_id ?? ALL_HABITS,
    startValue: goal.start_value,
    targetValue: goal.target_value,
    unit: goal.unit ?? '',
    startDay: goal.start_day ?? today,
    targetDate: goal.target_date,
    priority: goal.priority,
    category: goal.category ?? '',
    description: goal.description ?? '',
  };
}

function toArgs(values: Values, today: string) {
  const isLinked = values.progressBy === 'linked';
  const isHabit = isLinked && values.metric === 'habit_days' && values.habitId !== ALL_HABITS;
  return {
    title: values.title.trim(),
    progressBy: values.progressBy,
    metric: isLinked ? values.metric : null,
    habitId: isHabit ? values.habitId : null,
    startValue: Number(values.startValue),
    targetValue: Number(values.targetValue),
    unit: isLinked ? GOAL_METRICS[values.metric].unit : values.unit.trim() || null,
    startDay: values.startDay ?? today,
    targetDate: values.targetDate,
    priority: values.priority,
    category: values.category.trim() || null,
    description: values.description.trim() || null,
  };
}

const faultsOf = ({ title, startDay, progressBy, startValue, targetValue }: Values) => ({
  ...(title.trim() === '' && { title: words.needName }),
  ...(startDay === null && { startDay: words.needDay }),
  ...(progressBy !== 'milestones' && Number(startValue) === Number(targetValue) && { targetValue: words.needOther }),
});

export function GoalForm({ goal, onClose }: { goal: GoalRow | null; onClose(): void }) {
  const save = useSave();
  const today = useToday();
  const { firstWeekday } = useSettings();
  const form = useCommandForm({
    initialValues: valuesOf(goal, today),
    toArgs: (values) => toArgs(values, today),
    validate: faultsOf,
    save: goal
      ? { change: (changes) => save('goal.edit', { id: goal.id, ...changes } as CommandArgs<'goal.edit'>) }
      : { create: (args) => save('goal.add', { id: newId(), ...args }) },
    onDone: onClose,
  });
  const { values, setFieldValue, getInputProps, errors } = form.fields;
  return (
    <FormDialog title={goal ? words.editTitle : words.addTitle} form={form} onClose={onClose} size="lg">
      <TextInput label={words.name} maxLength={goalLimits.title} data-autofocus {...getInputProps('title')} />
      <Choice
        label={words.progressBy}
        value={values.progressBy}
        options={words.ways}
        onChange={(way) => setFieldValue('progressBy', way)}
      />
      {values.progressBy === 'linked' && (
        <Select
          label={words.metric}
          data={choicesOf(strings.metrics)}
          allowDeselect={false}
          value={values.metric}
          onChange={(metric) => isGoalMetric(metric) && setFieldValue('metric', metric)}
        />
      )}
      {values.progressBy === 'linked' && values.metric === 'habit_days' && (
        <HabitChoice value={values.habitId} onChange={(id) => setFieldValue('habitId', id)} />
      )}
      {values.progressBy !== 'milestones' && (
        <Group grow align="flex-start">
          <NumberInput label={words.start} {...getInputProps('startValue')} />
          <NumberInput label={words.target} {...getInputProps('targetValue')} />
          {values.progressBy === 'hand' && (
            <TextInput label={words.unit} maxLength={goalLimits.unit} {...getInputProps('unit')} />
          )}
        </Group>
      )}
      <Group grow align="flex-start">
        <DayField
          label={words.startDay}
          firstWeekday={firstWeekday}
          value={values.startDay}
          error={errors['startDay']}
          onChange={(day) => setFieldValue('startDay', day)}
        />
        <DayField
          label={words.targetDate}
          firstWeekday={firstWeekday}
          isClearable
          value={values.targetDate}
          onChange={(day) => setFieldValue('targetDate', day)}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={words.priority}
          data={PRIORITIES.map((value) => ({ value, label: strings.priorities[value] }))}
          allowDeselect={false}
          value={values.priority}
          onChange={(priority) => priority && setFieldValue('priority', priority as Priority)}
        />
        <TextInput label={words.category} maxLength={goalLimits.category} {...getInputProps('category')} />
      </Group>
      <Textarea
        label={words.text}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={goalLimits.text}
        {...getInputProps('description')}
      />
    </FormDialog>
  );
}

function HabitChoice({ value, onChange }: { value: string; onChange(id: string): void }) {
  const habits = rowsIfReady(useRows(habitNames())) ?? [];
  return (
    <Select
      label={words.habit}
      data={[{ value: ALL_HABITS, label: words.allHabits }, ...habits.map(({ id, name }) => ({ value: id, label: name }))]}
      allowDeselect={false}
      value={value}
      onChange={(id) => id && onChange(id)}
    />
  );
}
