// The plan on Today: what is next, the open items of the plan to tick, and the way to start or close the day.
import { Checkbox, Group, Skeleton, Text } from '@mantine/core';
import { isOpen } from '#schema/planning/rules/day-plan.ts';
import { useNow } from '#src/clock/use-now.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { List, ListRow } from '#src/ui/list.tsx';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { strings } from '../strings.ts';
import { useDayPlan } from '../use-day.ts';
import { useTimes } from '../use-events.ts';
import { timesOf } from './calendar/agenda.tsx';
import { EntryLink } from './entry-link.tsx';

const MOST = 4;

export function PlanCard() {
  const today = useToday();
  const run = useRun();
  const times = useTimes();
  const now = useNow(true, 60_000);
  const { read, view } = useDayPlan(today);
  const next = view.entries.filter((entry) => !entry.isDone && (entry.isAllDay || entry.end > now)).slice(0, MOST);
  const open = view.items.filter(isOpen).slice(0, MOST);
  const isStarted = view.row?.opened_at != null;
  return (
    <WhenRead read={read} loading={<Skeleton height={120} radius="lg" />}>
      {() => (
        <List label={strings.title}>
          {next.map((entry) => (
            <ListRow key={entry.id}>
              <EntryLink entry={entry} />
              <Text size="sm" c="dimmed">
                {timesOf(entry, times)}
              </Text>
            </ListRow>
          ))}
          {open.map(({ id, title, at }) => (
            <ListRow key={id}>
              <Group gap="sm" wrap="nowrap">
                <Checkbox
                  size="md"
                  aria-label={strings.day.done(title)}
                  label={title}
                  checked={false}
                  onChange={() => void run('plan.edit', { id, day: today, isDone: true })}
                />
                {at !== null && (
                  <Text size="sm" c="dimmed">
                    {times.minute(at)}
                  </Text>
                )}
              </Group>
            </ListRow>
          ))}
          <ListRow>
            <PlainLink to="/plan/day">{isStarted ? strings.dayPlan : strings.day.morning}</PlainLink>
            <PlainLink to="/plan">{strings.day.calendar}</PlainLink>
          </ListRow>
        </List>
      )}
    </WhenRead>
  );
}
