// Fields for days, times and durations. A day is 'YYYY-MM-DD', a time of day 'HH:MM', a duration whole minutes.
import { TextInput } from '@mantine/core';
import { DatePickerInput, TimeInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { useState, type ReactNode } from 'react';
import { formatMinutes, parseMinutes } from '#src/format/durations.ts';

interface FieldProps<Value> {
  label: string;
  description?: ReactNode;
  error?: ReactNode;
  value: Value;
  onChange(value: Value): void;
}

interface DayFieldProps extends FieldProps<string | null> {
  firstWeekday: number;
  min?: string;
  max?: string;
  isClearable?: boolean;
}

export const DayField = ({ firstWeekday, min, max, isClearable = false, ...field }: DayFieldProps) => (
  <DatePickerInput
    {...field}
    clearable={isClearable}
    firstDayOfWeek={(firstWeekday % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6}
    {...(min !== undefined && { minDate: min })}
    {...(max !== undefined && { maxDate: max })}
    valueFormat="ddd, D MMM YYYY"
    clearButtonProps={{ 'aria-label': 'Clear the day' }}
    // With large text the day takes two lines.
    styles={{ input: { height: 'auto', whiteSpace: 'normal' } }}
  />
);

export const TimeField = ({ onChange, ...field }: FieldProps<string>) => (
  <TimeInput {...field} onChange={(event) => onChange(event.currentTarget.value)} />
);

/** Takes "45", "1:30" and "1h 30m"; null where nothing is typed. */
export function DurationField({ label, description, error, value, onChange }: FieldProps<number | null>) {
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? value : parseMinutes(typed);
  return (
    <TextInput
      label={label}
      description={description}
      inputMode="text"
      placeholder="1h 30m"
      value={typed ?? (value === null ? '' : formatMinutes(value))}
      error={parsed === undefined ? 'Minutes or hours, like 45, 1:30 or 1h 30m.' : error}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (parsed === undefined) return;
        onChange(parsed);
        setTyped(null);
      }}
    />
  );
}
