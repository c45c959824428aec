// Shows a reminder when its time comes: opened or put off with one touch. Draws nothing itself.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { reminderTimes } from '#schema/planning/rules/event.ts';
import { setAlarm } from '#src/clock/alarm.ts';
import { now } from '#src/clock/clock.ts';
import { useNoticeWishes, useTimeZone } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { entriesIn, type Entry } from '../model.ts';
import type { EventRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { showToast } from '#src/ui/toast.tsx';
import { useTimes } from '../use-events.ts';
import { timesOf } from './calendar/agenda.tsx';

const AHEAD_MS = 60 * 86_400_000;
const SNOOZE_MINUTES = 10;

interface Coming {
  at: Date;
  entry: Entry;
}

/** The next reminder of all events after an instant. */
function nextOf(events: readonly EventRow[], zone: string, after: Date): Coming | null {
  const entries = entriesIn(events, after, new Date(after.getTime() + AHEAD_MS), zone);
  const coming = entries
    .flatMap((entry) => reminderTimes(entry.row, entry.start).map((at) => ({ at, entry })))
    .filter(({ at }) => at > after);
  return coming.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

export function Reminders({ events }: { events: readonly EventRow[] }) {
  const zone = useTimeZone();
  const times = useTimes();
  const run = useRun();
  const navigate = useNavigate();
  const wishes = useNoticeWishes();
  const [told, setTold] = useState(0);
  /** Put off last. */
  const [later, setLater] = useState<Coming | null>(null);
  const snooze = async (entry: Entry): Promise<void> => {
    const isSaved = await run('event.snooze', { id: entry.row.id, startsAt: entry.start.toISOString(), minutes: SNOOZE_MINUTES });
    if (isSaved) showToast({ message: strings.saved.snoozed });
    setLater({ at: new Date(now().getTime() + SNOOZE_MINUTES * 60_000), entry });
  };
  const ring = useEffectEvent((entry: Entry): void => {
    setTold((count) => count + 1);
    if (!wishes.notifications || wishes.mutedNotices.includes('event_reminder')) return;
    const id = `event-${entry.id}`;
    const then = (act: () => unknown) => () => {
      notifications.hide(id);
      act();
    };
    const open = (): void =>
      void navigate({
        to: '/plan/event/$eventId',
        params: { eventId: entry.eventId },
        search: (entry.key === null ? {} : { on: entry.key }) as never,
      });
    notifications.show({
      id,
      title: strings.reminder.title(entry.row.title),
      message: (
        <>
          <Text size="sm">{timesOf(entry, times)}</Text>
          <Group gap="xs" mt="xs">
            <Button onClick={then(open)}>{strings.reminder.open}</Button>
            <Button variant="default" onClick={then(() => void snooze(entry))}>
              {strings.event.snooze}
            </Button>
          </Group>
        </>
      ),
      autoClose: false,
    });
  });
  useEffect(() => {
    const next = nextOf(events, zone, now());
    return next === null ? undefined : setAlarm(next.at, () => ring(next.entry));
  }, [events, zone, told]);
  useEffect(() => (later === null ? undefined : setAlarm(later.at, () => ring(later.entry))), [later]);
  return null;
}
