// Goals in the search: their page, and each goal.
import { IconTarget } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const goalSearch: SearchSource = {
  pages: (navigate) => [{ id: 'page-goals', label: strings.title, icon: IconTarget, run: () => void navigate({ to: '/goals' }) }],
  records: [
    {
      table: 'goals',
      name: strings.title,
      icon: IconTarget,
      open: ({ id }, { navigate }) => void navigate({ to: '/goals/$goalId', params: { goalId: id } }),
    },
  ],
};
