// The import of events: what is here already, the command that adds, and the one that removes what an import brought.
import { useMemo } from 'react';
import { chunksOf } from '#schema/chunks.ts';
import { ICS_SOURCE, type CalendarItem } from '#schema/planning/files/calendar-import.ts';
import { useImport } from '#src/importing/public.ts';
import { useTimeZone } from '#src/modules/settings/public.ts';
import { useReplica } from '#src/replica/public.ts';
import { importedEvents } from './queries.ts';

const UNDONE_AT_ONCE = 100;

export function useCalendarImport() {
  const replica = useReplica();
  const zone = useTimeZone();
  const steps = useMemo(
    () => ({
      domain: 'planning' as const,
      zone,
      async facts() {
        const rows = await replica.query(importedEvents());
        return {
          known: rows.flatMap(({ source, source_uid }) => (source === ICS_SOURCE && source_uid !== null ? [source_uid] : [])),
        };
      },
      save: (items: readonly [CalendarItem, ...CalendarItem[]]) =>
        replica.dispatch('event.import', { source: ICS_SOURCE, events: items.map(({ event }) => event) }),
    }),
    [replica, zone],
  );
  const { undo, ...importing } = useImport(steps);
  return {
    ...importing,
    undo: (uids: readonly string[]) =>
      undo(
        chunksOf([...uids], UNDONE_AT_ONCE).map((part) => ({
          count: part.length,
          dispatch: () => replica.dispatch('event.undoImport', { source: ICS_SOURCE, uids: part }),
        })),
      ),
  };
}
