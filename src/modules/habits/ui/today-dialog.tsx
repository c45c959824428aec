// The dialog of one day, with the entry read when it opens.
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import type { HabitSummary } from '../model.ts';
import { habitEntries } from '../queries.ts';
import { DayDialog } from './day-dialog.tsx';

interface TodayDialogProps {
  habit: HabitSummary;
  day: string;
  onClose(): void;
}

export function TodayDialog({ habit: { row }, day, onClose }: TodayDialogProps) {
  const entries = rowsIfReady(useRows(habitEntries(row.id)));
  if (entries === undefined) return null;
  return (
    <DayDialog
      habit={row}
      day={day}
      entry={entries.find(({ completed_date }) => completed_date === day) ?? null}
      onClose={onClose}
    />
  );
}
