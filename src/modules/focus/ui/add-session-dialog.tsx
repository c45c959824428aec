// A session that was not timed, entered afterwards.
import { useState } from 'react';
import { personDay } from '#schema/day.ts';
import { newId } from '#schema/ids.ts';
import { now } from '#src/clock/clock.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { FocusLink } from '../model.ts';
import { strings } from '../strings.ts';
import { LinkField } from './link-field.tsx';
import { clockTimeOf, SessionFields, sessionFaults, startOf, type SessionValues } from './session-fields.tsx';

const LENGTH_MINUTES = 25;

/** A session that would end now. */
const usualStart = (): Date => new Date(now().getTime() - LENGTH_MINUTES * 60_000);

export function AddSessionDialog({ onClose }: { onClose(): void }) {
  const save = useSave();
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  const [link, setLink] = useState<FocusLink | null>(null);
  const [id] = useState(newId);
  const form = useCommandForm({
    initialValues: {
      title: '',
      tag: '',
      day: personDay(usualStart(), zone, 0),
      time: clockTimeOf(usualStart(), zone),
      minutes: LENGTH_MINUTES,
    } as SessionValues,
    validate: (values) => sessionFaults(values, zone),
    toArgs: (values) => {
      const start = startOf(values, zone) ?? now();
      const seconds = (values.minutes ?? LENGTH_MINUTES) * 60;
      return {
        id,
        title: values.title.trim() || null,
        tag: values.tag.trim() || null,
        startedAt: start.toISOString(),
        seconds,
        day: personDay(new Date(start.getTime() + seconds * 1_000), zone, dayStartHour),
      };
    },
    save: {
      create: (args) => save('focus.log', { ...args, ...(link && { taskId: link.id, taskKind: link.kind }) }),
    },
    onDone: onClose,
  });
  return (
    <FormDialog title={strings.history.addTitle} form={form} onClose={onClose}>
      <SessionFields form={form.fields} />
      <LinkField value={link} onChange={(next) => setLink(next && { kind: next.kind, id: next.id })} />
    </FormDialog>
  );
}
