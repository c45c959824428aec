// A seed's plan: the people, their actions and the faults, as a list of steps to which a failing seed can be shrunk. Swarm
// testing: each seed has a random subset of the fault kinds, so that frequent faults do not hide rare ones.
import { leavings, type Leaving } from '#schema/protocol/devices.ts';
import { Random } from './random.ts';
import { actionGroups, type ActionPlan } from './world/maker.ts';
import { goodNetwork, type NetworkWeights } from './world/network.ts';
import type { Pace } from './world/life.ts';
import type { SessionTimes } from './world/sessions.ts';

export interface DevicePlan {
  person: number;
  /** The device starts without an account and signs in later. */
  isLocal: boolean;
  /** The device starts with an old version of the app. */
  isOld: boolean;
  skewMs: number;
  /** The size of its buffers; a full buffer is applied without a boundary. */
  bufferBytes: number;
  network: NetworkWeights;
  pace: Pace;
}

export type Fault =
  | { kind: 'kill-worker' }
  | { kind: 'lose-power' }
  | { kind: 'lose-power-writing'; operations: number }
  | { kind: 'trap'; point: string; skip: number; isPower: boolean }
  | { kind: 'offline'; forMs: number }
  /** `isOfFeed`: only the feed is cut, commands still pass. */
  | { kind: 'cut'; up: boolean; down: boolean; isOfFeed: boolean; forMs: number }
  | { kind: 'disk-full'; forMs: number }
  | { kind: 'old-copy'; commits: number }
  | { kind: 'lose-end'; bytes: number }
  | { kind: 'evict-replica' }
  | { kind: 'evict-all' }
  /** `isClosed`: the clock changes while the app is not running. */
  | { kind: 'clock'; deltaMs: number; isClosed: boolean }
  /** Offline for this long, then back with the current app. */
  | { kind: 'update'; forMs: number }
  | { kind: 'sign-out'; waiting: 'send' | 'discard' }
  | { kind: 'sign-in'; person: number }
  /** The server ends the session: it expired, or was revoked elsewhere. */
  | { kind: 'session-ends' }
  /** The person removes the device elsewhere. */
  | { kind: 'removed'; leaving: Leaving }
  /** Pages of other tabs ask for the session at once. */
  | { kind: 'tabs'; count: number }
  /** Somebody copied the cookie and uses it later. */
  | { kind: 'cookie-stolen'; afterMs: number }
  | { kind: 'dismiss' }
  | { kind: 'rebuild' }
  | { kind: 'server-crash'; downMs: number }
  | { kind: 'server-trap'; point: string; skip: number; downMs: number }
  /**
   * At once, or when this device has the acknowledgement of its commands, or rows that it has not applied. `isCold`: the data
   * folder is restored without a new epoch.
   */
  | { kind: 'server-loses'; commits: number; when: 'now' | 'push.answered' | 'feed.received'; isCold: boolean }
  | { kind: 'deploy' }
  | { kind: 'job' }
  | { kind: 'import' }
  /** A writing transaction stays open to the end of the run: in another database, or on rows of a person without a device. */
  | { kind: 'foreign-transaction'; isElsewhere: boolean }
  | { kind: 'prune' };

export type Step = { atMs: number; device: number; salt: number } & ({ kind: 'act'; count: number; survives: boolean } | Fault);

export interface Plan {
  seed: number;
  startMs: number;
  /** When the clocks change in Berlin. */
  shiftMs: number;
  people: number;
  actions: ActionPlan;
  devices: DevicePlan[];
  serverPace: Pace;
  pageRows: number;
  /** Rows of one event of a copy; null on a server that gives none, so that first syncs read the feed. */
  copyRows: number | null;
  /** How long sessions last, in a life in which a day takes seconds. */
  sessions: Pick<SessionTimes, 'idleMs' | 'maxMs'>;
  /** Ascending in time. */
  steps: Step[];
}

export const DEVICE_POINTS = [
  'outbox.open',
  'outbox.append',
  'outbox.append.done',
  'outbox.replace',
  'outbox.replace.done',
  'mark.write',
  'mark.written',
  'push.send',
  'push.answered',
  'feed.received',
  'replica.open',
  'replica.begin',
  'replica.restore',
  'replica.write',
  'replica.copy',
  'copy.received',
  'replica.forget',
  'replica.statement',
  'replica.commit',
  'replica.committed',
  'replica.flush',
  'replica.flushed',
];
export const SERVER_POINTS = [
  'server.begin',
  'server.statement',
  'server.bump',
  'server.commit',
  'server.committed',
  'server.respond',
];

/** Buffers of this size are never filled by a seed, so its reads are not split. */
export const ENOUGH_BYTES = 8_000_000;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The clock changes of 2026: the first makes a night of 23 hours, the second one of 25. */
const CLOCK_SHIFTS_MS = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)];

