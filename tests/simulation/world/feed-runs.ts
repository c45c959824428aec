// The runs of the model's feed, as in migration 0029: the last number of each run in each scope, and a first number of the next
// run at a random distance above. So a restored data folder is detected without a new epoch.
import type { Store, Transaction } from '../sql/store.ts';

const MOST_DISTANCE = 2 ** 36;

const newestRun = (read: Transaction): { from_seq: number; postgres_started_at: number } | undefined =>
  read
    .scan('replica.runs')
    .map((row) => row as { from_seq: number; postgres_started_at: number })
    .toSorted((a, b) => b.from_seq - a.from_seq)[0];

export const isRunBegun = (read: Transaction, startedAt: number): boolean => newestRun(read)?.postgres_started_at === startedAt;

/** `newest`: the last number issued in any scope. Returns the first number of the run. `chance`: 0 ≤ chance < 1. */
export function beginRun(write: Transaction, startedAt: number, newest: number, chance: number): number {
  const last = newestRun(write);
  if (last) {
    const ends = new Map<string, number>();
    const end = (scope: string, seq: number): void => void ends.set(scope, Math.max(seq, ends.get(scope) ?? 0));
    for (const { scope, seq } of write.scan('replica.feed')) end(String(scope), seq as number);
    for (const [scope, seq] of ends) {
      const horizon = (write.get('replica.pruned_scopes', scope)?.['horizon'] ?? 0) as number;
      const lastSeq = Math.max(seq, horizon);
      if (lastSeq > last.from_seq) write.put('replica.run_ends', { scope, from_seq: last.from_seq, last_seq: lastSeq });
    }
  }
  const fromSeq = last ? newest + 1 + Math.floor(chance * MOST_DISTANCE) : 0;
  write.put('replica.runs', { from_seq: fromSeq, postgres_started_at: startedAt, begun_at: startedAt });
  return fromSeq;
}

/** Whether a number that a client knows was issued in a history that these rows have lost. */
export function isOfLostHistory(store: Store, scope: string, known: number, newest: number): boolean {
  if (known === 0) return false;
  if (known > newest) return true;
  const runs = [...store.rows('replica.runs').values()].map(({ from_seq }) => from_seq as number);
  if (known > Math.max(...runs)) return false;
  const ends = [...store.rows('replica.run_ends').values()].filter((end) => end['scope'] === scope);
  return !ends.some(({ from_seq, last_seq }) => (from_seq as number) < known && (last_seq as number) >= known);
}
