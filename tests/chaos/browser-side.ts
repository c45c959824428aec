// Kills Chromium repeatedly while its page saves commands in a loop: while it starts, during the first store of the replica,
// while it applies, signs in and syncs. Everything that the page reported as saved must be there after the restart, and in the
// end exactly once on the server.
import { Random } from '#tests/simulation/random.ts';
import { signInOverHttp } from '#tests/support/http-person.ts';
import { BrowserDevice, type BrowserLife } from './browser-device.ts';
import { compareRows } from './compare-rows.ts';
import { checkEffects, checkMoney } from './effects.ts';
import { deviceFault } from './line-faults.ts';
import type { WriterSettings } from './page-writer.ts';
import { emptyResult, isClean, type ChaosResult } from './result.ts';
import type { Stack } from './stack.ts';
import { pause, until, untilOrStalled } from './waiting.ts';

const KILLS_OF_A_DEVICE = 20;
/** Of the kills of a device, this many happen before anybody has signed in. */
const KILLS_BEFORE_SIGN_IN = 5;
/** Timeout without progress. */
const SHOWING_STALLED_MS = 60_000;
const DRAIN_STALLED_MS = 300_000;
const FIRST_SAVED_WITHIN_MS = 15_000;

type Moment = 'starting' | 'first saved' | 'opened' | 'stored' | 'signing in';

interface Run {
  random: Random;
  stack: Stack;
  exerciseId: string;
  result: ChaosResult;
  onProgress: (text: string) => void;
}

export interface BrowserSideOptions {
  kills: number;
  seed: string;
  onProgress?: (text: string) => void;
}

export async function runBrowserSide(stack: Stack, options: BrowserSideOptions): Promise<ChaosResult> {
  const { kills, seed, onProgress = () => undefined } = options;
  const startedMs = performance.now();
  const result = emptyResult('browser', seed);
  const run = { random: new Random(`${seed} browser`), stack, exerciseId: await stack.exerciseId(), result, onProgress };
  for (let device = 1; result.kills < kills && isClean(result); device += 1) {
    await liveAndDie(run, device, Math.min(KILLS_OF_A_DEVICE, kills - result.kills));
  }
  result.wrong.push(...stack.serverExits.map((exit) => `the server exited by itself: ${exit}`));
  result.seconds = (performance.now() - startedMs) / 1000;
  return result;
}

/** All runs of one device, and the check at the end. */
async function liveAndDie(run: Run, number: number, kills: number): Promise<void> {
  const { random, stack, result } = run;
  const person = await signInOverHttp(stack.url, `browser-${number}@example.org`);
  const device = await BrowserDevice.make(stack.port, person);
  const beforeSignIn = Math.min(KILLS_BEFORE_SIGN_IN, Math.floor(kills / 3));
  try {
    for (let life = 1; life <= kills && isClean(result); life += 1) {
      const moment = nextMoment(random, life === beforeSignIn + 1, device.isSignedIn);
      const settings = writerSettings(run, `d${number} l${life}`);
      const isLineBad = random.chance(0.25) && (moment === 'starting' || moment === 'first saved');
      device.proxy.nextFault = () => (isLineBad ? deviceFault(random, false) : { kind: 'none' });
      await liveUntil(run, device, device.live(settings), moment);
      result.kills += 1;
      result.counts[moment] = (result.counts[moment] ?? 0) + 1;
      if (result.kills % 10 === 0) run.onProgress(`${result.kills} kills, ${device.saved.length} saved on this device`);
      device.proxy.mend();
    }
    device.proxy.nextFault = () => ({ kind: 'none' });
    if (isClean(result)) await settle(run, device);
  } finally {
    result.saved += device.saved.length;
    await device.close();
  }
}

function nextMoment(random: Random, isToSignIn: boolean, isSignedIn: boolean): Moment {
  if (isToSignIn) return 'signing in';
  return random.weighted({ starting: 3, 'first saved': 3, opened: 3, stored: 2, 'signing in': isSignedIn ? 0.3 : 0 });
}

function writerSettings({ random, exerciseId }: Run, life: string): WriterSettings {
  return {
    life,
    exerciseId,
    isOffline: random.chance(0.3),
    pauseMs: random.pick([0, 0, 2, 10]),
    hotCommands: 150,
    writers: 1 + random.below(3),
  };
}

/** Runs until its kill point. A run that opened has shown what earlier runs saved. */
async function liveUntil(run: Run, device: BrowserDevice, life: BrowserLife, moment: Moment): Promise<void> {
  const { random, result } = run;
  const earlier = device.saved.slice();
  try {
    // Playwright fails when a browser dies during its setup calls; the page has not started before that.
    await life.page;
    if (moment === 'starting') return await pause(random.below(3_000));
    await until(() => life.savedHere > 0, FIRST_SAVED_WITHIN_MS, 5);
    if (moment === 'first saved') return await pause(800 * random.next() ** 2);
    if (!(await life.opened())) return void result.wrong.push(`the replica did not open: ${await say(life)}`);
    const missing = await life.missing(earlier, SHOWING_STALLED_MS);
    if (missing.length > 0) {
      result.lost.push(...missing);
      return void result.wrong.push(`a device that lost: ${await say(life)}`);
    }
    if (random.chance(0.3)) device.proxy.cut();
    if (moment === 'opened') return await pause(1_000 * random.next());
    // Rows are stored after 400 ms without changes, at the latest after 3 s.
    if (moment === 'stored') return await pause(400 + 3_200 * random.next());
    device.proxy.mend();
    // The kill is awaited, not the answer.
    life.signIn().catch(() => undefined);
    await pause(600 * random.next());
  } finally {
    await life.browser.kill();
  }
}

/** A last run without a kill, until everything is sent and the rows equal the server's. */
async function settle({ stack, result, onProgress }: Run, device: BrowserDevice): Promise<void> {
  const startedMs = performance.now();
  const life = device.live(undefined);
  try {
    if (!(await life.opened())) return void result.wrong.push('the replica did not open in the end');
    const problem = await life.signIn();
    if (problem) return void result.wrong.push(`sign-in failed: ${problem}`);
    if (!(await drained(life))) {
      return void result.wrong.push(`not drained: ${await say(life)}`);
    }
    let differences: string[] = [];
    const isEqual = async (): Promise<boolean> => {
      differences = await compareRows((sql) => life.query(sql), stack.pool, device.person.userId);
      return differences.length === 0;
    };
    await untilOrStalled(isEqual, () => -differences.length, SHOWING_STALLED_MS);
    result.diverged.push(...differences.slice(0, 10));
    const { lost, doubled } = await checkEffects(stack.pool, device.saved, await life.rejected());
    result.lost.push(...lost);
    result.doubled.push(...doubled);
    result.wrong.push(...(await checkMoney(stack.pool)).map((user) => `the balance of ${user} is not its ledger's sum`));
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    onProgress(`${result.kills} kills, ${device.saved.length} saved on this device, settled in ${seconds} s`);
  } finally {
    await life.browser.kill();
  }
}

async function drained(life: BrowserLife): Promise<boolean> {
  let status = await life.status();
  const isSynced = async (): Promise<boolean> => {
    status = await life.status();
    return status.kind === 'synced';
  };
  return untilOrStalled(isSynced, () => ('waiting' in status ? -status.waiting : Number.NEGATIVE_INFINITY), DRAIN_STALLED_MS);
}

const say = (life: BrowserLife): Promise<string> =>
  Promise.race([life.diagnostics(), pause(5_000).then(() => 'no answer')]).catch((error: unknown) => String(error));