const YEAR_MS = 365 * DAY_MS;
/** A lost battery, a wrong time zone, a person in the settings: clocks change by seconds and by years. */
const CLOCK_STEPS_MS = [DAY_MS, HOUR_MS, 5 * 60_000, 30_000, 2 * YEAR_MS, 10 * YEAR_MS].flatMap((ms) => [ms, -ms]);

/** The weight of each fault relative to an action, if the seed has that fault. */
const faultMakers: Record<Fault['kind'], { weight: number; make: (random: Random, people: number) => Fault }> = {
  'kill-worker': { weight: 2, make: () => ({ kind: 'kill-worker' }) },
  'lose-power': { weight: 2, make: () => ({ kind: 'lose-power' }) },
  'lose-power-writing': { weight: 3, make: (random) => ({ kind: 'lose-power-writing', operations: random.below(12) }) },
  trap: {
    weight: 8,
    make: (random) => ({ kind: 'trap', point: random.pick(DEVICE_POINTS), skip: random.below(4), isPower: random.chance(0.5) }),
  },
  offline: { weight: 4, make: (random) => ({ kind: 'offline', forMs: random.between(1_000, 90_000) }) },
  cut: {
    weight: 4,
    make: (random) => {
      const up = random.chance(0.5);
      const [down, isOfFeed] = [!up || random.chance(0.3), random.chance(0.4)];
      return { kind: 'cut', up, down, isOfFeed, forMs: random.between(1_000, 60_000) };
    },
  },
  'disk-full': { weight: 2, make: (random) => ({ kind: 'disk-full', forMs: random.between(1_000, 30_000) }) },
  'old-copy': { weight: 2, make: (random) => ({ kind: 'old-copy', commits: 1 + random.below(40) }) },
  // Sometimes only the record that a command has passed.
  'lose-end': { weight: 2, make: (random) => ({ kind: 'lose-end', bytes: 1 + random.below(random.pick([100, 1_200])) }) },
  'evict-replica': { weight: 1, make: () => ({ kind: 'evict-replica' }) },
  'evict-all': { weight: 0.5, make: () => ({ kind: 'evict-all' }) },
  clock: {
    weight: 2,
    make: (random) => ({ kind: 'clock', deltaMs: random.pick(CLOCK_STEPS_MS), isClosed: random.chance(0.3) }),
  },
  update: { weight: 1, make: (random) => ({ kind: 'update', forMs: random.between(1_000, 30_000) }) },
  'sign-out': { weight: 1, make: (random) => ({ kind: 'sign-out', waiting: random.chance(0.5) ? 'send' : 'discard' }) },
  'sign-in': { weight: 2, make: (random, people) => ({ kind: 'sign-in', person: random.below(people) }) },
  'session-ends': { weight: 1, make: () => ({ kind: 'session-ends' }) },
  removed: { weight: 1, make: (random) => ({ kind: 'removed', leaving: random.pick(leavings) }) },
  tabs: { weight: 1, make: (random) => ({ kind: 'tabs', count: 1 + random.below(4) }) },
  'cookie-stolen': { weight: 0.5, make: (random) => ({ kind: 'cookie-stolen', afterMs: random.between(1_000, 60_000) }) },
  dismiss: { weight: 1, make: () => ({ kind: 'dismiss' }) },
  rebuild: { weight: 0.5, make: () => ({ kind: 'rebuild' }) },
  'server-crash': { weight: 2, make: (random) => ({ kind: 'server-crash', downMs: random.between(0, 20_000) }) },
  'server-trap': {
    weight: 4,
    make: (random) => ({
      kind: 'server-trap',
      point: random.pick(SERVER_POINTS),
      skip: random.below(5),
      downMs: random.between(0, 5_000),
    }),
  },
  'server-loses': {
    weight: 0.7,
    make: (random) => ({
      kind: 'server-loses',
      commits: 1 + random.below(12),
      when: random.pick(['now', 'now', 'push.answered', 'push.answered', 'feed.received']),
      isCold: random.chance(0.5),
    }),
  },
  deploy: { weight: 0.3, make: () => ({ kind: 'deploy' }) },
  job: { weight: 1, make: () => ({ kind: 'job' }) },
  import: { weight: 1, make: () => ({ kind: 'import' }) },
  'foreign-transaction': {
    weight: 0.5,
    make: (random) => ({ kind: 'foreign-transaction', isElsewhere: random.chance(0.5) }),
  },
  prune: { weight: 0.7, make: () => ({ kind: 'prune' }) },
};

export const faultKinds = Object.keys(faultMakers) as Fault['kind'][];

