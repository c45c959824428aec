// A session that was not timed, entered afterwards.
import { useState } from 'react';
import { personDay } from '#schema/day.ts';
import { newId } from '#schema/ids.ts';
import { now } from '#src/clock/clock.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { pastTimeFaults, startOf, untilNow } from '#src/modules/past-time.tsx';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { FocusLink } from '../model.ts';
import { strings } from '../strings.ts';
import { LinkField } from './link-field.tsx';
import { SessionFields, type SessionValues } from './session-fields.tsx';

const LENGTH_MINUTES = 25;

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
      ...untilNow(LENGTH_MINUTES, zone),
    } as SessionValues,
    validate: (values) => pastTimeFaults(values, zone),
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
