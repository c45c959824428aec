// Habits in the search: the page of their import, and each habit.
import { IconFileImport, IconRepeat } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const habitSearch: SearchSource = {
  pages: (navigate) => [
    {
      id: 'page-habits-import',
      label: strings.importPage.title,
      icon: IconFileImport,
      run: () => void navigate({ to: '/habits/import' }),
    },
  ],
  records: [
    {
      table: 'habits',
      name: strings.title,
      icon: IconRepeat,
      open: ({ id }, { navigate }) => void navigate({ to: '/habits/$habitId', params: { habitId: id } }),
    },
  ],
  occurrences: {
    // A tick's occurrence is named by its habit and its day.
    habit: (id, { navigate }) => void navigate({ to: '/habits/$habitId', params: { habitId: id.split(':')[0] ?? id } }),
  },
};
