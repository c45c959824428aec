// The person's habits as a file. Loaded on first use, because it brings the ZIP writer.
import type { FileHabit, FilePause } from '#schema/habits/files/habit-file.ts';
import { writeHabits } from '#schema/habits/files/own-file.ts';
import type { HabitRule } from '#schema/habits/rules/habit.ts';
import { readReminders } from '#schema/habits/rules/reminders.ts';
import type { Replica } from '#src/replica/api.ts';
import { saveFile } from '#src/ui/save-file.ts';
import { habitPauses, habitsForExport, type ExportedHabitRow, type PauseRow } from './queries.ts';

export async function exportHabits(replica: Pick<Replica, 'query'>, today: string): Promise<void> {
  const [habits, pauses] = await Promise.all([replica.query(habitsForExport()), replica.query(habitPauses())]);
  const bytes = writeHabits(
    habits.map((habit, at) => ({ ...toFileHabit(habit), pauses: pausesWith(habit.id, at === 0, pauses) })),
  );
  saveFile(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' }), `cadence-habits-${today}.zip`);
}

/** Those of all habits stand with the first one. */
const pausesWith = (habitId: string, isFirst: boolean, pauses: readonly PauseRow[]): FilePause[] =>
  pauses
    .filter(({ habit_id }) => habit_id === habitId || (isFirst && habit_id === null))
    .map(({ from_day: from, to_day: to, reason, habit_id }) => ({ from, to, reason, ofAll: habit_id === null }));

function toFileHabit(row: ExportedHabitRow): FileHabit {
  const reminders = readReminders(row.reminders);
  return {
    key: row.id,
    name: row.name,
    question: row.question,
    description: row.description,
    unit: row.unit,
    color: row.color,
    icon: row.icon,
    group: row.group_name,
    isArchived: !row.is_active,
    kind: row.kind as FileHabit['kind'],
    frequency: row.frequency as HabitRule['frequency'],
    target_count: row.target_count,
    custom_days: row.custom_days,
    interval_days: row.interval_days,
    target_value: row.target_value,
    target_type: row.target_type as HabitRule['target_type'],
    ...(reminders.times.length > 0 && { reminders }),
    link: row.linked_kind === null ? null : { kind: row.linked_kind, id: row.linked_id, measure: row.linked_measure },
    entries: (row.days ?? []) as FileHabit['entries'],
  };
}
