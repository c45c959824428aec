// Reminders of events while the app is open. Their code is fetched when there is an event with a reminder.
import { lazy, Suspense, useState } from 'react';
import { now } from '#src/clock/clock.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { remindedEvents } from '../queries.ts';

const Reminders = lazy(async () => ({ default: (await import('./reminders.tsx')).Reminders }));

export function EventReminders() {
  const [from] = useState(now);
  const events = rowsIfReady(useRows(remindedEvents(from))) ?? [];
  return <Suspense fallback={null}>{events.length > 0 && <Reminders events={events} />}</Suspense>;
}
