// Habits on Today: what is due, each ticked in one tap.
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { IconArrowRight, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import listClasses from '#src/ui/list.module.css';
import { WhenRead } from '#src/ui/when-read.tsx';
import { isDue, isOfToday, type HabitSummary } from '../model.ts';
import { strings } from '../strings.ts';
import { useHabits } from '../use-habits.ts';
import { HabitListRow } from './habit-row.tsx';
import { TodayDialog } from './today-dialog.tsx';

export function HabitsCard() {
  const { read, summaries, today } = useHabits();
  return (
    <WhenRead read={read} loading={<Skeleton height={176} radius="lg" />}>
      {() => <Due habits={summaries.filter(({ row }) => row.is_active)} today={today} />}
    </WhenRead>
  );
}

function Due({ habits, today }: { habits: readonly HabitSummary[]; today: string }) {
  const [opened, setOpened] = useState<HabitSummary | null>(null);
  const shown = habits.filter(isOfToday);
  const done = shown.filter((habit) => !isDue(habit)).length;
  if (habits.length === 0) {
    return (
      <Button component={Link} to="/habits" variant="default" leftSection={<IconPlus size={18} aria-hidden />}>
        {strings.add}
      </Button>
    );
  }
  return (
    <>
      {shown.length > 0 && (
        <ul className={listClasses.list} aria-label={strings.due}>
          {shown.map((habit) => (
            <HabitListRow key={habit.row.id} habit={habit} today={today} onDay={setOpened} />
          ))}
        </ul>
      )}
      <Group justify="space-between" mt={4} mih={44}>
        <Text size="sm" c="dimmed" className="tabular" role="status">
          {statusText(done, shown.length)}
        </Text>
        <Button component={Link} to="/habits" variant="subtle" rightSection={<IconArrowRight size={16} aria-hidden />}>
          {strings.openAll}
        </Button>
      </Group>
      {opened && <TodayDialog habit={opened} day={today} onClose={() => setOpened(null)} />}
    </>
  );
}

const statusText = (done: number, all: number): string =>
  all === 0 ? strings.nothingToday : done === all ? strings.allDone : strings.doneOf(done, all);
