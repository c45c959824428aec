// What the market sells, in the search.
import { IconBuildingStore } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const marketSearch: SearchSource = {
  records: [
    {
      table: 'market_items',
      name: strings.title,
      icon: IconBuildingStore,
      open: (_record, { navigate }) => void navigate({ to: '/market' }),
    },
  ],
};
