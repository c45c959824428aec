// When something was that is entered afterwards, or corrected: fields for its day, start and length on the person's clock.
import { SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import { personDay } from '#schema/day.ts';
import { instantToWall, wallToInstant } from '#schema/wall-clock.ts';
import { now } from '#src/clock/clock.ts';
import { fullMinutes } from '#src/format/durations.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { DayField, DurationField, TimeField } from '#src/ui/time-fields.tsx';

/** `day` is a day of the calendar, 'YYYY-MM-DD'; `time` is 'HH:MM'. */
export interface PastTime {
  day: string | null;
  time: string;
  minutes: number | null;
}

const MOST_MINUTES = 12 * 60;

const words = {
  day: 'Day',
  start: 'Start',
  length: 'Length',
  needTime: 'Enter a day and a time.',
  needLength: 'Enter a length from 1 minute to 12 hours.',
  inFuture: 'This would end in the future.',
};

/** Seconds are cut off; a length below one minute counts as one. */
export function toPastTime(start: Date, seconds: number, zone: string): PastTime & { day: string; minutes: number } {
  const time = instantToWall(start, zone).slice(11, 16);
  return { day: personDay(start, zone, 0), time, minutes: Math.max(1, fullMinutes(seconds)) };
}

/** The length that ends now. */
export const untilNow = (minutes: number, zone: string): PastTime =>
  toPastTime(new Date(now().getTime() - minutes * 60_000), minutes * 60, zone);

/** The start that the person's clock showed; null while a field is empty. */
export function startOf({ day, time }: Pick<PastTime, 'day' | 'time'>, zone: string): Date | null {
  return day !== null && /^\d\d:\d\d/.test(time) ? wallToInstant(`${day}T${time.slice(0, 5)}:00`, zone) : null;
}

export function pastTimeFaults(values: PastTime, zone: string): { minutes?: string; time?: string } {
  const { minutes } = values;
  if (minutes === null || minutes < 1 || minutes > MOST_MINUTES) return { minutes: words.needLength };
  const start = startOf(values, zone);
  if (start === null) return { time: words.needTime };
  return start.getTime() + minutes * 60_000 > now().getTime() ? { minutes: words.inFuture } : {};
}

interface PastTimeFieldsProps {
  values: PastTime;
  errors: Readonly<Record<string, ReactNode>>;
  onChange(changed: Partial<PastTime>): void;
}

export function PastTimeFields({ values, errors, onChange }: PastTimeFieldsProps) {
  const { firstWeekday } = useSettings();
  const picked = <Field extends keyof PastTime>(field: Field) => ({
    value: values[field],
    error: errors[field],
    onChange: (value: PastTime[Field]) => onChange({ [field]: value }),
  });
  return (
    <>
      <DayField label={words.day} firstWeekday={firstWeekday} max={useToday()} {...picked('day')} />
      <SimpleGrid cols={2} spacing="sm">
        <TimeField label={words.start} {...picked('time')} />
        <DurationField label={words.length} {...picked('minutes')} />
      </SimpleGrid>
    </>
  );
}
