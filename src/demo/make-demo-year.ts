// Makes the demo year on a device without an account, with the same commands as a person would give during the year.
import { COMMANDS_AT_ONCE, type Replica } from '#src/replica/api.ts';
import { demoDomains } from './domains.ts';
import { actsOf, type Act, type DemoCommand, type DemoYear } from './life.ts';

export interface DemoProgress {
  done: number;
  total: number;
}

export interface DemoMade extends DemoProgress {
  /** Number of refused commands. */
  refused: number;
}

interface DemoOptions {
  onProgress(progress: DemoProgress): void;
  signal: AbortSignal;
}

/** Checks `signal` between two groups of commands; what was made before stays. */
export async function makeDemoYear(
  replica: Pick<Replica, 'dispatchAll'>,
  year: DemoYear,
  { onProgress, signal }: DemoOptions,
): Promise<DemoMade> {
  const groups = groupActs(actsOf(year, demoDomains));
  const made: DemoMade = { done: 0, total: groups.flat().length, refused: 0 };
  for (const group of groups) {
    if (signal.aborted) break;
    // One group at a time, so that each group is one transaction: if the page saw an old timer running, it would announce its
    // end.
    const receipts = await replica.dispatchAll(group);
    const outcomes = await Promise.all(receipts.map(({ applied }) => applied));
    made.done += outcomes.length;
    made.refused += outcomes.filter(({ kind }) => kind === 'rejected').length;
    onProgress(made);
  }
  return made;
}

/** Groups whole acts, up to the size of a transaction. Only a longer act is split, which must not be a focus session. */
export function groupActs(acts: readonly Act[]): DemoCommand[][] {
  const groups: DemoCommand[][] = [];
  for (const act of acts) {
    const last = groups.at(-1);
    if (last && last.length + act.length <= COMMANDS_AT_ONCE) last.push(...act);
    else for (let from = 0; from < act.length; from += COMMANDS_AT_ONCE) groups.push(act.slice(from, from + COMMANDS_AT_ONCE));
  }
  return groups;
}
