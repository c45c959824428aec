// How a page saves one command. `run` is for a tap: a failure is said in a toast. `save` is for a form: the outcome is a value, so that
// the form says a refusal at its field. They stand here because the replica knows no screen and the pieces in src/ui know no replica.
import { useMemo } from 'react';
import type { CommandArgs, CommandName } from '#schema/commands.ts';
import type { Replica } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import { outcomeOf, type SaveOutcome } from '#src/ui/save-outcome.ts';
import { reportFailure } from '#src/ui/toast.tsx';

/** True once the rows have the command; false when it could not be saved or was refused here, which the person was told. */
export type Run = <Name extends CommandName>(name: Name, args: CommandArgs<Name>) => Promise<boolean>;

export type Save = <Name extends CommandName>(name: Name, args: CommandArgs<Name>) => Promise<SaveOutcome>;

/** For what a module plans over rows: it has the replica, and no component of its own. */
export const runOn =
  (replica: Replica): Run =>
  (name, args) =>
    reportFailure(replica.dispatch(name, args));

/** The same function at every render. */
export function useRun(): Run {
  const replica = useReplica();
  return useMemo(() => runOn(replica), [replica]);
}

/** The same function at every render. */
export function useSave(): Save {
  const replica = useReplica();
  return useMemo<Save>(() => (name, args) => outcomeOf(replica.dispatch(name, args)), [replica]);
}
