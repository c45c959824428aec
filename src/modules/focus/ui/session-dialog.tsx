// One ended session: what it was about, its time, merging it with another one of its day; deleting it takes back what it earned.
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { personDay } from '#schema/day.ts';
import { formatMinutes, fullMinutes } from '#src/format/durations.ts';
import { formatTimeOfDay } from '#src/format/days.ts';
import { pastTimeFaults, startOf, toPastTime } from '#src/modules/past-time.tsx';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { useRun, useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { FocusHistoryRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { SessionFields, type SessionValues } from './session-fields.tsx';

interface SessionDialogProps {
  row: FocusHistoryRow;
  /** The sessions that it can be merged with. */
  others: readonly FocusHistoryRow[];
  onClose(): void;
}

function useSessionForm(row: FocusHistoryRow, onClose: () => void) {
  const save = useSave();
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  const rowSeconds = row.focused_seconds ?? 0;
  const initialValues: SessionValues = {
    title: row.task_title ?? '',
    tag: row.tag ?? '',
    ...toPastTime(row.started_at, rowSeconds, zone),
  };
  // The fields have whole minutes: one that was not touched keeps its seconds.
  const toArgs = (values: SessionValues) => {
    const isSameStart = values.day === initialValues.day && values.time === initialValues.time;
    const start = isSameStart ? row.started_at : (startOf(values, zone) ?? row.started_at);
    const seconds = values.minutes === initialValues.minutes ? Math.max(60, rowSeconds) : (values.minutes ?? 1) * 60;
    return {
      title: values.title.trim() || null,
      tag: values.tag.trim() || null,
      time: {
        startedAt: start.toISOString(),
        seconds,
        day: personDay(new Date(start.getTime() + seconds * 1_000), zone, dayStartHour),
      },
    };
  };
  return useCommandForm({
    initialValues,
    validate: (values) =>
      JSON.stringify(toArgs(values).time) === JSON.stringify(toArgs(initialValues).time) ? {} : pastTimeFaults(values, zone),
    toArgs,
    save: {
      change: async ({ time, ...texts }) => {
        if (Object.keys(texts).length > 0) {
          const outcome = await save('focus.edit', { id: row.id, ...texts });
          if (!outcome.ok) return outcome;
        }
        return time ? save('focus.retime', { id: row.id, ...time }) : { ok: true };
      },
    },
    onDone: onClose,
  });
}

export function SessionDialog({ row, others, onClose }: SessionDialogProps) {
  const run = useRun();
  const [isDeleting, setIsDeleting] = useState(false);
  const form = useSessionForm(row, onClose);
  const remove = () => {
    void run('focus.delete', { id: row.id });
    onClose();
  };
  if (isDeleting) {
    return (
      <Modal
        opened
        onClose={onClose}
        title={strings.history.removeTitle}
        closeButtonProps={{ 'aria-label': strings.history.close, size: 44 }}
      >
        <Stack gap="md">
          <Text>{strings.history.removeText}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setIsDeleting(false)}>
              {strings.history.cancel}
            </Button>
            <Button color="red" onClick={remove}>
              {strings.history.removeYes}
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <FormDialog
      title={strings.history.editTitle}
      form={form}
      onClose={onClose}
      aside={
        <Button variant="subtle" color="red" onClick={() => setIsDeleting(true)}>
          {strings.history.removeYes}
        </Button>
      }
    >
      <SessionFields form={form.fields} />
      {others.length > 0 && <MergeField row={row} others={others} onDone={onClose} />}
    </FormDialog>
  );
}

const nameOf = (row: FocusHistoryRow): string =>
  `${formatTimeOfDay(row.started_at)} · ${row.task_title ?? strings.untitled.focus} · ${formatMinutes(fullMinutes(row.focused_seconds ?? 0))}`;

function MergeField({ row, others, onDone }: { row: FocusHistoryRow; others: readonly FocusHistoryRow[]; onDone(): void }) {
  const run = useRun();
  const [chosen, setChosen] = useState<string | null>(null);
  const merge = () => {
    if (chosen === null) return;
    void run('focus.merge', { id: row.id, others: [chosen] });
    onDone();
  };
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Select
        flex={1}
        miw={0}
        label={strings.history.merge}
        description={strings.history.mergeHint}
        clearable
        data={others.map((one) => ({ value: one.id, label: nameOf(one) }))}
        value={chosen}
        onChange={setChosen}
      />
      <Button variant="default" disabled={chosen === null} onClick={merge}>
        {strings.history.mergeNow}
      </Button>
    </Group>
  );
}
