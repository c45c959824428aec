// The review of a week: planned beside done, the days, one text; and the training load, which proposes a lighter week after a hard one.
import { ActionIcon, Button, Group, SimpleGrid, Skeleton, Stack, Table, Text, Textarea } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { addDays, weekStart } from '#schema/day.ts';
import { readItems } from '#schema/planning/rules/day-plan.ts';
import { planningLimits } from '#schema/planning/rules/limits.ts';
import { formatDay, formatDayRange } from '#src/format/days.ts';
import { formatMinutes } from '#src/format/durations.ts';
import { useSettings, useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { useAddressFields } from '#src/ui/list-page/public.ts';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { isOnDay, type Entry } from '../../model.ts';
import { plansBetween, type PlanRow } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useEntries } from '../../use-events.ts';
import { Deload } from './deload.tsx';

const words = strings.week;
const ADDRESS = { week: '' } as const;

export function WeekPage() {
  const today = useToday();
  const { firstWeekday } = useSettings();
  const [{ week }, setAddress] = useAddressFields(ADDRESS);
  const thisWeek = weekStart(today, firstWeekday);
  const first = /^\d{4}-\d{2}-\d{2}$/.test(week) && !Number.isNaN(Date.parse(week)) ? weekStart(week, firstWeekday) : thisWeek;
  const last = addDays(first, 6);
  const { read, entries } = useEntries(first, last);
  const plans = rowsIfReady(useRows(plansBetween(first, last)));
  const goTo = (to: string): void => setAddress({ week: to === thisWeek ? '' : to });
  return (
    <Page
      title={words.title}
      description={formatDayRange(first, last)}
      isNarrow
      actions={
        <>
          <ActionIcon variant="default" aria-label={strings.previous.week} onClick={() => goTo(addDays(first, -7))}>
            <IconChevronLeft size={20} />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={strings.next.week} onClick={() => goTo(addDays(first, 7))}>
            <IconChevronRight size={20} />
          </ActionIcon>
        </>
      }
    >
      <WhenRead read={read} loading={<Skeleton height={360} radius="lg" />}>
        {() => <Review first={first} entries={entries} plans={plans ?? []} key={first} />}
      </WhenRead>
      {first === thisWeek && <Deload today={today} />}
    </Page>
  );
}

interface DayFigures {
  day: string;
  planned: number;
  done: number;
  minutes: number;
  carried: number;
  isClosed: boolean;
}

function figuresOf(first: string, entries: readonly Entry[], plans: readonly PlanRow[]): DayFigures[] {
  return Array.from({ length: 7 }, (_, at) => addDays(first, at)).map((day) => {
    const on = entries.filter((entry) => isOnDay(entry, day));
    const plan = plans.find(({ date }) => date === day);
    const items = readItems(plan?.items);
    const timed = on.filter((entry) => !entry.isAllDay && entry.isDone && entry.from.startsWith(day));
    const ms = timed.reduce(
      (sum, { row, start, end }) => sum + ((row.actual_end ?? end).getTime() - (row.actual_start ?? start).getTime()),
      0,
    );
    return {
      day,
      planned: on.length + items.filter(({ to }) => to === null).length,
      done: on.filter((entry) => entry.isDone).length + items.filter(({ isDone }) => isDone).length,
      minutes: Math.round(ms / 60_000),
      carried: items.filter(({ to }) => to !== null).length,
      isClosed: plan?.closed_at != null,
    };
  });
}

function Review({ first, entries, plans }: { first: string; entries: readonly Entry[]; plans: readonly PlanRow[] }) {
  const run = useRun();
  const days = figuresOf(first, entries, plans);
  const sum = (of: (day: DayFigures) => number): number => days.reduce((total, day) => total + of(day), 0);
  const stored = plans.find(({ date }) => date === first)?.week_review ?? '';
  const [text, setText] = useState<string | null>(null);
  const figures = [
    [
      words.done,
      words.of(
        sum(({ done }) => done),
        sum(({ planned }) => planned),
      ),
    ],
    [words.time, formatMinutes(sum(({ minutes }) => minutes))],
    [
      words.days,
      words.of(
        sum(({ isClosed }) => Number(isClosed)),
        7,
      ),
    ],
    [words.carried, String(sum(({ carried }) => carried))],
  ] as const;
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <Text size="sm" c="dimmed">
              {name}
            </Text>
            <Text fw={600} size="lg" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      <Section title={words.table}>
        <Table aria-label={words.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.dayColumn}</Table.Th>
              <Table.Th>{words.done}</Table.Th>
              <Table.Th>{words.time}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map(({ day, done, planned, minutes }) => (
              <Table.Tr key={day}>
                <Table.Th scope="row" fw={500}>
                  {formatDay(day)}
                </Table.Th>
                <Table.Td>{words.of(done, planned)}</Table.Td>
                <Table.Td>{minutes > 0 ? formatMinutes(minutes) : ''}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Section>
      <Stack gap="sm">
        <Textarea
          label={words.text}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={planningLimits.text}
          value={text ?? stored}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group>
          <Button
            disabled={text === null || text === stored}
            onClick={() => void run('plan.reviewWeek', { firstDay: first, review: (text ?? '').trim() || null })}
          >
            {strings.save}
          </Button>
        </Group>
      </Stack>
    </>
  );
}
