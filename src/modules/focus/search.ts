// Focus in the search: what can be done about the timer.
import { IconPlayerPlay } from '@tabler/icons-react';
import type { SearchEntry, SearchSource } from '#src/search/entries.ts';
import { useFocusActions } from './use-focus-actions.ts';

export const focusSearch: SearchSource = {
  useCommands: useFocusEntries,
  occurrences: { focus: (_id, { navigate }) => void navigate({ to: '/focus' }) },
};

function useFocusEntries(): SearchEntry[] {
  return useFocusActions().map((action) => ({ ...action, icon: IconPlayerPlay }));
}
