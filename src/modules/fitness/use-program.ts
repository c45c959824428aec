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

/** Null without a program, while it is read, and when all its weeks are done. */
export function useProgramToday(): ProgramToday | null {
  const today = useToday();
  const found = useRow(activeProgram());
  const program = found.kind === 'ready' ? found.row : null;
  const days = rowsIfReady(useRows(programDays(program?.id ?? NO_PROGRAM)));
  return useMemo(() => {
    if (!program || !days) return null;
    const next = nextWorkout(days.map(rowToDay), program.started_on ?? today, today);
    const row = next && days.find(({ id }) => id === next.day.id);
    return next && row ? { program, row, next } : null;
  }, [program, days, today]);
}

/** No row has it. */
const NO_PROGRAM = '00000000-0000-0000-0000-000000000000';
