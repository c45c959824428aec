// What the screens ask of goals, for the bench.
import { addDays } from '#schema/day.ts';
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay, oneOf }) => {
  const goalId = await oneOf('goals');
  const linked = { progress_by: 'linked', linked_id: null, start_day: addDays(lastDay, -365) } as const;
  return {
    Goals: {
      goals: queries.goals(),
      'linkedDays, focus': queries.linkedDays({ ...linked, linked_metric: 'focus_hours' }),
      'linkedDays, XP': queries.linkedDays({ ...linked, linked_metric: 'xp' }),
    },
    Goal: {
      goalById: queries.goalById(goalId),
      goalUpdates: queries.goalUpdates(goalId),
      goalMilestones: queries.goalMilestones(goalId),
      goalOfMilestone: queries.goalOfMilestone(await oneOf('goal_milestones')),
      habitNames: queries.habitNames(),
    },
  };
};
