// The side of a group's own process: sends steps, figures and the error to the process that started it (run-group.ts).
import type { Figure } from './figure.ts';
import { onStep, step } from './progress.ts';

export type GroupMessage =
  | { kind: 'step'; what: string }
  | { kind: 'figures'; figures: Figure[] }
  | { kind: 'error'; stack: string };

const send = (message: GroupMessage): void => void process.send?.(message);

/**
 * Runs the bench, reports, and waits to be ended by the process that started it: while this process lives, that process finds
 * what a failed bench has left running.
 */
export async function reportGroup(bench: () => Promise<Figure[]>): Promise<void> {
  process.once('disconnect', () => process.exit(1));
  onStep((what) => send({ kind: 'step', what }));
  step('loading');
  try {
    send({ kind: 'figures', figures: await bench() });
  } catch (error) {
    send({ kind: 'error', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
