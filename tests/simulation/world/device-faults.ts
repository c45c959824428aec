// What a plan's step does to a device.
import type { Fault } from '../plan.ts';
import type { Random } from '../random.ts';
import { noCut } from './network.ts';
import { signIn, signOut } from './signing.ts';
import type { Stage } from './stage.ts';
import type { WatchedDevice } from './watched-device.ts';

type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;
type OnServer = 'server-crash' | 'server-trap' | 'server-loses' | 'deploy' | 'job' | 'import' | 'prune';
type OnDevice = Exclude<Fault['kind'], OnServer>;

interface Struck {
  stage: Stage;
  watched: WatchedDevice;
  random: Random;
}

const HOURS = 3_000_000;
/** Passed only while a worker starts. */
const OPENING_POINTS: ReadonlySet<string> = new Set(['outbox.open', 'outbox.replace', 'outbox.replace.done', 'replica.open']);

const deviceFaults: { readonly [Kind in OnDevice]: (struck: Struck, fault: FaultOf<Kind>) => void } = {
  'kill-worker': ({ watched: { device } }) => device.killWorker('killed'),
  'lose-power': ({ watched: { device } }) => device.losePower('power lost'),
  'lose-power-writing': ({ watched: { device } }, { operations }) => device.storage.failAfter(operations),
  trap: ({ watched: { device } }, { point, skip, isPower }) => {
    const spring = (): void => (isPower ? device.losePower(point) : device.killWorker(point));
    if (device.life) device.life.trap = { point, skip, spring };
    if (OPENING_POINTS.has(point)) device.killWorker('reloaded');
  },
  offline: ({ stage, watched: { device } }, { forMs }) => {
    device.setOnline(false);
    stage.scheduler.after(forMs, () => device.setOnline(true));
  },
  cut: ({ stage, watched: { device } }, { up, down, isOfFeed, forMs }) => {
    const { link } = device.deps;
    link.cut = { up, down, isOfFeed };
    stage.scheduler.after(forMs, () => (link.cut = noCut));
  },
  'disk-full': ({ stage, watched: { device }, random }, { forMs }) => {
    device.storage.room = device.storage.usedBytes + random.below(400);
    stage.scheduler.after(forMs, () => (device.storage.room = Number.POSITIVE_INFINITY));
  },
  'old-copy': ({ stage, watched }, { commits }) => {
    watched.device.killWorker('an older copy of the replica');
    const isOlder = watched.backend.rollBack(commits);
    stage.coverage.count('rows: older copy opened', isOlder ? 1 : 0);
    watched.isViewExcused = isOlder || watched.isViewExcused;
  },
  'lose-end': ({ watched }, { bytes }) => watched.loseEnd(bytes),
  'evict-replica': ({ watched: { device, backend } }) => {
    device.killWorker('the replica was evicted');
    backend.evict();
  },
  'evict-all': ({ watched }) => watched.evictAll(),
  clock: ({ stage, watched: { device } }, { deltaMs }) => {
    device.skewMs += deltaMs;
    stage.coverage.count('clock: ahead by hours', device.skewMs > HOURS ? 1 : 0);
    stage.coverage.count('clock: behind by hours', device.skewMs < -HOURS ? 1 : 0);
  },
  'sign-out': ({ stage, watched }, { waiting }) => void signOut(stage, watched, waiting),
  'sign-in': ({ stage, watched }, { person }) => void signIn(stage, watched, person),
  dismiss: ({ watched }) => void watched.dismiss(),
  rebuild: ({ watched: { device }, random }) => {
    // Pressed twice as often as not.
    for (let presses = 1 + random.below(2); presses > 0; presses -= 1) void device.calls?.debug({ kind: 'rebuild' });
  },
};

/** False when the fault is not a device's. */
export function strikeDevice(struck: Struck, fault: Fault): boolean {
  if (!(fault.kind in deviceFaults)) return false;
  // One entry takes one kind of fault; the table's type has proved that the pair fits, TypeScript cannot follow the lookup.
  const strike = deviceFaults[fault.kind as OnDevice] as (struck: Struck, fault: Fault) => void;
  strike(struck, fault);
  return true;
}
