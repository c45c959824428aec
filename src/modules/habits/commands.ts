// What is done with habits beyond saving one command: it adds to a value, and takes back.
import type { CommandArgs } from '#schema/commands.ts';
import type { HabitEntry } from '#schema/habits/rules/days.ts';
import { showToast } from '#src/ui/toast.tsx';
import type { Run } from '../use-run.ts';
import { strings } from './strings.ts';

export type HabitArgs = Omit<CommandArgs<'habit.add'>, 'id'>;

const words = strings.saved;

/** One tap: done, or open again. */
export const tick = (run: Run, habitId: string, day: string, isDone: boolean): Promise<boolean> =>
  run('habit.mark', { habitId, day, mark: isDone ? 'done' : 'none' });

/** Adds to the day's value, with a way back. */
export async function addToValue(
  run: Run,
  { id, unit }: { id: string; unit: string | null },
  day: string,
  { before, step }: { before: HabitEntry | null; step: number },
): Promise<void> {
  const value = Math.round(((before?.value ?? 0) + step) * 1_000) / 1_000;
  if (!(await run('habit.mark', { habitId: id, day, mark: 'done', value }))) return;
  const restore = (): void =>
    void run('habit.mark', {
      habitId: id,
      day,
      mark: before?.mark ?? 'none',
      ...(before?.value !== null && before?.value !== undefined && { value: before.value }),
    });
  showToast({ message: words.added(strings.value(value, unit)), action: { label: strings.undo, run: restore } });
}

export async function archiveHabit(run: Run, id: string, isArchived: boolean): Promise<void> {
  if (!(await run('habit.archive', { id, isArchived }))) return;
  const back = (): void => void run('habit.archive', { id, isArchived: !isArchived });
  showToast({ message: isArchived ? words.archived : words.restored, action: { label: strings.undo, run: back } });
}

export async function deleteHabit(run: Run, id: string): Promise<boolean> {
  const isDone = await run('habit.delete', { id });
  if (isDone) showToast({ message: words.deleted });
  return isDone;
}

/** The day before `today` is its last. */
export async function endPause(run: Run, id: string, lastDay: string, before: string | null): Promise<void> {
  if (!(await run('habit.editPause', { id, to: lastDay }))) return;
  const back = (): void => void run('habit.editPause', { id, to: before });
  showToast({ message: words.pauseEnded, action: { label: strings.undo, run: back } });
}

export async function snooze(run: Run, id: string, minutes: number): Promise<void> {
  if (await run('habit.snooze', { id, minutes })) showToast({ message: words.snoozed });
}
