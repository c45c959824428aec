// One goal in the list: how far it is, and when it will be reached.
import { Skeleton, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Ring } from '#src/ui/ring.tsx';
import { isOpen, type GoalStanding } from '../model.ts';
import type { GoalRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useStanding } from '../use-standing.ts';
import classes from './goals.module.css';

export function GoalListRow({ goal }: { goal: GoalRow }) {
  const standing = useStanding(goal);
  return (
    <li className={classes.item}>
      <Link to="/goals/$goalId" params={{ goalId: goal.id }} className={classes.row}>
        <div className={classes.ring}>
          <Ring share={standing?.share ?? 0} thickness={9} isQuiet={!isOpen(goal)}>
            {standing ? strings.percent(standing.share) : <Skeleton height={12} width={28} />}
          </Ring>
        </div>
        <div className={classes.words}>
          <Text fw={560}>{goal.title}</Text>
          <Text size="sm" c="dimmed" className="tabular">
            {factsOf(goal, standing)}
          </Text>
          {standing && isOpen(goal) && (
            <Text size="sm" c="dimmed" className="tabular">
              {strings.forecast(standing.forecast, goal.unit)}
            </Text>
          )}
        </div>
      </Link>
    </li>
  );
}

export function factsOf(goal: GoalRow, standing: GoalStanding | null): string {
  const facts = [
    standing && measureText(goal, standing),
    goal.target_date === null ? null : strings.until(goal.target_date),
    goal.priority === 'high' || goal.priority === 'urgent' ? strings.priorities[goal.priority] : null,
    goal.status === 'active' ? null : strings.statuses[goal.status],
    goal.category,
  ];
  return facts.filter(Boolean).join(' · ');
}

export const measureText = (goal: GoalRow, { value, range }: GoalStanding): string =>
  goal.progress_by === 'milestones'
    ? strings.milestonesOf(value, value === 0 && range.target === 1 ? 0 : range.target)
    : strings.ofTarget(value, range.target, goal.unit);
