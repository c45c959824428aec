// All habits: what is due today, the others by group, their order, the archive, and a pause over all of them.
import { Alert, Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconArrowsSort, IconBeach, IconFileImport, IconPlus, IconRepeat } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addDays } from '#schema/day.ts';
import { formatDay } from '#src/format/days.ts';
import { useRun } from '#src/modules/use-run.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import listClasses from '#src/ui/list.module.css';
import { Page } from '#src/ui/page.tsx';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { endPause } from '../commands.ts';
import { byGroup, isOfToday, orderAfter, pauseOn, type HabitSummary } from '../model.ts';
import type { PauseRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useHabits } from '../use-habits.ts';
import { HabitForm } from './habit-form.tsx';
import { HabitListRow } from './habit-row.tsx';
import { HabitBadge } from './look.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { TodayDialog } from './today-dialog.tsx';

type Dialog = { kind: 'closed' } | { kind: 'new' } | { kind: 'pause' } | { kind: 'day'; habit: HabitSummary };

export function HabitsPage() {
  const { read, summaries, today } = useHabits();
  const [dialog, setDialog] = useState<Dialog>({ kind: 'closed' });
  const [isSorting, setSorting] = useState(false);
  const close = () => setDialog({ kind: 'closed' });
  const add = () => setDialog({ kind: 'new' });
  // An empty page has the button in its middle.
  const actions = (read.kind !== 'ready' || summaries.length > 0) && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
      {strings.add}
    </Button>
  );
  return (
    <Page title={strings.title} description={strings.description} actions={actions}>
      <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
        {({ rows: { pauses } }) =>
          summaries.length === 0 ? (
            <EmptyPlace
              icon={IconRepeat}
              title={strings.emptyTitle}
              action={
                <Group justify="center">
                  <Button onClick={add}>{strings.add}</Button>
                  <ImportLink />
                </Group>
              }
            >
              {strings.emptyText}
            </EmptyPlace>
          ) : (
            <>
              <PausedNow pauses={pauses} today={today} />
              <Group gap="xs">
                <Button
                  variant="default"
                  leftSection={<IconArrowsSort size={18} aria-hidden />}
                  onClick={() => setSorting(!isSorting)}
                >
                  {isSorting ? strings.reorderDone : strings.reorder}
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconBeach size={18} aria-hidden />}
                  onClick={() => setDialog({ kind: 'pause' })}
                >
                  {strings.page.pause}
                </Button>
                <ImportLink />
              </Group>
              {isSorting ? (
                <Sorting habits={summaries} />
              ) : (
                <Lists habits={summaries} today={today} onDay={(habit) => setDialog({ kind: 'day', habit })} />
              )}
            </>
          )
        }
      </WhenRead>
      {dialog.kind === 'new' && <HabitForm habit={null} onClose={close} />}
      {dialog.kind === 'pause' && <PauseDialog habit={null} onClose={close} />}
      {dialog.kind === 'day' && <TodayDialog habit={dialog.habit} day={today} onClose={close} />}
    </Page>
  );
}

const ImportLink = () => (
  <Button component={Link} to="/habits/import" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}>
    {strings.importPage.link}
  </Button>
);

function PausedNow({ pauses, today }: { pauses: readonly PauseRow[]; today: string }) {
  const run = useRun();
  const pause = pauseOn(
    pauses.filter(({ habit_id }) => habit_id === null),
    today,
  );
  if (pause === null) return null;
  return (
    <Alert icon={<IconBeach size={20} aria-hidden />} title={strings.pause.current(pause.reason)}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{strings.pausedUntil(pause.to_day === null ? null : formatDay(pause.to_day))}</Text>
        <Button variant="default" onClick={() => void endPause(run, pause.id, addDays(today, -1), pause.to_day)}>
          {strings.pause.end}
        </Button>
      </Group>
    </Alert>
  );
}

interface ListsProps {
  habits: readonly HabitSummary[];
  today: string;
  onDay(habit: HabitSummary): void;
}

function Lists({ habits, today, onDay }: ListsProps) {
  const active = habits.filter(({ row }) => row.is_active);
  const archived = habits.filter(({ row }) => !row.is_active);
  const list = (title: string, items: readonly HabitSummary[]) =>
    items.length > 0 && (
      <section key={title} aria-label={title}>
        <Title order={2} size="h3" mb="xs">
          {title}
        </Title>
        <ul className={listClasses.list}>
          {items.map((habit) => (
            <HabitListRow key={habit.row.id} habit={habit} today={today} onDay={onDay} />
          ))}
        </ul>
      </section>
    );
  return (
    <>
      {active.length === 0 && <Text c="dimmed">{strings.allArchived}</Text>}
      {byGroup(active.filter(isOfToday)).map(([group, items]) => list(group === '' ? strings.due : group, items))}
      {list(
        strings.later,
        active.filter((habit) => !isOfToday(habit)),
      )}
      {list(strings.archived, archived)}
    </>
  );
}

/** By drag and by keyboard. */
function Sorting({ habits }: { habits: readonly HabitSummary[] }) {
  const run = useRun();
  const active = habits.filter(({ row }) => row.is_active);
  const ids = active.map(({ row }) => row.id);
  const move = (id: string, to: number) =>
    void run('habit.reorder', {
      ids: orderAfter(
        habits.map(({ row }) => row.id),
        ids,
        id,
        to,
      ),
    });
  return (
    <SortableList label={strings.order} items={active} idOf={({ row }) => row.id} nameOf={({ row }) => row.name} onMove={move}>
      {({ row }) => (
        <Group gap="sm" wrap="nowrap">
          <HabitBadge icon={row.icon} color={row.color} />
          <Text fw={520}>{row.name}</Text>
        </Group>
      )}
    </SortableList>
  );
}
