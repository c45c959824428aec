// The program that is followed and its next workout.
import { useMemo } from 'react';
import { nextWorkout, type NextWorkout } from '#schema/fitness/rules/program.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRow, useRows } from '#src/replica/public.ts';
import { rowToDay } from './plan-model.ts';
import { activeProgram, programDays, type ProgramDayRow, type ProgramRow } from './plan-queries.ts';

export interface ProgramToday {
  program: ProgramRow;
  row: ProgramDayRow;
  next: NextWorkout;
}

/** Undefined while the program is read; null without one, and when all its weeks are done. */
export function useProgramToday(): ProgramToday | null | undefined {
  const today = useToday();
  const found = useRow(activeProgram());
  const program = found.kind === 'ready' ? found.row : null;
  const daysRead = useRows(programDays(program?.id ?? NO_PROGRAM));
  const days = rowsIfReady(daysRead);
  const isRead = found.kind !== 'loading' && (program === null || daysRead.kind !== 'loading');
  return useMemo(() => {
    if (!isRead) return undefined;
    if (!program || !days) return null;
    const next = nextWorkout(days.map(rowToDay), program.started_on ?? today, today);
    const row = next && days.find(({ id }) => id === next.day.id);
    return next && row ? { program, row, next } : null;
  }, [program, days, today, isRead]);
}

/** No row has it. */
const NO_PROGRAM = '00000000-0000-0000-0000-000000000000';
