// All goals: the open ones in the person's order, then those that are closed.
import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconArrowsSort, IconPlus, IconTarget } from '@tabler/icons-react';
import { useState } from 'react';
import { useRun } from '#src/modules/use-run.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { EmptyPlace } from '#src/ui/empty-place.tsx';
import listClasses from '#src/ui/list.module.css';
import { Page } from '#src/ui/page.tsx';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { moved } from '#src/moved.ts';
import { isOpen } from '../model.ts';
import { goals, type GoalRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { GoalForm } from './goal-form.tsx';
import { GoalListRow } from './goal-row.tsx';

export function GoalsPage() {
  const read = useRows(goals());
  const [isAdding, setAdding] = useState(false);
  const add = () => setAdding(true);
  // An empty page has the button in its middle.
  const actions = rowsIfReady(read)?.length !== 0 && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
      {strings.add}
    </Button>
  );
  return (
    <Page title={strings.title} description={strings.description} actions={actions}>
      <WhenRead read={read} loading={<Skeleton height={320} radius="lg" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyPlace icon={IconTarget} title={strings.emptyTitle} action={<Button onClick={add}>{strings.add}</Button>}>
              {strings.emptyText}
            </EmptyPlace>
          ) : (
            <Lists rows={rows} />
          )
        }
      </WhenRead>
      {isAdding && <GoalForm goal={null} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Lists({ rows }: { rows: readonly GoalRow[] }) {
  const run = useRun();
  const [isSorting, setSorting] = useState(false);
  const open = rows.filter(isOpen);
  const closed = rows.filter((goal) => !isOpen(goal));
  const move = (id: string, to: number): void => {
    const ids = open.map((goal) => goal.id);
    void run('goal.reorder', { ids: [...moved(ids, id, to), ...closed.map((goal) => goal.id)] });
  };
  return (
    <>
      {open.length > 1 && (
        <Group>
          <Button variant="default" leftSection={<IconArrowsSort size={18} aria-hidden />} onClick={() => setSorting(!isSorting)}>
            {isSorting ? strings.reorderDone : strings.reorder}
          </Button>
        </Group>
      )}
      {isSorting ? (
        <SortableList label={strings.order} items={open} idOf={({ id }) => id} nameOf={({ title }) => title} onMove={move}>
          {({ title }) => <Text fw={520}>{title}</Text>}
        </SortableList>
      ) : (
        <GoalList title={strings.open} rows={open} />
      )}
      <GoalList title={strings.closed} rows={closed} />
    </>
  );
}

function GoalList({ title, rows }: { title: string; rows: readonly GoalRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={2} size="h3" mb="xs">
        {title}
      </Title>
      <ul className={listClasses.list}>
        {rows.map((goal) => (
          <GoalListRow key={goal.id} goal={goal} />
        ))}
      </ul>
    </section>
  );
}
