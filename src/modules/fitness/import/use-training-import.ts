// The import of training: what the device knows before, the commands that bring sessions, and those that take them back.
import { useMemo } from 'react';
import { instantToWall } from '#schema/wall-clock.ts';
import { useImport, type Step } from '#src/importing/public.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { useReplica } from '#src/replica/public.ts';
import { isOffered, searchable } from '../model.ts';
import { UNNAMED } from '../export-workouts.ts';
import { exerciseNames, importedSessions, sessionStarts } from '../queries.ts';
import type { Chosen } from '../ui/import/import-choices.ts';
import { dispatchImport, muscleSteps, undoSteps, type KeysBySource } from './steps.ts';

export function useTrainingImport() {
  const replica = useReplica();
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  const steps = useMemo(
    () => ({
      domain: 'fitness' as const,
      zone,
      async facts() {
        const [exercises, keys, sessions] = await Promise.all([
          replica.query(exerciseNames()),
          replica.query(importedSessions()),
          replica.query(sessionStarts()),
        ]);
        return {
          known: exercises.filter(isOffered).map((row) => ({
            id: row.id,
            name: row.name,
            isCustom: row.is_custom,
            measure: row.measure,
            aliases: searchable(row).aliases,
          })),
          hereAlready: keys.flatMap(({ source_key }) => source_key ?? []),
          others: sessions.map(({ name, source, started_at }) => ({
            startedAtWall: instantToWall(started_at, zone),
            name: name ?? UNNAMED,
            source,
          })),
          dayStartHour,
        };
      },
      save: dispatchImport(replica),
    }),
    [replica, zone, dayStartHour],
  );
  const { run, undo, ...importing } = useImport(steps);
  return {
    ...importing,
    run({ muscles, ...choices }: Chosen) {
      run(choices, async (): Promise<Step[]> => muscleSteps(replica, await replica.query(exerciseNames()), muscles));
    },
    undo: (keysBySource: KeysBySource) => undo(undoSteps(replica, keysBySource)),
  };
}
