// The import as a page shows it: a file is chosen, read in the worker, previewed, and its sessions saved, some with each command.
// Stopping keeps what was saved; the same file again goes on where it stopped.
import { wrap, type Remote } from 'comlink';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { WeightUnit } from '#schema/rules/fitness/weight-units.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import type { Replica } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import { searchable } from '../model.ts';
import { exerciseNames, importedKeys } from '../queries.ts';
import type { ReadAnswer, StrongReader } from './reader.ts';

export type ImportState =
  | { kind: 'choosing' }
  | { kind: 'reading' }
  | { kind: 'not-strong'; reason: string }
  | { kind: 'preview'; file: File; unit: WeightUnit; answer: Extract<ReadAnswer, { kind: 'read' }> }
  | { kind: 'running'; done: number; total: number }
  | { kind: 'ended'; done: number; refused: number; isStopped: boolean };

export function useImport() {
  const replica = useReplica();
  const zone = useTimeZone();
  const { dayStartHour, units } = useSettings();
  const reader = useReader();
  const isStopped = useRef(false);
  const [state, setState] = useState<ImportState>({ kind: 'choosing' });

  return useMemo(() => {
    const read = async (file: File, unit: WeightUnit = units) => {
      setState({ kind: 'reading' });
      const [exercises, keys] = await Promise.all([replica.query(exerciseNames()), replica.query(importedKeys('strong'))]);
      const answer = await reader().read({
        file,
        unit,
        known: exercises.map((row) => ({
          id: row.id,
          name: row.name,
          isCustom: row.is_custom,
          aliases: searchable(row).aliases,
        })),
        hereAlready: keys.flatMap(({ source_key }) => source_key ?? []),
      });
      setState(answer.kind === 'read' ? { kind: 'preview', file, unit: answer.declaredUnit ?? unit, answer } : answer);
    };
    const run = async (keepOwn: string[]) => {
      isStopped.current = false;
      const groups = await reader().plan({ zone, dayStartHour, keepOwn });
      const total = groups.reduce((sum, { length }) => sum + length, 0);
      setState({ kind: 'running', done: 0, total });
      const ended = await saveSessions(
        replica,
        groups,
        () => isStopped.current,
        (done) => setState({ kind: 'running', done, total }),
      );
      setState({ kind: 'ended', ...ended, isStopped: isStopped.current });
    };
    return {
      state,
      read,
      run,
      stop: () => {
        isStopped.current = true;
      },
      reset: () => setState({ kind: 'choosing' }),
    };
  }, [state, replica, reader, zone, dayStartHour, units]);
}

/** One command at a time: stopping takes effect at once, and the page shows how far it is. */
async function saveSessions(
  replica: Replica,
  groups: Awaited<ReturnType<StrongReader['plan']>>,
  isStopped: () => boolean,
  onProgress: (done: number) => void,
): Promise<{ done: number; refused: number }> {
  let [done, refused] = [0, 0];
  for (const sessions of groups) {
    if (isStopped()) break;
    const [alone] = sessions;
    const saved =
      alone && sessions.length === 1
        ? replica.dispatch('workout.import', alone)
        : replica.dispatch('workout.import_many', { sessions });
    const outcome = await (await saved).applied;
    if (outcome.kind === 'applied') done += sessions.length;
    else refused += sessions.length;
    onProgress(done);
  }
  return { done, refused };
}

/** The worker lives as long as the page, and begins with the first file. */
function useReader(): () => Remote<StrongReader> {
  const worker = useRef<{ thread: Worker; reader: Remote<StrongReader> } | null>(null);
  useEffect(
    () => () => {
      worker.current?.thread.terminate();
      worker.current = null;
    },
    [],
  );
  return useMemo(
    () => () => {
      if (!worker.current) {
        const thread = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'strong-import' });
        worker.current = { thread, reader: wrap<StrongReader>(thread) };
      }
      return worker.current.reader;
    },
    [],
  );
}
