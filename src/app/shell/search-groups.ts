// What a search finds: commands and pages by their names, records by live queries.
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconBarbell,
  IconBug,
  IconDeviceDesktop,
  IconFileImport,
  IconHistory,
  IconInbox,
  IconMoon,
  IconPlayerPlay,
  IconPlus,
  IconSun,
} from '@tabler/icons-react';
import type { useNavigate } from '@tanstack/react-router';
import { inboxItems, openEdit } from '#src/modules/capture/public.ts';
import { openCapture } from '#src/modules/capture/public.ts';
import { useSaveSetting } from '#src/modules/settings/public.ts';
import { useLive } from '#src/replica/public.ts';
import { strings } from '../strings.ts';
import { innerPlaces, places } from './places.ts';
import type { SearchEntry } from './search-dialog.tsx';
import { useTrainingEntries } from './search-training.ts';

export interface SearchGroup {
  name: string;
  entries: SearchEntry[];
}

export type Navigate = ReturnType<typeof useNavigate>;

const RECORDS = 5;
const words = strings.spotlight;

export function useSearchGroups(query: string, navigate: Navigate): SearchGroup[] {
  const [search] = useDebouncedValue(query.trim(), 80);
  const commands = useCommandEntries(navigate);
  const inbox = useInboxEntries(search, navigate);
  const training = useTrainingEntries(search, navigate);
  const isSearching = search !== '';
  return [
    { name: words.commands, entries: matching(commands, search) },
    { name: words.pages, entries: matching(pageEntries(navigate), search) },
    ...(isSearching ? [...training, { name: words.inbox, entries: inbox }] : []),
  ].filter(({ entries }) => entries.length > 0);
}

/** Every word typed begins a word of the label. */
export function matching(entries: SearchEntry[], search: string): SearchEntry[] {
  const typed = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ label }) => {
    const parts = label.toLowerCase().split(/\s+/);
    return typed.every((word) => parts.some((part) => part.startsWith(word)));
  });
}

function useCommandEntries(navigate: Navigate): SearchEntry[] {
  const save = useSaveSetting();
  return [
    {
      id: 'start-focus',
      label: words.startFocus,
      icon: IconPlayerPlay,
      run: () => void navigate({ to: '/focus', search: { start: 1 } }),
    },
    { id: 'capture', label: words.newCapture, icon: IconPlus, run: openCapture },
    { id: 'start-workout', label: words.startWorkout, icon: IconBarbell, run: () => void navigate({ to: '/train' }) },
    { id: 'theme-light', label: words.theme.light, icon: IconSun, run: () => save('theme', 'light') },
    { id: 'theme-dark', label: words.theme.dark, icon: IconMoon, run: () => save('theme', 'dark') },
    { id: 'theme-auto', label: words.theme.auto, icon: IconDeviceDesktop, run: () => save('theme', 'auto') },
  ];
}

const pageEntries = (navigate: Navigate): SearchEntry[] => [
  ...[...places, ...innerPlaces].map(({ to, name, icon }) => ({
    id: `page-${to}`,
    label: name,
    icon,
    run: () => void navigate({ to }),
  })),
  { id: 'page-exercises', label: words.exercisesPage, icon: IconBarbell, run: () => void navigate({ to: '/train/exercises' }) },
  { id: 'page-history', label: words.history, icon: IconHistory, run: () => void navigate({ to: '/train/history' }) },
  { id: 'page-import', label: words.import, icon: IconFileImport, run: () => void navigate({ to: '/train/import' }) },
  { id: 'page-debug', label: words.debug, icon: IconBug, run: () => void navigate({ to: '/debug' }) },
];

function useInboxEntries(search: string, navigate: Navigate): SearchEntry[] {
  const { rows = [] } = useLive(inboxItems(search, RECORDS), [search]);
  return rows.map((item) => ({
    id: item.id,
    label: item.title,
    ...(item.description === null ? {} : { description: item.description }),
    icon: IconInbox,
    run: () => {
      void navigate({ to: '/library' });
      openEdit(item);
    },
  }));
}
