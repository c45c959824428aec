// Goals in the search.
import { IconTarget } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { goalOfMilestone } from './queries.ts';
import { strings } from './strings.ts';

export const goalSearch: SearchSource = {
  records: [
    {
      table: 'goals',
      name: strings.title,
      icon: IconTarget,
      open: ({ id }, { navigate }) => void navigate({ to: '/goals/$goalId', params: { goalId: id } }),
    },
  ],
  occurrences: {
    goal: (id, { navigate }) => void navigate({ to: '/goals/$goalId', params: { goalId: id } }),
    milestone: (id, { navigate, replica }) => {
      void replica.query(goalOfMilestone(id)).then(([found]) => {
        if (found) void navigate({ to: '/goals/$goalId', params: { goalId: found.goal_id } });
      });
    },
  },
};
