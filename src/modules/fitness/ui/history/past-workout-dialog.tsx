// When a workout was: for one that is entered afterwards, and to correct one that is finished.
import { SimpleGrid, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { personDay } from '#schema/day.ts';
import { newId } from '#schema/ids.ts';
import { wallToInstant } from '#schema/wall-clock.ts';
import { now } from '#src/clock/clock.ts';
import { fullMinutes } from '#src/format/durations.ts';
import { useSettings, useTimeZone, useToday } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm, type CommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import { DayField, DurationField, TimeField } from '#src/ui/time-fields.tsx';
import type { SessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';

const words = strings.past;
const USUAL_MINUTES = 60;
const MOST_MINUTES = 12 * 60;

interface PastValues extends Record<string, unknown> {
  name: string;
  day: string | null;
  time: string;
  minutes: number | null;
}

const clockTimeOf = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

function startOf({ day, time }: PastValues, zone: string): Date | null {
  return day !== null && /^\d\d:\d\d/.test(time) ? wallToInstant(`${day}T${time.slice(0, 5)}:00`, zone) : null;
}

function faultsOf(values: PastValues, zone: string): { name?: string; time?: string; minutes?: string } {
  const { name, minutes } = values;
  if (name.trim() === '') return { name: words.needName };
  const start = startOf(values, zone);
  if (start === null) return { time: words.needTime };
  if (minutes === null || minutes < 1 || minutes > MOST_MINUTES) return { minutes: words.needLength };
  return start.getTime() + minutes * 60_000 > now().getTime() ? { minutes: words.inFuture } : {};
}

/** The arguments that say when it was; the day is the person's at the end. */
function timesOf(values: PastValues, zone: string, dayStartHour: number) {
  const start = startOf(values, zone) ?? now();
  const end = new Date(start.getTime() + (values.minutes ?? USUAL_MINUTES) * 60_000);
  return { startedAt: start.toISOString(), completedAt: end.toISOString(), day: personDay(end, zone, dayStartHour) };
}

export function PastWorkoutDialog({ onClose }: { onClose(): void }) {
  const save = useSave();
  const navigate = useNavigate();
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  const [id] = useState(newId);
  const start = new Date(now().getTime() - USUAL_MINUTES * 60_000);
  const form = useCommandForm({
    initialValues: {
      name: words.usualName,
      day: personDay(start, zone, 0),
      time: clockTimeOf(start, zone),
      minutes: USUAL_MINUTES,
    } as PastValues,
    validate: (values) => faultsOf(values, zone),
    toArgs: (values) => ({ id, name: values.name.trim(), ...timesOf(values, zone, dayStartHour) }),
    save: { create: (args) => save('workout.log', args) },
    onDone: () => void navigate({ to: '/train/history/$id', params: { id }, search: { edit: 1 } }),
  });
  return (
    <FormDialog title={words.add} form={form} onClose={onClose}>
      <TextInput label={words.name} maxLength={200} data-autofocus {...form.fields.getInputProps('name')} />
      <TimeFields form={form} />
    </FormDialog>
  );
}

export function MoveDialog({ session, onClose }: { session: SessionRow; onClose(): void }) {
  const save = useSave();
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  const seconds = ((session.completed_at ?? session.started_at).getTime() - session.started_at.getTime()) / 1_000;
  const form = useCommandForm({
    initialValues: {
      name: session.name ?? words.usualName,
      day: personDay(session.started_at, zone, 0),
      time: clockTimeOf(session.started_at, zone),
      minutes: Math.max(1, fullMinutes(seconds)),
    } as PastValues,
    validate: (values) => faultsOf(values, zone),
    toArgs: (values) => ({ times: timesOf(values, zone, dayStartHour) }),
    save: {
      change: async ({ times }) => (times ? save('workout.move', { id: session.id, ...times }) : { ok: true }),
    },
    onDone: onClose,
  });
  return (
    <FormDialog title={words.move} form={form} onClose={onClose}>
      <TimeFields form={form} />
    </FormDialog>
  );
}

function TimeFields({ form: { fields } }: { form: CommandForm<PastValues> }) {
  const { firstWeekday } = useSettings();
  const today = useToday();
  const { values, errors } = fields;
  const set = (changed: Partial<PastValues>) => fields.setValues(changed);
  return (
    <>
      <DayField
        label={words.day}
        firstWeekday={firstWeekday}
        max={today}
        value={values.day}
        error={errors['day']}
        onChange={(day) => set({ day })}
      />
      <SimpleGrid cols={2} spacing="sm">
        <TimeField label={words.start} value={values.time} error={errors['time']} onChange={(time) => set({ time })} />
        <DurationField
          label={words.length}
          value={values.minutes}
          error={errors['minutes']}
          onChange={(minutes) => set({ minutes })}
        />
      </SimpleGrid>
    </>
  );
}
