// The Studio in the search: tracks by their title, artist and album.
import { IconArrowsLeftRight, IconWaveSine } from '@tabler/icons-react';
import { creditOf, trackNames } from '#src/modules/studio/public.ts';
import { useLive } from '#src/replica/public.ts';
import { strings } from '../strings.ts';
import { matching, type Navigate, type SearchEntry, type SearchGroup } from './search-entries.ts';

const SHOWN = 5;

export function useStudioGroup(search: string, navigate: Navigate): SearchGroup {
  const { rows = [] } = useLive(trackNames(), []);
  const entries = rows.map((track): SearchEntry => {
    const credit = creditOf(track);
    return {
      id: track.id,
      label: track.name,
      ...(credit !== '' && { description: credit, alsoFoundBy: credit }),
      icon: IconWaveSine,
      run: () => void navigate({ to: '/studio/track/$id', params: { id: track.id } }),
    };
  });
  return { name: strings.spotlight.tracks, entries: matching(entries, search).slice(0, SHOWN) };
}

export const comparePage = (navigate: Navigate): SearchEntry => ({
  id: 'page-compare',
  label: strings.spotlight.compare,
  icon: IconArrowsLeftRight,
  run: () => void navigate({ to: '/studio/compare' }),
});
