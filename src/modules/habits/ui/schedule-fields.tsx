// How often a habit is due, and what it measures.
import { Chip, Group, Input, NumberInput, Select, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { FREQUENCIES, habitLimits, type Frequency } from '#schema/habits/rules/habit.ts';
import { weekdayNames } from '#src/format/days.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { Choice } from '#src/ui/choice.tsx';
import { strings } from '../strings.ts';
import type { HabitFormFields } from './habit-values.ts';

const words = strings.form;

export function ScheduleFields({ fields }: { fields: HabitFormFields }) {
  const { frequency } = fields.values;
  const hasTimes = frequency === 'weekly' || frequency === 'monthly' || frequency === 'custom';
  const hasDays = frequency === 'interval' || frequency === 'custom';
  return (
    <>
      <Select
        label={words.frequency}
        data={FREQUENCIES.map((value) => ({ value, label: words.frequencies[value] }))}
        allowDeselect={false}
        value={frequency}
        onChange={(chosen) => chosen && fields.setFieldValue('frequency', chosen as Frequency)}
      />
      {frequency === 'weekdays' && (
        <Weekdays
          label={words.weekdays}
          value={fields.values.customDays}
          error={fields.errors['customDays']}
          onChange={(days) => fields.setFieldValue('customDays', days)}
        />
      )}
      {(hasTimes || hasDays) && (
        <Group grow align="flex-start">
          {hasTimes && (
            <NumberInput label={words.times} min={1} max={100} allowDecimal={false} {...fields.getInputProps('targetCount')} />
          )}
          {hasDays && (
            <NumberInput
              label={words.days}
              min={1}
              max={habitLimits.intervalDays}
              allowDecimal={false}
              {...fields.getInputProps('intervalDays')}
            />
          )}
        </Group>
      )}
    </>
  );
}

export function MeasureFields({ fields }: { fields: HabitFormFields }) {
  return (
    <>
      <Choice
        label={words.kind}
        value={fields.values.kind}
        options={words.kinds}
        onChange={(kind) => fields.setFieldValue('kind', kind)}
      />
      {fields.values.kind === 'measure' && (
        <>
          <Choice
            label={words.targetType}
            value={fields.values.targetType}
            options={words.targetTypes}
            onChange={(type) => fields.setFieldValue('targetType', type)}
          />
          <Group grow align="flex-start">
            <NumberInput label={words.target} min={0} max={habitLimits.value} {...fields.getInputProps('targetValue')} />
            <TextInput
              label={words.unit}
              placeholder={words.unitPlaceholder}
              maxLength={habitLimits.unit}
              {...fields.getInputProps('unit')}
            />
          </Group>
        </>
      )}
    </>
  );
}

interface WeekdaysProps {
  label: string;
  value: readonly number[];
  error?: ReactNode;
  onChange(days: number[]): void;
}

/** Several of the seven, in the person's order of the week. */
export function Weekdays({ label, value, error, onChange }: WeekdaysProps) {
  const { firstWeekday } = useSettings();
  const labelId = useId();
  const names = weekdayNames(firstWeekday);
  return (
    <div role="group" aria-labelledby={labelId}>
      <Input.Label id={labelId} labelElement="div" mb={4}>
        {label}
      </Input.Label>
      <Chip.Group multiple value={value.map(String)} onChange={(days) => onChange(days.map(Number).toSorted((a, b) => a - b))}>
        <Group gap={4}>
          {names.map(({ long }, at) => (
            <Chip key={long} value={String(((firstWeekday - 1 + at) % 7) + 1)} size="md">
              {long.slice(0, 3)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {error !== undefined && error !== null && <Input.Error mt={4}>{error}</Input.Error>}
    </div>
  );
}
