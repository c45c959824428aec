// The settings in the search: the theme and the list of keys.
import { IconDeviceDesktop, IconKeyboard, IconMoon, IconSun } from '@tabler/icons-react';
import type { SearchEntry, SearchSource } from '#src/search/entries.ts';
import { showKeys } from './keys-store.ts';
import { useSaveSetting } from './settings-provider.tsx';
import { strings } from './strings.ts';

const words = strings.themeCommands;

export const settingsSearch: SearchSource = {
  useCommands: useThemeEntries,
};

function useThemeEntries(): SearchEntry[] {
  const save = useSaveSetting();
  return [
    { id: 'keys', label: strings.keys.shortcuts, icon: IconKeyboard, run: showKeys },
    { id: 'theme-light', label: words.light, icon: IconSun, run: () => save('theme', 'light') },
    { id: 'theme-dark', label: words.dark, icon: IconMoon, run: () => save('theme', 'dark') },
    { id: 'theme-auto', label: words.auto, icon: IconDeviceDesktop, run: () => save('theme', 'auto') },
  ];
}
