// A goal's standing, read live from what measures it.
import { useMemo } from 'react';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { standingOf, type GoalStanding } from './model.ts';
import { goalMilestones, goalUpdates, linkedDays, type GoalRow } from './queries.ts';

export function useStanding(goal: GoalRow): GoalStanding | null {
  const today = useToday();
  const by = goal.progress_by;
  const updates = rowsIfReady(useRows(by === 'hand' ? goalUpdates(goal.id) : null));
  const days = rowsIfReady(useRows(by === 'linked' ? linkedDays(goal) : null));
  const milestones = rowsIfReady(useRows(by === 'milestones' ? goalMilestones(goal.id) : null));
  return useMemo(() => {
    const known = { hand: updates, linked: days, milestones }[by];
    if (known === undefined) return null;
    return standingOf(goal, { updates: updates ?? [], days: days ?? [], milestones: milestones ?? [] }, today);
  }, [goal, by, updates, days, milestones, today]);
}
