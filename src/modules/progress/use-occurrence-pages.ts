// The way back from what was paid to what was done: modules open their own occurrences.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useModules } from '#src/modules/manifest.ts';
import { useReplica } from '#src/replica/public.ts';
import type { SearchSource } from '#src/search/entries.ts';

type Openers = NonNullable<SearchSource['occurrences']>;

/** Gives what opens an occurrence; null while the modules load, and for a kind that nothing opens. */
export function useOccurrencePages(): (kind: string, id: string | null) => (() => void) | null {
  const modules = useModules();
  const navigate = useNavigate();
  const replica = useReplica();
  const [openers, setOpeners] = useState<Openers>({});
  useEffect(() => {
    let isGone = false;
    const loading = modules.map(async ({ search }) => (await search?.())?.occurrences);
    void Promise.all(loading).then((found) => {
      if (!isGone) setOpeners(Object.assign({}, ...found) as Openers);
    });
    return () => {
      isGone = true;
    };
  }, [modules]);
  return (kind, id) => {
    const open = openers[kind as keyof Openers];
    return open && id !== null ? () => open(id, { navigate, replica }) : null;
  };
}
