// Reminders of habits while the app is open. Their code is fetched when there is a habit with a reminder.
import { lazy, Suspense } from 'react';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { remindedHabits } from '../queries.ts';

const Reminders = lazy(async () => ({ default: (await import('./reminders.tsx')).Reminders }));

export function HabitReminders() {
  const habits = rowsIfReady(useRows(remindedHabits())) ?? [];
  return <Suspense fallback={null}>{habits.length > 0 && <Reminders habits={habits} />}</Suspense>;
}
