// A seed's plan: who there is, what they do and what goes wrong, as a list of steps that a failing seed can be shrunk to. A swarm:
// each seed has its own few kinds of faults, so that rare ones are not drowned by the others.
import { Random } from './random.ts';
import { goodNetwork, type NetworkWeights } from './world/network.ts';
import type { Pace } from './world/life.ts';

export interface DevicePlan {
  person: number;
  /** Begins without an account and signs in later. */
  isLocal: boolean;
  /** An old version of the app. */
  isOld: boolean;
  skewMs: number;
  /** What its buffers hold before they are applied without a boundary. */
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
  /** `isOfFeed`: only of that, commands pass. */
  | { kind: 'cut'; up: boolean; down: boolean; isOfFeed: boolean; forMs: number }
  | { kind: 'disk-full'; forMs: number }
  | { kind: 'old-copy'; commits: number }
  | { kind: 'lose-end'; bytes: number }
  | { kind: 'evict-replica' }
  | { kind: 'evict-all' }
  | { kind: 'clock'; deltaMs: number }
  | { kind: 'sign-out'; waiting: 'send' | 'discard' }
  | { kind: 'sign-in'; person: number }
  | { kind: 'dismiss' }
  | { kind: 'rebuild' }
  | { kind: 'server-crash'; downMs: number }
  | { kind: 'server-trap'; point: string; skip: number; downMs: number }
  /** At once, or the moment this device has heard that commands of its were taken. */
  | { kind: 'server-loses'; commits: number; isWhenAnswered: boolean }
  | { kind: 'deploy' }
  | { kind: 'job' }
  | { kind: 'import' }
  | { kind: 'prune' };

export type Step = { atMs: number; device: number; salt: number } & ({ kind: 'act'; count: number; survives: boolean } | Fault);

export interface Plan {
  seed: number;
  startMs: number;
  /** When Berlin's clocks change. */
  shiftMs: number;
  people: number;
  devices: DevicePlan[];
  serverPace: Pace;
  pageRows: number;
  /** Rising in time. */
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

/** Buffers of this size never cut what a seed reads into parts. */
export const ENOUGH_BYTES = 8_000_000;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 2026's: the first makes a night of 23 hours, the second one of 25. */
const CLOCK_SHIFTS_MS = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)];

/** How often each fault comes beside an action, when the seed has it at all. */
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
  // Sometimes only the note that a command has passed.
  'lose-end': { weight: 2, make: (random) => ({ kind: 'lose-end', bytes: 1 + random.below(random.pick([100, 1_200])) }) },
  'evict-replica': { weight: 1, make: () => ({ kind: 'evict-replica' }) },
  'evict-all': { weight: 0.5, make: () => ({ kind: 'evict-all' }) },
  clock: {
    weight: 2,
    make: (random) => ({ kind: 'clock', deltaMs: random.pick([DAY_MS, -DAY_MS, HOUR_MS, -HOUR_MS, -30_000, 90_000]) }),
  },
  'sign-out': { weight: 1, make: (random) => ({ kind: 'sign-out', waiting: random.chance(0.5) ? 'send' : 'discard' }) },
  'sign-in': { weight: 2, make: (random, people) => ({ kind: 'sign-in', person: random.below(people) }) },
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
    make: (random) => ({ kind: 'server-loses', commits: 1 + random.below(12), isWhenAnswered: random.chance(0.4) }),
  },
  deploy: { weight: 0.3, make: () => ({ kind: 'deploy' }) },
  job: { weight: 1, make: () => ({ kind: 'job' }) },
  import: { weight: 1, make: () => ({ kind: 'import' }) },
  prune: { weight: 0.7, make: () => ({ kind: 'prune' }) },
};

export const faultKinds = Object.keys(faultMakers) as Fault['kind'][];

/** What is rare alone is common in company: some seeds have only the faults that make one kind of trouble, often. */
const themes: readonly (readonly Fault['kind'][])[] = [
  ['sign-in', 'sign-out', 'rebuild', 'offline'],
  ['sign-in', 'sign-out', 'rebuild'],
  ['sign-in', 'sign-out', 'kill-worker', 'lose-power', 'trap'],
  ['lose-end', 'old-copy', 'server-loses', 'server-trap', 'offline', 'kill-worker'],
  ['lose-end', 'old-copy', 'offline'],
  ['lose-end', 'server-loses', 'offline'],
  ['lose-end', 'server-loses', 'sign-in', 'sign-out'],
  ['server-loses', 'prune', 'trap', 'kill-worker', 'offline'],
  ['server-loses', 'evict-replica', 'rebuild', 'cut'],
  ['prune', 'offline', 'cut'],
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

export function planSeed(seed: number): Plan {
  const random = new Random(`plan ${seed}`);
  // One person is the common case, and the one in which devices meet.
  const people = 2 + random.below(random.chance(0.2) ? 4 : 1);
  const devices: DevicePlan[] = [];
  for (let person = 0; person < people; person += 1) {
    const count = person === 0 ? 1 + random.below(4) : 1 + random.below(random.chance(0.2) ? 3 : 1);
    for (let device = 0; device < count; device += 1) {
      devices.push({
        person,
        isLocal: random.chance(0.2),
        isOld: random.chance(0.1),
        skewMs: random.chance(0.2) ? random.between(-DAY_MS, DAY_MS) : 0,
        bufferBytes: random.pick([400, 4_000, ENOUGH_BYTES, ENOUGH_BYTES]),
        network: planNetwork(random),
        pace: planPace(random),
      });
    }
  }
  const shiftMs = random.pick(CLOCK_SHIFTS_MS);
  return {
    seed,
    startMs: shiftMs - Math.round(random.between(0, 2 * 60_000)),
    shiftMs,
    people,
    devices,
    serverPace: planPace(random),
    pageRows: random.pick([3, 20, 2_000, 2_000]),
    steps: planSteps(random, people, devices.length),
  };
}

const theme = (random: Random): Swarm => Object.fromEntries(random.pick(themes).map((kind) => [kind, random.between(0.3, 2)]));

function planSteps(random: Random, people: number, devices: number): Step[] {
  const isThemed = random.chance(0.4);
  const faults = isThemed ? theme(random) : swarm(random);
  const faultShare = Object.keys(faults).length === 0 ? 0 : random.between(0.05, isThemed ? 0.6 : 0.35);
  // Most of a theme happens to one device: what counts up, or waits for nothing more to come, shows only there.
  const stage = isThemed && random.chance(0.7) ? random.below(devices) : undefined;
  // After the last action only faults: what would have waited for ever is not set going again by the next thing done.
  const quiet = random.chance(isThemed ? 0.5 : 0.2) ? random.below(8) : 0;
  const count = 50 + Math.floor(random.next() ** 5 * 251);
  // Long backlogs are a state of their own (draining), and cost the most.
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
