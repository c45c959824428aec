// An introduction as the screen shows it, computed from rows.
import type { FlowRow, StateRow, StepRow } from './queries.ts';

/** The steps that are shown, in order. */
export const activeSteps = (steps: readonly StepRow[]): StepRow[] => steps.filter(({ is_active }) => is_active);

export const stateOf = (states: readonly StateRow[], flowId: string): StateRow | undefined =>
  states.find(({ flow_id }) => flow_id === flowId);

export const isUnderway = (status: StateRow['status'] | undefined): boolean => status === 'in_progress' || status === 'paused';

/** The first introduction that is neither done nor skipped: the one that Today offers. */
export function offered(flows: readonly FlowRow[], states: readonly StateRow[]): { flow: FlowRow; isStarted: boolean } | null {
  for (const flow of flows) {
    if (!flow.is_active) continue;
    const status = stateOf(states, flow.id)?.status;
    if (status === 'completed' || status === 'skipped') continue;
    return { flow, isStarted: isUnderway(status) };
  }
  return null;
}

/** Where the introduction continues: at the step that was shown last, while there is one, else at the first. */
export function placeOf(steps: readonly StepRow[], state: StateRow | undefined): number {
  const at = steps.findIndex(({ id }) => id === state?.current_step_id);
  return Math.max(0, at);
}
