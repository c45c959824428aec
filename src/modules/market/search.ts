// The market in the search, and its actions in the palette.
import { IconBuildingStore } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const marketSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-market', label: strings.title, icon: IconBuildingStore, run: () => void navigate({ to: '/market' }) },
  ],
  records: [
    {
      table: 'market_items',
      name: strings.title,
      icon: IconBuildingStore,
      open: (_record, { navigate }) => void navigate({ to: '/market' }),
    },
  ],
};
