// Quests in the search.
import { IconTarget } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const questsSearch: SearchSource = {
  records: (['universal_quests', 'user_quests'] as const).map((table) => ({
    table,
    name: table === 'user_quests' ? strings.own : strings.title,
    icon: IconTarget,
    open: (_record, { navigate }) => void navigate({ to: '/quests' }),
  })),
  occurrences: { quest: (_id, { navigate }) => void navigate({ to: '/quests' }) },
};
