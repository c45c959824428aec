// Goals in the search.
import { IconTarget } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
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
};
