import { useRun } from '#src/modules/use-run.ts';
import { showTour } from './tour-store.ts';

/** Shows an introduction where the person left it; one that is not under way begins. */
export function useBeginTour(): (flowId: string, isStarted: boolean) => Promise<void> {
  const run = useRun();
  return async (flowId, isStarted) => {
    if (isStarted || (await run('onboarding.start', { flowId }))) showTour(flowId);
  };
}