/** Some seeds have only the faults of one theme, frequently, so that rare combinations occur. */
const themes: readonly (readonly Fault['kind'][])[] = [
  ['sign-in', 'sign-out', 'rebuild', 'offline'],
  ['sign-in', 'sign-out', 'rebuild'],
  ['session-ends', 'removed', 'sign-in', 'offline', 'kill-worker'],
  ['removed', 'lose-end', 'server-loses', 'offline'],
  ['cookie-stolen', 'tabs', 'lose-power', 'cut', 'offline'],
  ['sign-in', 'sign-out', 'kill-worker', 'lose-power', 'trap'],
  ['lose-end', 'old-copy', 'server-loses', 'server-trap', 'offline', 'kill-worker'],
  ['lose-end', 'old-copy', 'offline'],
  ['lose-end', 'server-loses', 'offline'],
  ['lose-end', 'server-loses', 'sign-in', 'sign-out'],
  ['server-loses', 'prune', 'trap', 'kill-worker', 'offline'],
  ['server-loses', 'evict-replica', 'rebuild', 'cut'],
  ['evict-replica', 'rebuild', 'cut', 'offline', 'server-crash', 'server-loses', 'prune'],
  ['prune', 'offline', 'cut'],
  ['clock', 'offline', 'kill-worker'],
  ['server-loses', 'foreign-transaction', 'server-crash', 'offline'],
  ['update', 'offline', 'trap', 'lose-end'],
];

/** The only faults of a seed, with the circumstances in which they show something. */
interface Circumstances {
  faults: readonly Fault['kind'][];
  /** Of every device. */
  device: Partial<Pick<DevicePlan, 'network' | 'pace' | 'bufferBytes'>>;
  server?: Partial<Pick<Plan, 'pageRows'>>;
}

/** Requests arrive twice and late, and devices are slow: then a request in transit meets a device or a server that has lost something. */
const late = {
  network: { drop: 0.05, duplicate: 0.4, delay: 0.4, loseAnswer: 0.2 },
  pace: { delay: 0.3, maxMs: 2_000 },
} as const;
const circumstances: readonly Circumstances[] = [
  { faults: ['server-loses'], device: late },
  { faults: ['lose-end', 'server-loses'], device: late },
  { faults: ['lose-end', 'server-loses', 'kill-worker', 'server-crash'], device: late },
  // Reads break off between their last rows and their boundary.
  { faults: ['kill-worker', 'cut', 'trap'], device: { bufferBytes: 100 }, server: { pageRows: 1 } },
];

type Swarm = Partial<Record<Fault['kind'], number>>;

function swarm(random: Random): Swarm {
  const share = random.pick([0, 0.2, 0.4, 0.7]);
  return Object.fromEntries(
    faultKinds.filter(() => random.chance(share)).map((kind) => [kind, faultMakers[kind].weight * random.between(0.3, 2)]),
  );
}

function planNetwork(random: Random): NetworkWeights {
  if (random.chance(0.4)) return goodNetwork;
  const rate = (): number => (random.chance(0.5) ? random.between(0.02, 0.3) : 0);
  return { drop: rate(), duplicate: rate(), delay: rate(), loseAnswer: rate() };
}

const planPace = (random: Random): Pace => ({
  delay: random.pick([0, 0, 0.05, 0.3]),
  maxMs: random.pick([5, 50, 2_000]),
});

/** In most seeds sessions do not end by their age, because a signed-out device hides other faults. */
function planSessions(seed: number): Plan['sessions'] {
  const random = new Random(`sessions ${seed}`);
  if (random.chance(0.6)) return { idleMs: Number.POSITIVE_INFINITY, maxMs: Number.POSITIVE_INFINITY };
  return { idleMs: random.between(15_000, 60_000), maxMs: random.between(30_000, 300_000) };
}

/** What people do and undo in turn, or want at the same moment: each is rare among all actions. */
const actionThemes: readonly ActionPlan[] = [
  { groups: [], frequent: ['earn', 'marketBuy', 'marketRefund'] },
  { groups: ['progress'], frequent: ['habitAdd', 'habitMark', 'questAccept', 'questClaim'] },
  { groups: ['progress'], frequent: ['focusStart', 'focusComplete', 'focusDelete', 'questAccept', 'questClaim'] },
  { groups: ['plans'], frequent: ['focusStart', 'focusLog', 'focusComplete', 'focusDelete', 'seriesAdd', 'eventAdd'] },
  { groups: ['plans'], frequent: ['habitAdd', 'habitMark', 'seriesAdd', 'eventAdd'] },
  { groups: ['training'], frequent: ['routineSave', 'programCreate', 'plannedWorkoutStart', 'plannedWorkoutFinish'] },
];

