// The milestones of a goal: ticked, added, ordered by drag and keyboard, deleted.
import { ActionIcon, Box, Checkbox, Skeleton, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { goalLimits } from '#schema/goals/rules.ts';
import { newId } from '#schema/ids.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { useRows } from '#src/replica/public.ts';
import { QuickAdd } from '#src/ui/quick-add.tsx';
import { Section } from '#src/ui/section.tsx';
import { SortableList } from '#src/ui/sortable-list.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { WhenRead } from '#src/ui/when-read.tsx';
import { moved } from '#src/moved.ts';
import { goalMilestones, type MilestoneRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './goals.module.css';

const words = strings.page;

export function Milestones({ goalId }: { goalId: string }) {
  const read = useRows(goalMilestones(goalId));
  return (
    <Section title={words.milestones}>
      <WhenRead read={read} loading={<Skeleton height={120} radius="lg" />}>
        {({ rows }) => <MilestoneList milestones={rows} goalId={goalId} />}
      </WhenRead>
      <NewMilestone key={goalId} goalId={goalId} />
    </Section>
  );
}

function MilestoneList({ milestones, goalId }: { milestones: MilestoneRow[]; goalId: string }) {
  const run = useRun();
  const move = (id: string, to: number): void => {
    const ids = milestones.map((one) => one.id);
    void run('milestone.reorder', { goalId, ids: moved(ids, id, to) });
  };
  if (milestones.length === 0) {
    return (
      <Text c="dimmed" mb="sm">
        {words.noMilestones}
      </Text>
    );
  }
  return (
    <SortableList label={words.milestones} items={milestones} idOf={({ id }) => id} nameOf={({ title }) => title} onMove={move}>
      {(milestone) => <Milestone milestone={milestone} goalId={goalId} />}
    </SortableList>
  );
}

function Milestone({ milestone: { id, title, description, is_completed }, goalId }: { milestone: MilestoneRow; goalId: string }) {
  const run = useRun();
  const today = useToday();
  const remove = async (): Promise<void> => {
    if (!(await run('milestone.delete', { id }))) return;
    const restore = async (): Promise<void> => {
      if (!(await run('milestone.add', { id, goalId, title, description }))) return;
      if (is_completed) await run('milestone.complete', { id, isCompleted: true, day: today });
    };
    showToast({ message: words.milestoneDeleted, action: { label: strings.undo, run: () => void restore() } });
  };
  return (
    <div className={classes.milestone}>
      <Checkbox
        size="md"
        label={title}
        {...(description !== null && { description })}
        checked={is_completed}
        onChange={(event) => void run('milestone.complete', { id, isCompleted: event.currentTarget.checked, day: today })}
      />
      <ActionIcon aria-label={words.deleteMilestone(title)} onClick={() => void remove()}>
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function NewMilestone({ goalId }: { goalId: string }) {
  const run = useRun();
  return (
    <Box mt="sm">
      <QuickAdd
        label={words.newMilestone}
        button={words.addMilestone}
        draftKey={`goal.${goalId}.milestone`}
        maxLength={goalLimits.title}
        onAdd={(title) => run('milestone.add', { id: newId(), goalId, title })}
      />
    </Box>
  );
}
