// What can be done with a goal: edit, change its status, delete; and the moment when it is completed.
import { ActionIcon, Button, Menu, Modal, Stack, Text } from '@mantine/core';
import { IconCheck, IconDots, IconPencil, IconTrash, IconTrophy } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { daysBetween } from '#schema/day.ts';
import type { GoalStatus } from '#schema/goals/rules.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { Confirm } from '#src/ui/confirm.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { isOpen } from '../model.ts';
import type { GoalRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { GoalForm } from './goal-form.tsx';

const words = strings.page;
const route = getRouteApi('/goals/$goalId');

/** Changes the status with a way back; `onCompleted` is called when it is completed. */
export function useStatus(goal: GoalRow, onCompleted: () => void): (status: GoalStatus) => Promise<void> {
  const run = useRun();
  const today = useToday();
  return async (status) => {
    if (!(await run('goal.setStatus', { id: goal.id, status, day: today }))) return;
    if (status === 'completed') return onCompleted();
    const back = (): void => void run('goal.setStatus', { id: goal.id, status: goal.status, day: today });
    showToast({ message: words.statusChanged(strings.statuses[status]), action: { label: strings.undo, run: back } });
  };
}

/** What can become of a goal, by its status. */
const NEXT: Readonly<Record<GoalStatus, readonly GoalStatus[]>> = {
  not_started: ['active', 'abandoned', 'archived'],
  active: ['paused', 'abandoned', 'archived'],
  paused: ['active', 'abandoned', 'archived'],
  completed: ['active', 'archived'],
  abandoned: ['active', 'archived'],
  archived: ['active'],
};

interface GoalActionsProps {
  goal: GoalRow;
  /** The page shows a larger button for completing. */
  isReached: boolean;
  isMoment: boolean;
  onMoment(isOpen: boolean): void;
}

export function GoalActions({ goal, isReached, isMoment, onMoment }: GoalActionsProps) {
  const run = useRun();
  const navigate = route.useNavigate();
  const setStatus = useStatus(goal, () => onMoment(true));
  const [dialog, setDialog] = useState<'closed' | 'edit' | 'delete'>('closed');
  const close = () => setDialog('closed');
  const remove = async (): Promise<void> => {
    if (await run('goal.delete', { id: goal.id })) await navigate({ to: '/goals' });
  };
  return (
    <>
      {isOpen(goal) && !isReached && (
        <Button variant="default" leftSection={<IconCheck size={18} aria-hidden />} onClick={() => void setStatus('completed')}>
          {strings.actions.completed}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={strings.more}>
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={18} aria-hidden />} onClick={() => setDialog('edit')}>
            {strings.edit}
          </Menu.Item>
          {NEXT[goal.status].map((status) => (
            <Menu.Item key={status} onClick={() => void setStatus(status)}>
              {strings.actions[status]}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setDialog('delete')}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'edit' && <GoalForm goal={goal} onClose={close} />}
      {dialog === 'delete' && (
        <Confirm
          isDangerous
          title={words.removeTitle}
          text={words.removeText}
          confirm={words.remove}
          keep={words.keep}
          onClose={close}
          onConfirm={() => void remove()}
        />
      )}
      {isMoment && <Moment goal={goal} onClose={() => onMoment(false)} />}
    </>
  );
}

function Moment({ goal, onClose }: { goal: GoalRow; onClose(): void }) {
  const today = useToday();
  const days = goal.start_day === null ? null : Math.max(1, daysBetween(goal.start_day, today) + 1);
  return (
    <Modal
      opened
      onClose={onClose}
      title={strings.moment.title}
      closeButtonProps={{ 'aria-label': strings.moment.close, size: 44 }}
    >
      <Stack align="center" gap="md">
        <IconTrophy size={64} stroke={1.4} color="var(--cadence-accent)" aria-hidden />
        <Text ta="center" size="lg" fw={560}>
          {strings.moment.text(goal.title)}
        </Text>
        {days !== null && <Text c="dimmed">{strings.moment.took(days)}</Text>}
        <Button onClick={onClose} data-autofocus>
          {strings.moment.close}
        </Button>
      </Stack>
    </Modal>
  );
}
