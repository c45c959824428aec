// Names that rows decide and that the first paint needs: a Runtime keeps them, and until it has read the rows they are those of the last
// visit, so that nothing moves or flashes at the start. Losing the cache loses nothing.
import { create } from 'zustand';

interface KeptSet<Name extends string> {
  use<Value>(select: (names: ReadonlySet<Name>) => Value): Value;
  set(names: Iterable<Name>): void;
}

/** `usual`: the names while nothing is cached. */
export function keptSet<Name extends string>(
  cacheKey: string,
  { usual, isName }: { usual: readonly Name[]; isName: (text: string) => text is Name },
): KeptSet<Name> {
  const useStore = create<{ names: ReadonlySet<Name> }>(() => ({ names: new Set(cached() ?? usual) }));
  return {
    use: (select) => useStore(({ names }) => select(names)),
    set(names) {
      const next = new Set(names);
      const text = [...next].join(',');
      if (text === [...useStore.getState().names].join(',')) return;
      useStore.setState({ names: next });
      try {
        localStorage.setItem(cacheKey, text);
      } catch {
        // No room or no storage: the next start shows the usual names for a moment.
      }
    },
  };

  function cached(): Name[] | null {
    try {
      return localStorage.getItem(cacheKey)?.split(',').filter(isName) ?? null;
    } catch {
      return null;
    }
  }
}
