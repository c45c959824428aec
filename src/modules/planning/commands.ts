// What planning does beyond saving one command: changes of events with a way back.
import { idFromParts } from '#schema/ids.ts';
import type { CommandArgs } from '#schema/commands.ts';
import type { Replica } from '#src/replica/api.ts';
import { showToast } from '#src/ui/toast.tsx';
import { runOn } from '../use-run.ts';
import { rowsOfSeries, type EventDetails } from './queries.ts';
import { strings } from './strings.ts';

export type Scope = 'this' | 'following' | 'all';
export type EventChanges = Omit<CommandArgs<'event.edit'>, 'id' | 'scope' | 'key'>;

export interface Target {
  /** Of the event or the series. */
  id: string;
  /** The occurrence; null for an event that does not repeat. */
  key: string | null;
  scope: Scope;
}

type StoredEvent = CommandArgs<'event.putBack'>['events'][number];

const textOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A row as `event.putBack` takes it. */
export const rowToStored = (row: EventDetails): StoredEvent => ({
  id: row.id,
  title: row.title,
  description: row.description,
  location: row.location,
  color: row.color,
  type: row.event_type,
  allDay: row.all_day,
  zone: row.timezone,
  startAt: row.start_time.toISOString(),
  endAt: row.end_time.toISOString(),
  rule: row.recurrence_rule,
  reminders: [...row.reminders],
  link: row.linked_kind === null ? null : { kind: row.linked_kind, id: row.linked_id },
  parentId: row.parent_event_id,
  key: row.occurrence_key,
  originalAt: textOrNull(row.original_start),
  excluded: [...row.excluded_dates],
  extra: [...row.extra_dates],
  status: row.status,
  actualFrom: textOrNull(row.actual_start),
  actualTo: textOrNull(row.actual_end),
  filledBy: row.filled_by,
  source: row.source,
  sourceUid: row.source_uid,
});

/** What one `event.putBack` takes: a long series with many rows of its own is put back in several. */
const MOST_ROWS = 300;

/** The commands that make the rows `now` as they were `before`. Series come first: an occurrence is put back beside its series. */
export function planPutBack(before: readonly EventDetails[], now: readonly { id: string }[]) {
  const kept = new Set(before.map(({ id }) => id));
  const remove = now.map(({ id }) => id).filter((id) => !kept.has(id));
  const events = before.map(rowToStored).toSorted((a, b) => Number(a.parentId !== null) - Number(b.parentId !== null));
  const parts = [];
  for (let at = 0; at < Math.max(events.length, remove.length); at += MOST_ROWS) {
    parts.push({ events: events.slice(at, at + MOST_ROWS), remove: remove.slice(at, at + MOST_ROWS) });
  }
  return parts;
}

/** Runs a change of events and offers to take it back: the rows are read before, and put as they were. */
export async function changeWithUndo(
  { replica, personId }: { replica: Replica; personId: string },
  ids: readonly { id: string; key: string | null }[],
  message: string,
  change: () => Promise<boolean>,
): Promise<boolean> {
  // The second half of a series that is split has an id that follows from the series and the occurrence.
  const touched = ids.flatMap(({ id, key }) =>
    key === null ? [id] : [id, idFromParts(personId, 'calendar_events', id, 'from', key)],
  );
  const read = () => replica.query(rowsOfSeries(touched));
  const before = await read();
  if (!(await change())) return false;
  const putBack = async (): Promise<void> => {
    const run = runOn(replica);
    for (const part of planPutBack(before, await read())) if (!(await run('event.putBack', part))) return;
  };
  showToast({ message, action: { label: strings.undo, run: () => void putBack() } });
  return true;
}