/**
 * Half of the seeds have all of their time for the core. Of the others three in ten have a theme; of the rest one in four acts
 * everywhere, the others in two domains often.
 */
function planActions(seed: number): ActionPlan {
  if (seed % 2 === 1) return { groups: [], frequent: [] };
  const theming = new Random(`action themes ${seed}`);
  if (theming.chance(0.3)) return theming.pick(actionThemes);
  const random = new Random(`domains ${seed}`);
  if (random.chance(0.25)) return { groups: actionGroups, frequent: [] };
  const first = random.pick(actionGroups);
  return { groups: [first, random.pick(actionGroups.filter((group) => group !== first))], frequent: [] };
}

export function planSeed(seed: number): Plan {
  const random = new Random(`plan ${seed}`);
  // One person with several devices is the common case, and the one in which devices interact.
  const people = 2 + random.below(random.chance(0.2) ? 4 : 1);
  const devices: DevicePlan[] = [];
  for (let person = 0; person < people; person += 1) {
    const count = person === 0 ? 1 + random.below(4) : 1 + random.below(random.chance(0.2) ? 3 : 1);
    for (let device = 0; device < count; device += 1) {
      devices.push({
        person,
        isLocal: random.chance(0.2),
        isOld: random.chance(0.2),
        skewMs: random.chance(0.3) ? random.pick([random.between(-DAY_MS, DAY_MS), random.pick(CLOCK_STEPS_MS)]) : 0,
        bufferBytes: random.pick([400, 4_000, ENOUGH_BYTES, ENOUGH_BYTES]),
        network: planNetwork(random),
        pace: planPace(random),
      });
    }
  }
  const choosing = new Random(`circumstances ${seed}`);
  const given = choosing.chance(0.1) ? choosing.pick(circumstances) : undefined;
  for (const device of devices) Object.assign(device, given?.device);
  const shiftMs = random.pick(CLOCK_SHIFTS_MS);
  const copying = new Random(`copies ${seed}`);
  const copyRows = copying.pick([1, 3, 2_000, null]);
  // A copy is applied event by event, so that what interrupts it leaves a part of it.
  if (copyRows !== null && copying.chance(0.4)) for (const device of devices) device.bufferBytes = 100;
  return {
    seed,
    startMs: shiftMs - Math.round(random.between(0, 2 * 60_000)),
    shiftMs,
    people,
    actions: planActions(seed),
    devices,
    serverPace: planPace(random),
    pageRows: random.pick([3, 20, 2_000, 2_000]),
    ...given?.server,
    copyRows,
    sessions: planSessions(seed),
    steps: planSteps(random, people, devices.length, given?.faults),
  };
}

const weighed = (random: Random, kinds: readonly Fault['kind'][]): Swarm =>
  Object.fromEntries(kinds.map((kind) => [kind, random.between(0.3, 2)]));

/** `only`: the faults of a seed with circumstances. */
function planSteps(random: Random, people: number, devices: number, only: readonly Fault['kind'][] | undefined): Step[] {
  const isThemed = random.chance(0.4) || only !== undefined;
  const faults = isThemed ? weighed(random, only ?? random.pick(themes)) : swarm(random);
  const faultShare = Object.keys(faults).length === 0 ? 0 : random.between(0.05, isThemed ? 0.6 : 0.35);
  // Most faults of a theme hit one device: counters and waits without further input fail only there.
  const stage = isThemed && random.chance(0.7) ? random.below(devices) : undefined;
  // After the last action there are only faults, so that no later action restarts a device that waits for ever.
  const quiet = random.chance(isThemed ? 0.5 : 0.2) ? random.below(8) : 0;
  const count = 50 + Math.floor(random.next() ** 5 * 251);
  // Long backlogs are a separate state (draining), and the most expensive one.
  const backlogShare = random.chance(0.15) ? 0.02 : 0;
  const pause = random.pick([200, 1_500, 10_000]);
  const steps: Step[] = [];
  let atMs = 0;
  for (let step = 0; step < count; step += 1) {
    atMs += random.next() ** 2 * pause;
    const device = stage !== undefined && random.chance(0.8) ? stage : random.below(devices);
    const at = { atMs: Math.round(atMs), device, salt: random.below(2 ** 32) };
    if (faultShare > 0 && (step >= count - quiet || random.chance(faultShare))) {
      const kind = random.weighted(faults as Record<Fault['kind'], number>);
      steps.push({ ...at, ...faultMakers[kind].make(random, people) });
    } else {
      const actions = random.chance(backlogShare) ? 60 : random.chance(0.1) ? 5 : 1;
      steps.push({ ...at, kind: 'act', count: actions, survives: random.chance(0.5) });
    }
  }
  return steps;
}
