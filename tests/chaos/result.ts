// What a run found, in one line that a script can read.

export interface ChaosResult {
  kind: string;
  seed: string;
  kills: number;
  /** Commands a device was told are saved. */
  saved: number;
  lost: string[];
  doubled: string[];
  diverged: string[];
  /** Whatever else must not be: devices that never drain, balances that are not the sums, processes that end by themselves. */
  wrong: string[];
  /** What was killed and which faults came to pass. */
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

/** The first few of each kind, in words. */
export function resultDetails(result: ChaosResult): string[] {
  const few = (['lost', 'doubled', 'diverged', 'wrong'] as const).flatMap((name) =>
    result[name].slice(0, 5).map((one) => `${name}: ${one.slice(0, 2_000)}`),
  );
  const counts = Object.entries(result.counts).map(([name, count]) => `${name} ${count}`);
  return [...few, counts.join(', ')];
}
