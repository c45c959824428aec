// Refused changes as a person reads them: the same change refused for the same reason is one line, however often it was tried.
import type { RejectedCommand } from '#src/replica/api.ts';

export interface Refusal {
  key: string;
  /** The last one of them. */
  last: RejectedCommand;
  /** In the order they were made. */
  ids: string[];
}

export function refusalsOf(rejected: readonly RejectedCommand[]): Refusal[] {
  const byKey = new Map<string, Refusal>();
  for (const command of rejected.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const { name, error } = command;
    const key = JSON.stringify([name, error.code, error.detail]);
    byKey.set(key, { key, last: command, ids: [...(byKey.get(key)?.ids ?? []), command.id] });
  }
  return [...byKey.values()].toSorted((a, b) => b.last.at.getTime() - a.last.at.getTime());
}
