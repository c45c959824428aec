// Habits in the search: their page, and each habit.
import { IconRepeat } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const habitSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-habits', label: strings.title, icon: IconRepeat, run: () => void navigate({ to: '/habits' }) },
  ],
  records: [
    {
      table: 'habits',
      name: strings.title,
      icon: IconRepeat,
      open: ({ id }, { navigate }) => void navigate({ to: '/habits/$habitId', params: { habitId: id } }),
    },
  ],
};
