// The result of a run, in one line that a script can parse.

export interface ChaosResult {
  kind: string;
  seed: string;
  kills: number;
  /** Commands that a device was told are saved. */
  saved: number;
  lost: string[];
  doubled: string[];
  diverged: string[];
  /** Other violations: devices that never drain, balances that differ from the ledger, processes that exit by themselves. */
  wrong: string[];
  /** The kills and the faults that happened. */
  counts: Record<string, number>;
  seconds: number;
}

export const emptyResult = (kind: string, seed: string): ChaosResult => ({
  kind,
  seed,
  kills: 0,
  saved: 0,
  lost: [],
  doubled: [],
  diverged: [],
  wrong: [],
  counts: {},
  seconds: 0,
});

export const isClean = ({ lost, doubled, diverged, wrong }: ChaosResult): boolean =>
  lost.length + doubled.length + diverged.length + wrong.length === 0;

export function resultToText(result: ChaosResult): string {
  const { kind, seed, kills, saved, seconds } = result;
  const counted = (['lost', 'doubled', 'diverged', 'wrong'] as const).map((name) => `${name}=${result[name].length}`);
  return `kind=${kind} kills=${kills} ${counted.join(' ')} saved=${saved} seed=${seed} seconds=${seconds.toFixed(0)}`;
}

/** The first few findings of each kind. */
export function resultDetails(result: ChaosResult): string[] {
  const few = (['lost', 'doubled', 'diverged', 'wrong'] as const).flatMap((name) =>
    result[name].slice(0, 5).map((one) => `${name}: ${one.slice(0, 2_000)}`),
  );
  const counts = Object.entries(result.counts).map(([name, count]) => `${name} ${count}`);
  return [...few, counts.join(', ')];
}
