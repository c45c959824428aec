// The leading tab's worker: the engine with the browser's ports, and a door for every other tab.
import { newId } from '#schema/ids.ts';
import { parseByOid } from '#schema/session.ts';
import type { Clock, Network } from '../engine/ports.ts';
import { ReplicaEngine } from '../engine/replica-engine.ts';
import { IndexedDbStore } from '../outbox/indexeddb-store.ts';
import { openOpfsStore } from '../outbox/opfs-store.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { EventSink, ReplicaCalls } from '../service.ts';
import { httpAuth, httpPush } from './http-transports.ts';
import { FactStore } from './kv.ts';
import type { ReplicaOpener } from './open-replica.ts';
import { PreparedDatabase } from './prepared-database.ts';
import { shapeTransport } from './shape-transport.ts';
import { COMMON_CHANNEL, call, tabChannel, tabLock, type CommonMessage, type ToFollower, type ToLeader } from './tab-messages.ts';

export interface Leader {
  connect(appId: string, sink: EventSink): ReplicaCalls;
}

export function startLeader(ownTabId: string, opener: Promise<ReplicaOpener>): Leader {
  const engine = createEngine(opener);
  // Not awaited: calls wait inside for what they need, and the status says how far it is.
  void engine.start();
  const common = new BroadcastChannel(COMMON_CHANNEL);
  const served = new Set<string>();
  common.onmessage = ({ data }: MessageEvent<CommonMessage>) => {
    if (data.kind === 'hello' && data.tabId !== ownTabId && !served.has(data.tabId)) {
      served.add(data.tabId);
      serveTab(engine, data.tabId, () => served.delete(data.tabId));
    }
  };
  common.postMessage({ kind: 'leader' } satisfies CommonMessage);
  return { connect: (appId, sink) => engine.connect(appId, sink).calls };
}

function serveTab(engine: ReplicaEngine, tabId: string, onGone: () => void): void {
  const channel = new BroadcastChannel(tabChannel(tabId));
  const say = (message: ToFollower): void => channel.postMessage(message);
  say({ kind: 'welcome' });
  const { calls, close } = engine.connect(tabId, (event) => say({ kind: 'event', event }));
  channel.onmessage = ({ data: { id, name, args } }: MessageEvent<ToLeader>) => {
    call(calls, name, args).then(
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

function createEngine(opener: Promise<ReplicaOpener>): ReplicaEngine {
  const facts = new FactStore(indexedDB);
  const { origin } = self.location;
  return new ReplicaEngine({
    clock: browserClock,
    network: browserNetwork,
    feed: shapeTransport({ origin }),
    push: httpPush(origin),
    auth: httpAuth(origin),
    newId,
    openOutbox: async () => {
      const store = (await openOpfsStore(sleep)) ?? (await IndexedDbStore.open(indexedDB));
      return Outbox.open({ store, marks: facts, newId });
    },
    openReplica: async (options) => {
      const { pg, ...replica } = await (await opener).open(options);
      Object.assign(pg.parsers, parseByOid);
      return { ...replica, database: new PreparedDatabase(pg) };
    },
  });
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const browserClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer(ms, ring) {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
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
