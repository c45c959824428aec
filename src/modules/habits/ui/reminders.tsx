// Shows a reminder when its time comes and the habit still asks for something: done and put off are one touch. Draws nothing itself.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent, useState } from 'react';
import { personDay } from '#schema/day.ts';
import { nextReminder, readReminders } from '#schema/habits/rules/reminders.ts';
import { setAlarm } from '#src/clock/alarm.ts';
import { now } from '#src/clock/clock.ts';
import { useNoticeWishes, useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { useRun, type Run } from '#src/modules/use-run.ts';
import type { RowOf } from '#src/replica/public.ts';
import { snooze, tick } from '../commands.ts';
import { isDue } from '../model.ts';
import type { remindedHabits } from '../queries.ts';
import { strings } from '../strings.ts';
import { useReadSummary } from '../use-read-summary.ts';

type Reminded = RowOf<typeof remindedHabits>;

const SNOOZE_MINUTES = 15;

export function Reminders({ habits }: { habits: readonly Reminded[] }) {
  return habits.map((habit) => <Reminder key={habit.id} habit={habit} />);
}

function Reminder({ habit }: { habit: Reminded }) {
  const run = useRun();
  const readSummary = useReadSummary();
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  const wishes = useNoticeWishes();
  const [told, setTold] = useState(0);
  const times = JSON.stringify(habit.reminders);
  const ring = useEffectEvent(async () => {
    setTold((count) => count + 1);
    if (!wishes.notifications || wishes.mutedNotices.includes('habit_reminder')) return;
    const today = personDay(now(), zone, dayStartHour);
    const summary = await readSummary(habit.id, today);
    if (summary && isDue(summary)) showReminder(run, { ...habit, isCheck: summary.row.kind === 'check' }, today);
  });
  useEffect(() => {
    const at = nextReminder(readReminders(JSON.parse(times)), zone, now());
    return at === null ? undefined : setAlarm(at, () => void ring());
  }, [times, zone, told]);
  return null;
}

function showReminder(run: Run, habit: Reminded & { isCheck: boolean }, today: string): void {
  const id = `habit-${habit.id}`;
  const then = (act: () => Promise<unknown>) => () => {
    notifications.hide(id);
    void act();
  };
  notifications.show({
    id,
    title: habit.name,
    message: (
      <>
        <Text size="sm">{habit.question ?? strings.reminder.fallback}</Text>
        <Group gap="xs" mt="xs">
          {habit.isCheck && <Button onClick={then(() => tick(run, habit.id, today, true))}>{strings.reminder.done}</Button>}
          <Button variant="default" onClick={then(() => snooze(run, habit.id, SNOOZE_MINUTES))}>
            {strings.reminder.snooze}
          </Button>
        </Group>
      </>
    ),
    autoClose: false,
  });
}
