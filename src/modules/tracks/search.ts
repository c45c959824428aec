// The tracks in the search: by their title, artist, album and tags.
import { IconArrowsLeftRight, IconWaveSine } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

const words = strings.spotlight;

export const tracksSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-compare', label: words.compare, icon: IconArrowsLeftRight, run: () => void navigate({ to: '/studio/compare' }) },
  ],
  records: [
    {
      table: 'reference_tracks',
      name: words.group,
      icon: IconWaveSine,
      open: ({ id }, { navigate }) => void navigate({ to: '/studio/track/$id', params: { id } }),
    },
  ],
};
