// Gives every component the person's settings: from the cache at once, from the replica as soon as it is open.
import { useMantineColorScheme } from '@mantine/core';
import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from 'react';
import type { CommandArgs } from '#schema/commands.ts';
import { readSettings, type SettingKey, type Settings } from '#schema/settings/rules.ts';
import { writeAs } from '#src/format/written.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { useRun } from '../use-run.ts';
import { cachedSettings, cacheSettings } from './cache.ts';
import { changedSettings } from './queries.ts';

const SettingsContext = createContext<Settings | null>(null);

export function SettingsProvider({ children }: { children: ReactNode }) {
  // Unreadable settings are those seen last: the page that reads more than these says what is wrong.
  const rows = rowsIfReady(useRows(changedSettings()));
  const settings = useMemo(() => inForce(rows === undefined ? cachedSettings() : readSettings(rows)), [rows]);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (rows !== undefined) cacheSettings(settings);
  }, [rows, settings]);
  useEffect(() => {
    // Setting it writes to the device's storage, which a start need not wait for.
    if (colorScheme !== settings.theme) setColorScheme(settings.theme);
  }, [colorScheme, settings.theme, setColorScheme]);
  return <SettingsContext value={settings}>{children}</SettingsContext>;
}

/** Formatters are no components: they are told before the children are rendered. */
function inForce(settings: Settings): Settings {
  writeAs(settings);
  return settings;
}

export function useSettings(): Settings {
  const settings = useContext(SettingsContext);
  if (settings === null) throw new Error('useSettings needs a SettingsProvider above it');
  return settings;
}

/** Saves one setting, on this device at once and on the others by sync. */
export function useSaveSetting(): <Key extends SettingKey>(key: Key, value: Settings[Key]) => void {
  const run = useRun();
  return useCallback(
    (key, value) => {
      void run('settings.set', { key, value: value as CommandArgs<'settings.set'>['value'] });
    },
    [run],
  );
}
