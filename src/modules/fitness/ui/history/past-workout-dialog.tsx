// When a workout was: for one that is entered afterwards, and to correct one that is finished.
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { personDay } from '#schema/day.ts';
import { newId } from '#schema/ids.ts';
import { now } from '#src/clock/clock.ts';
import { pastTimeFaults, PastTimeFields, startOf, toPastTime, untilNow, type PastTime } from '#src/modules/past-time.tsx';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm, type CommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { SessionRow } from '../../queries.ts';
import { strings } from '../../strings.ts';

const words = strings.past;
const USUAL_MINUTES = 60;

interface PastValues extends PastTime, Record<string, unknown> {
  name: string;
}

const faultsOf = (values: PastValues, zone: string) =>
  values.name.trim() === '' ? { name: words.needName } : pastTimeFaults(values, zone);

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
  const form = useCommandForm({
    initialValues: {
      name: words.usualName,
      ...untilNow(USUAL_MINUTES, zone),
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
      ...toPastTime(session.started_at, seconds, zone),
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

const TimeFields = ({ form: { fields } }: { form: CommandForm<PastValues> }) => (
  <PastTimeFields values={fields.values} errors={fields.errors} onChange={(changed) => fields.setValues(changed)} />
);
