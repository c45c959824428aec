// The fields of an ended session: what it was about, its day, start and length.
import { SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { wallToInstant } from '#schema/wall-clock.ts';
import { now } from '#src/clock/clock.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { DayField, DurationField, TimeField } from '#src/ui/time-fields.tsx';
import { strings } from '../strings.ts';

const words = strings.history;
const MOST_MINUTES = 12 * 60;

export interface SessionValues extends Record<string, unknown> {
  title: string;
  tag: string;
  day: string | null;
  time: string;
  minutes: number | null;
}

const isTime = (text: string): boolean => /^\d\d:\d\d/.test(text);

/** 'HH:MM' on the person's clock. */
export const clockTimeOf = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** The start that the person's clock showed; null while a field is empty. */
export function startOf({ day, time }: Pick<SessionValues, 'day' | 'time'>, zone: string): Date | null {
  return day !== null && isTime(time) ? wallToInstant(`${day}T${time.slice(0, 5)}:00`, zone) : null;
}

export function sessionFaults(values: SessionValues, zone: string): { minutes?: string; time?: string; day?: string } {
  const { minutes } = values;
  if (minutes === null || minutes < 1 || minutes > MOST_MINUTES) return { minutes: words.lengthMissing };
  const start = startOf(values, zone);
  if (start === null) return { time: words.timeMissing };
  return start.getTime() + minutes * 60_000 > now().getTime() ? { minutes: words.inFuture } : {};
}

export function SessionFields({ form }: { form: UseFormReturnType<SessionValues> }) {
  const { firstWeekday } = useSettings();
  const today = useToday();
  const { getInputProps, values, errors } = form;
  const picked = <Field extends 'day' | 'time' | 'minutes'>(field: Field) => ({
    value: values[field],
    error: errors[field],
    onChange: (value: SessionValues[Field]) => form.setValues({ [field]: value } as Partial<SessionValues>),
  });
  return (
    <>
      <TextInput label={strings.workingOn} maxLength={200} data-autofocus {...getInputProps('title')} />
      <TextInput label={strings.tag} maxLength={60} {...getInputProps('tag')} />
      <DayField label={words.day} firstWeekday={firstWeekday} max={today} {...picked('day')} />
      <SimpleGrid cols={2} spacing="sm">
        <TimeField label={words.startTime} {...picked('time')} />
        <DurationField label={words.length} {...picked('minutes')} />
      </SimpleGrid>
    </>
  );
}
