// The leading tab's worker: the engine with the browser's ports, and a channel for every other tab.
import { newId } from '#schema/ids.ts';
import { parseByOid } from '#schema/session.ts';
import { callByName, type ReplicaCalls } from '../calls.ts';
import type { Clock, Network } from '../engine/ports.ts';
import { ReplicaEngine } from '../engine/replica-engine.ts';
import { IndexedDbStore } from '../outbox/indexeddb-store.ts';
import { openOpfsStore } from '../outbox/opfs-store.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { OnReplicaEvent } from '../service.ts';
import { copyTransport } from './copy-transport.ts';
import { httpAuth, httpPush, httpTime } from './http-transports.ts';
import { FactStore } from './kv.ts';
import { LeaderTime } from './leader-time.ts';
import type { ReplicaOpener } from './open-replica.ts';
import { PreparedDatabase } from './prepared-database.ts';
import { shapeTransport } from './shape-transport.ts';
import { COMMON_CHANNEL, tabChannel, tabLock, type CommonMessage, type ToFollower, type ToLeader } from './tab-messages.ts';
import { warmUp } from './warm-up.ts';

export interface Leader {
  connect(appId: string, onEvent: OnReplicaEvent): ReplicaCalls;
}

export function startLeader(ownTabId: string, opener: Promise<ReplicaOpener>): Leader {
  const facts = new FactStore(indexedDB);
  const engine = createEngine(opener, facts);
  // Not awaited: calls wait in the engine for what they need, and the status reports the progress.
  void engine.start();
  // Without storage for facts there is none for compiled code either.
  warmUpEngine(engine, facts, opener).catch(() => undefined);
  const common = new BroadcastChannel(COMMON_CHANNEL);
  const served = new Set<string>();
  common.onmessage = ({ data }: MessageEvent<CommonMessage>) => {
    if (data.kind === 'hello' && data.tabId !== ownTabId && !served.has(data.tabId)) {
      served.add(data.tabId);
      serveTab(engine, data.tabId, () => served.delete(data.tabId));
    }
  };
  common.postMessage({ kind: 'leader' } satisfies CommonMessage);
  return { connect: (appId, onEvent) => engine.connect(appId, onEvent).calls };
}

function serveTab(engine: ReplicaEngine, tabId: string, onGone: () => void): void {
  const channel = new BroadcastChannel(tabChannel(tabId));
  const say = (message: ToFollower): void => channel.postMessage(message);
  say({ kind: 'welcome' });
  const { calls, close } = engine.connect(tabId, (event) => say({ kind: 'event', event }));
  channel.onmessage = ({ data: { id, name, args } }: MessageEvent<ToLeader>) => {
    callByName(calls, name, args).then(
      (value) => say({ kind: 'answer', id, ok: true, value }),
      (error: unknown) => say({ kind: 'answer', id, ok: false, message: error instanceof Error ? error.message : String(error) }),
    );
  };
  void navigator.locks.request(tabLock(tabId), () => {
    close();
    channel.close();
    onGone();
  });
}

async function warmUpEngine(engine: ReplicaEngine, store: FactStore, opener: Promise<ReplicaOpener>): Promise<void> {
  const { engineAddress } = await opener;
  await warmUp({
    engine: `${engineAddress} ${navigator.userAgent}`,
    store,
    live: engine.live,
    setTimer,
    whenOpen: () => engine.whenOpen(),
    isBusy: () => engine.copyProgress() !== null,
  });
}

function createEngine(opener: Promise<ReplicaOpener>, facts: FactStore): ReplicaEngine {
  const { origin } = self.location;
  const time = new LeaderTime({
    facts,
    ask: httpTime(origin),
    setTimer,
    onChange: (state, isMeasured) => engine.onClock(state, isMeasured),
  });
  const engine: ReplicaEngine = new ReplicaEngine({
    clock: { now: () => time.now(), random: () => Math.random(), setTimer },
    time,
    isDevelopment: import.meta.env.DEV,
    network: browserNetwork,
    feed: shapeTransport({ origin }),
    copy: copyTransport({ origin }),
    push: httpPush(origin),
    auth: httpAuth(origin),
    newId,
    openOutbox: async () => {
      await time.start();
      const store = (await openOpfsStore(sleep)) ?? (await IndexedDbStore.open(indexedDB));
      return Outbox.open({ store, marks: facts, newId });
    },
    openReplica: async (options) => {
      const { pg, ...replica } = await (await opener).open(options);
      Object.assign(pg.parsers, parseByOid);
      return { ...replica, database: new PreparedDatabase(pg) };
    },
  });
  self.addEventListener('online', () => void time.measure());
  return engine;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const setTimer: Clock['setTimer'] = (ms, ring) => {
  const timer = setTimeout(ring, ms);
  return () => clearTimeout(timer);
};

const browserNetwork: Network = {
  isOnline: () => navigator.onLine,
  subscribe(onChange) {
    self.addEventListener('online', onChange);
    self.addEventListener('offline', onChange);
    return () => {
      self.removeEventListener('online', onChange);
      self.removeEventListener('offline', onChange);
    };
  },
};
