// The routines by folder: start one, build a new one, put them in order.
import { Button, Group, Skeleton, Stack, Title } from '@mantine/core';
import { IconArrowsSort, IconClipboardList, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import listClasses from '#src/ui/list.module.css';
import { OneLine } from '#src/ui/one-line.tsx';
import { Page } from '#src/ui/page.tsx';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { moved } from '#src/moved.ts';
import type { WorkoutPlan } from '../../commands.ts';
import { routinesByFolder } from '../../plan-model.ts';
import { planStrings } from '../../plan-strings.ts';
import { routines, type RoutineRow } from '../../queries.ts';
import { useStartWorkout } from '../session/start-workout.tsx';
import classes from './routines.module.css';

const words = planStrings.routines;

const NewButton = () => (
  <Button
    leftSection={<IconPlus size={18} aria-hidden />}
    renderRoot={(props) => <Link to="/train/routines/$id" params={{ id: 'new' }} {...props} />}
  >
    {words.add}
  </Button>
);

export function RoutinesPage() {
  const read = useRows(routines());
  const [isSorting, setSorting] = useState(false);
  return (
    <Page
      isNarrow
      title={words.title}
      description={words.description}
      actions={rowsIfReady(read)?.length === 0 ? undefined : <NewButton />}
    >
      <WhenRead read={read} loading={<Skeleton height={260} radius="lg" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyPlace icon={IconClipboardList} title={words.emptyTitle} action={<NewButton />}>
              {words.emptyText}
            </EmptyPlace>
          ) : (
            <>
              {rows.length > 1 && (
                <Group>
                  <Button
                    variant="default"
                    leftSection={<IconArrowsSort size={18} aria-hidden />}
                    onClick={() => setSorting(!isSorting)}
                  >
                    {isSorting ? words.reorderDone : words.reorder}
                  </Button>
                </Group>
              )}
              <Folders rows={rows} isSorting={isSorting} />
            </>
          )
        }
      </WhenRead>
    </Page>
  );
}

function Folders({ rows, isSorting }: { rows: readonly RoutineRow[]; isSorting: boolean }) {
  const { start, question } = useStartWorkout();
  const groups = routinesByFolder(rows);
  return (
    <Stack gap="md">
      {groups.map(({ folder, routines: own }) => {
        const name = folder ?? words.noFolder;
        return (
          <section key={name} aria-label={words.list(name)}>
            {(folder !== null || groups.length > 1) && (
              <Title order={2} size="h3" className={classes.folder}>
                {name}
              </Title>
            )}
            {isSorting ? (
              <Sorting label={words.list(name)} folder={folder} rows={own} />
            ) : (
              <ul className={listClasses.list}>
                {own.map((routine) => (
                  <li key={routine.id}>
                    <RoutineItem routine={routine} onStart={start} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
      {question}
    </Stack>
  );
}

function Sorting({ label, folder, rows }: { label: string; folder: string | null; rows: readonly RoutineRow[] }) {
  const run = useRun();
  const move = (id: string, to: number) => {
    const ids = rows.map((row) => row.id);
    void run('routine.arrange', { folder, ids: moved(ids, id, to) });
  };
  return (
    <SortableList label={label} items={rows} idOf={({ id }) => id} nameOf={({ name }) => name} onMove={move}>
      {({ name }) => name}
    </SortableList>
  );
}

function RoutineItem({ routine, onStart }: { routine: RoutineRow; onStart(plan: WorkoutPlan): void }) {
  return (
    <div className={classes.row}>
      <Link to="/train/routines/$id" params={{ id: routine.id }} className={classes.rowLink}>
        <OneLine fw={520}>{routine.name}</OneLine>
        <OneLine size="sm" c="dimmed">
          {routine.exercise_names ?? words.exercises(0)}
        </OneLine>
      </Link>
      <Button
        variant="light"
        aria-label={words.startOf(routine.name)}
        onClick={() => onStart({ name: routine.name, plan: { workoutId: routine.id } })}
      >
        {words.start}
      </Button>
    </div>
  );
}
