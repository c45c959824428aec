// The flags that are on for this person, for every component. Runtime keeps them; until it has read the rows they are those of the last
// visit, so that a part that is off does not flash at the start. Losing the cache loses nothing.
import { create } from 'zustand';
import { FLAG_NAMES, FLAGS, isFlagName, type FlagName } from '#schema/flags/rules.ts';

const CACHE_KEY = 'cadence.flags';

export type FlagsOn = ReadonlySet<FlagName>;

function cached(): FlagsOn {
  try {
    const stored = localStorage.getItem(CACHE_KEY);
    if (stored !== null) return new Set(stored.split(',').filter(isFlagName));
  } catch {
    // No storage.
  }
  return new Set(FLAG_NAMES.filter((name) => FLAGS[name]));
}

const useStore = create<{ on: FlagsOn }>(() => ({ on: cached() }));

export function setFlags(on: readonly FlagName[]): void {
  const text = on.join(',');
  if (text === [...useStore.getState().on].join(',')) return;
  useStore.setState({ on: new Set(on) });
  try {
    localStorage.setItem(CACHE_KEY, text);
  } catch {
    // No room or no storage: the next start shows the shipped values for a moment.
  }
}

export const useFlags = (): FlagsOn => useStore(({ on }) => on);

/** Whether a part of the app is on for this person. Works offline. */
export const useFlag = (name: FlagName): boolean => useStore(({ on }) => on.has(name));
