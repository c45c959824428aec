// The modules of the person's interests, which come first on Today and among the places. Runtime keeps them; until it has read the rows
// they are those of the last visit, so that nothing moves at the start. Losing the cache loses nothing.
import { create } from 'zustand';

const CACHE_KEY = 'cadence.first';

function cached(): ReadonlySet<string> {
  try {
    return new Set((localStorage.getItem(CACHE_KEY) ?? '').split(',').filter(Boolean));
  } catch {
    return new Set();
  }
}

const useStore = create<{ first: ReadonlySet<string> }>(() => ({ first: cached() }));

export function setFirstModules(first: ReadonlySet<string>): void {
  const text = [...first].join(',');
  if (text === [...useStore.getState().first].join(',')) return;
  useStore.setState({ first });
  try {
    localStorage.setItem(CACHE_KEY, text);
  } catch {
    // No room or no storage: the next start has the usual order for a moment.
  }
}

export const useFirstModules = (): ReadonlySet<string> => useStore(({ first }) => first);
