// Events as the pages use them: the entries of some days, and the changes of events.
import { useMemo } from 'react';
import { newId } from '#schema/ids.ts';
import type { CommandArgs } from '#schema/commands.ts';
import { usePerson, useReplica, useRows } from '#src/replica/public.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { useRun } from '../use-run.ts';
import { changeWithUndo, type EventChanges, type Target } from './commands.ts';
import { timeFormats, type TimeFormats } from './times.ts';
import { entriesIn, windowOf, type Entry } from './model.ts';
import { eventsBetween } from './queries.ts';
import { strings } from './strings.ts';

export function useTimes(): TimeFormats {
  const { hourClock } = useSettings();
  return useMemo(() => timeFormats(hourClock), [hourClock]);
}

const NONE: readonly Entry[] = [];

/** The entries of the days from `first` to `last`. While other days are read, the view keeps those it has. */
export function useEntries(first: string, last: string) {
  const zone = useTimeZone();
  const window = useMemo(() => windowOf(first, last, zone), [first, last, zone]);
  const read = useRows(eventsBetween(window.from, window.to), { keepWithin: 'calendar' });
  const rows = read.kind === 'ready' ? read.rows : null;
  const entries = useMemo(() => (rows === null ? NONE : entriesIn(rows, window.from, window.to, zone)), [rows, window, zone]);
  return { read, entries, zone };
}

export interface EventActions {
  add(args: Omit<CommandArgs<'event.add'>, 'id'>): Promise<boolean>;
  change(target: Target, changes: EventChanges, message?: string): Promise<boolean>;
  remove(target: Target): Promise<boolean>;
  moveMany(moves: CommandArgs<'event.moveMany'>['moves'], message: string): Promise<boolean>;
}

export function useEventActions(): EventActions {
  const replica = useReplica();
  const run = useRun();
  const personId = usePerson()?.userId ?? '';
  return useMemo((): EventActions => {
    const as = { replica, personId };
    return {
      async add(args) {
        const id = newId();
        if (!(await run('event.add', { id, ...args }))) return false;
        showToast({
          message: strings.saved.added,
          action: { label: strings.undo, run: () => void run('event.delete', { id, scope: 'all' }) },
        });
        return true;
      },
      change: (target, changes, message = strings.saved.changed) =>
        changeWithUndo(as, [target], message, () => run('event.edit', { ...target, ...changes })),
      remove: (target) => changeWithUndo(as, [target], strings.saved.deleted, () => run('event.delete', target)),
      moveMany: (moves, message) =>
        changeWithUndo(
          as,
          moves.map(({ id, key }) => ({ id, key: key ?? null })),
          message,
          () => run('event.moveMany', { moves }),
        ),
    };
  }, [replica, run, personId]);
}
