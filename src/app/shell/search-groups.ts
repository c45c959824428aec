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
import { inboxItems, openCapture, openEdit } from '#src/modules/capture/public.ts';
import { useFocusActions } from '#src/modules/focus/public.ts';
import { useSaveSetting } from '#src/modules/settings/public.ts';
import { useLive } from '#src/replica/public.ts';
import { strings } from '../strings.ts';
import { innerPlaces, places } from './places.ts';
import { matching, type Navigate, type SearchEntry, type SearchGroup } from './search-entries.ts';
import { comparePage, useStudioGroup } from './search-studio.ts';
import { useTrainingGroups } from './search-training.ts';

const RECORDS = 5;
const words = strings.spotlight;

export function useSearchGroups(query: string, navigate: Navigate): SearchGroup[] {
  const [search] = useDebouncedValue(query.trim(), 80);
  const commands = useCommandEntries(navigate);
  const inbox = useInboxEntries(search, navigate);
  const training = useTrainingGroups(search, navigate);
  const tracks = useStudioGroup(search, navigate);
  const isSearching = search !== '';
  return [
    { name: words.commands, entries: matching(commands, search) },
    { name: words.pages, entries: matching(pageEntries(navigate), search) },
    ...(isSearching ? [...training, tracks, { name: words.inbox, entries: inbox }] : []),
  ].filter(({ entries }) => entries.length > 0);
}

function useCommandEntries(navigate: Navigate): SearchEntry[] {
  const save = useSaveSetting();
  const focusActions = useFocusActions();
  return [
    ...focusActions.map((action) => ({ ...action, icon: IconPlayerPlay })),
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
  comparePage(navigate),
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
