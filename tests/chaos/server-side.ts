// Kills the server or Postgres repeatedly under the load of a fleet, and checks at intervals that everything saved is there
// exactly once on every replica.
import { Random } from '#tests/simulation/random.ts';
import { signInOverHttp } from '#tests/support/http-person.ts';
import { checkEffects, checkMoney } from './effects.ts';
import { Fleet } from './fleet.ts';
import { emptyResult, isClean, type ChaosResult } from './result.ts';
import type { Stack } from './stack.ts';
import { atMost, pause } from './waiting.ts';

const PEOPLE = 2;
const DEVICES_EACH = 2;
const KILLS_BETWEEN_CHECKS = 50;
/** Timeout without progress. */
const DRAIN_STALLED_MS = 300_000;
const CONVERGENCE_STALLED_MS = 60_000;
const LONGEST_WAIT_MS = 3_000;

export interface ServerSideOptions {
  /** The process to kill; `both` alternates. */
  kind: 'server' | 'postgres' | 'both';
  kills: number;
  seed: string;
  /** Also silently dead connections to the server and to Postgres: each costs its timeout. */
  deadLines: boolean;
  onProgress?: (text: string) => void;
}

export async function runServerSide(stack: Stack, options: ServerSideOptions): Promise<ChaosResult> {
  const startedMs = performance.now();
  const result = emptyResult(options.kind, options.seed);
  const fleet = await openFleet(stack, options);
  try {
    await killAndCheck(stack, fleet, options, result);
  } finally {
    await fleet.close();
  }
  count(result, fleet.faults(), 'device line: ');
  count(result, Object.fromEntries(stack.databaseFaults), 'database line: ');
  result.wrong.push(...stack.serverExits.map((exit) => `the server exited by itself: ${exit}`));
  result.seconds = (performance.now() - startedMs) / 1000;
  return result;
}

async function openFleet(stack: Stack, { seed, deadLines }: ServerSideOptions): Promise<Fleet> {
  const people = [];
  for (let at = 0; at < PEOPLE; at += 1) people.push(await signInOverHttp(stack.url, `chaos-${at}@example.org`));
  const exerciseId = await stack.exerciseId();
  return Fleet.open({ seed, serverPort: stack.port, people, devicesEach: DEVICES_EACH, exerciseId, deadLines });
}

async function killAndCheck(stack: Stack, fleet: Fleet, options: ServerSideOptions, result: ChaosResult): Promise<void> {
  const random = new Random(`${options.seed} kills`);
  let checkedAt = 0;
  const begin = (): void => {
    stack.breakDatabaseLine(options.deadLines);
    fleet.start();
  };
  begin();
  while (result.kills < options.kills) {
    await untilWorthKilling(fleet, random);
    const victim = options.kind === 'both' ? random.pick(['server', 'postgres'] as const) : options.kind;
    const killed = victim === 'server' ? await stack.killServer() : await stack.killPostgres();
    result.kills += killed.length;
    for (const name of killed) result.counts[name] = (result.counts[name] ?? 0) + 1;
    if (random.chance(0.7)) fleet.nudge();
    if (result.kills % 10 < killed.length) options.onProgress?.(`${result.kills} kills, ${fleet.saved.length} saved`);
    if (result.kills - checkedAt >= KILLS_BETWEEN_CHECKS && result.kills < options.kills) {
      checkedAt = result.kills;
      if (!(await check(stack, fleet, result, options))) return;
      begin();
    }
  }
  await check(stack, fleet, result, options);
}

/**
 * Waits for a random moment: any time, or while a push is being sent or applied, or while the feed is being read. Not always
 * the next push, because the first push after a failure carries few commands.
 */
async function untilWorthKilling(fleet: Fleet, random: Random): Promise<void> {
  const when = random.weighted({ anytime: 3, push: 5, read: 2 });
  if (when === 'anytime') return pause(50 + random.below(1_500));
  const latestMs = performance.now() + LONGEST_WAIT_MS;
  for (let left = 1 + random.below(6); left > 0; left -= 1) {
    await atMost(fleet.nextRequest(when), Math.max(0, latestMs - performance.now()));
  }
  // Mostly at once: a batch takes a few milliseconds, or a few hundred on a busy machine.
  await pause(random.pick([60, 60, 400]) * random.next() ** 2);
}

/** False when the run should not continue. */
async function check(stack: Stack, fleet: Fleet, result: ChaosResult, { onProgress }: ServerSideOptions): Promise<boolean> {
  await fleet.rest();
  stack.mendDatabaseLine();
  result.saved = fleet.saved.length;
  const restingSinceMs = performance.now();
  const stuck = await fleet.unsynced(DRAIN_STALLED_MS, onProgress ?? (() => undefined));
  const drainedS = ((performance.now() - restingSinceMs) / 1000).toFixed(1);
  result.wrong.push(...stuck.map((device) => `not drained: ${device}`));
  // A command that is still in an outbox is not lost.
  if (stuck.length > 0) return false;
  result.diverged.push(...(await fleet.diverged(stack.pool, CONVERGENCE_STALLED_MS)));
  const { lost, doubled } = await checkEffects(stack.pool, fleet.saved, fleet.rejected());
  result.lost.push(...lost);
  result.doubled.push(...doubled);
  result.wrong.push(...(await checkMoney(stack.pool)).map((user) => `the balance of ${user} is not its ledger's sum`));
  result.counts['rejected'] = fleet.rejected().size;
  onProgress?.(`${result.kills} kills, ${result.saved} saved, ${result.lost.length} lost, drained in ${drainedS} s`);
  return isClean(result);
}

function count(result: ChaosResult, counts: Record<string, number>, prefix: string): void {
  for (const [name, number] of Object.entries(counts)) result.counts[prefix + name] = number;
}
