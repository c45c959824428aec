// Music in the search: its page, and libraries by their words.
import { IconMusic } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const musicSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-music', label: strings.title, icon: IconMusic, run: () => void navigate({ to: '/focus/music' }) },
  ],
  records: [
    {
      table: 'focus_libraries',
      name: strings.library.name,
      icon: IconMusic,
      open: ({ id }, { navigate }) => void navigate({ to: '/focus/music/library/$id', params: { id } }),
    },
  ],
};
