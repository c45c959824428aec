// The effect of a plan's step on a device.
import type { Fault } from '../plan.ts';
import type { Random } from '../random.ts';
import { noCut } from './network.ts';
import { signIn, signOut } from './signing.ts';
import type { Stage } from './stage.ts';
import type { WatchedDevice } from './watched-device.ts';

type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;
type OnServer = 'server-crash' | 'server-trap' | 'server-loses' | 'deploy' | 'job' | 'import' | 'prune' | 'foreign-transaction';
type OnDevice = Exclude<Fault['kind'], OnServer>;

interface Struck {
  stage: Stage;
  watched: WatchedDevice;
  random: Random;
}

const HOURS_MS = 3_000_000;
const YEAR_MS = 365 * 24 * 3_600_000;
/** Points that are passed only while a worker starts. */
const OPENING_POINTS: ReadonlySet<string> = new Set(['outbox.open', 'outbox.replace', 'outbox.replace.done', 'replica.open']);

/** Points that are passed only in a first sync. */
const COPY_POINTS: ReadonlySet<string> = new Set(['replica.copy', 'copy.received']);

const deviceFaults: { readonly [Kind in OnDevice]: (struck: Struck, fault: FaultOf<Kind>) => void } = {
  'kill-worker': ({ watched: { device } }) => device.killWorker('killed'),
  'lose-power': ({ watched: { device } }) => device.losePower('power lost'),
  'lose-power-writing': ({ watched: { device } }, { operations }) => device.storage.failAfter(operations),
  trap: ({ watched: { device } }, { point, skip, isPower }) => {
    const spring = (): void => (isPower ? device.losePower(point) : device.killWorker(point));
    const isOfCopy = COPY_POINTS.has(point);
    // A copy has many events, so that the trap may spring in its middle.
    if (device.life) device.life.trap = { point, skip: isOfCopy ? 5 * skip : skip, spring };
    if (OPENING_POINTS.has(point)) device.killWorker('reloaded');
    if (isOfCopy) void device.calls?.debug({ kind: 'rebuild' });
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
  clock: ({ stage: { coverage }, watched: { device } }, { deltaMs, isClosed }) => {
    if (isClosed) device.killWorker('closed');
    const direction = deltaMs > 0 ? 'set ahead' : 'set back';
    coverage.count(device.life ? `clock: ${direction} while the app runs` : 'clock: set while the app is closed');
    device.skewMs += deltaMs;
    coverage.count('clock: ahead by hours', device.skewMs > HOURS_MS ? 1 : 0);
    coverage.count('clock: behind by hours', device.skewMs < -HOURS_MS ? 1 : 0);
    coverage.count('clock: ahead by years', device.skewMs > YEAR_MS ? 1 : 0);
    coverage.count('clock: behind by years', device.skewMs < -YEAR_MS ? 1 : 0);
  },
  update: ({ stage, watched: { device } }, { forMs }) => {
    device.setOnline(false);
    stage.scheduler.after(forMs, () => {
      device.isOld = false;
      device.killWorker('updated');
      device.setOnline(true);
    });
  },
  'sign-out': ({ stage, watched }, { waiting }) => void signOut(stage, watched, waiting),
  'sign-in': ({ stage, watched }, { person }) => void signIn(stage, watched, person),
  'session-ends': ({ watched }) => {
    if (!watched.isSigning) watched.device.browser.end();
  },
  removed: ({ watched }, { leaving }) => {
    if (watched.isSigning || watched.device.user === null) return;
    watched.isErasing = leaving === 'erase';
    watched.device.browser.remove(leaving);
  },
  tabs: ({ watched: { device } }, { count }) => device.otherTabsAsk(count),
  'cookie-stolen': ({ stage, watched: { device } }, { afterMs }) => {
    const { cookie } = device.browser;
    stage.scheduler.after(afterMs, () => {
      if (stage.isHealing) return;
      const answer = stage.sessions.present(cookie, stage.scheduler.nowMs, { renews: true });
      // The thief goes on with the next token, as the owner's browser would.
      if (answer.kind === 'person' && answer.next) stage.sessions.present(answer.next, stage.scheduler.nowMs, { renews: false });
    });
  },
  dismiss: ({ watched }) => void watched.dismiss(),
  rebuild: ({ watched: { device }, random }) => {
    // Pressed once or twice.
    for (let presses = 1 + random.below(2); presses > 0; presses -= 1) void device.calls?.debug({ kind: 'rebuild' });
  },
};

/** False when the fault does not concern a device. */
export function strikeDevice(struck: Struck, fault: Fault): boolean {
  if (!(fault.kind in deviceFaults)) return false;
  // The table's type guarantees that the entry accepts its own kind of fault, which TypeScript cannot infer from the lookup.
  const strike = deviceFaults[fault.kind as OnDevice] as (struck: Struck, fault: Fault) => void;
  strike(struck, fault);
  return true;
}
