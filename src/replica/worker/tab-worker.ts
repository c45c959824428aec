// The worker of one tab: leads when it gets the lock, else forwards to the leader. Calls in flight and live queries outlive a
// leader: they are sent again to the next one, and call keys keep a command from being saved twice.
import { expose } from 'comlink';
import { newId } from '#schema/ids.ts';
import { callByName, callsThrough, type CallName, type ReplicaCalls, type TabApi } from '../calls.ts';
import type { LiveQuery } from '../live/live-queries.ts';
import type { OnReplicaEvent } from '../service.ts';
import { startLeader, type Leader } from './leader.ts';
import type { ReplicaOpener } from './open-replica.ts';
import { COMMON_CHANNEL, tabChannel, tabLock, type CommonMessage, type ToFollower, type ToLeader } from './tab-messages.ts';

interface Pending {
  name: CallName;
  args: unknown[];
  resolve(value: unknown): void;
  reject(error: Error): void;
}

type Link = { kind: 'none' } | { kind: 'own'; calls: ReplicaCalls } | { kind: 'remote' };

class TabWorker {
  readonly #tabId = newId();
  readonly #channel = new BroadcastChannel(tabChannel(this.#tabId));
  readonly #common = new BroadcastChannel(COMMON_CHANNEL);
  readonly #pending = new Map<number, Pending>();
  readonly #queries = new Map<string, LiveQuery>();
  #link: Link = { kind: 'none' };
  #leader: Leader | undefined;
  #callsMade = 0;
  #onEvent: OnReplicaEvent = () => undefined;

  start(leading: Promise<ReplicaOpening>): void {
    this.#channel.onmessage = ({ data }: MessageEvent<ToFollower>) => this.#hear(data);
    this.#common.onmessage = ({ data }: MessageEvent<CommonMessage>) => {
      if (data.kind === 'leader') this.#sayHello();
    };
    void navigator.locks.request(tabLock(this.#tabId), forever);
    void leading.then(({ opener }) => this.#lead(opener));
  }

  /** Connects the page: the leader sends its current status, person and rejections, then every change. */
  connect(onEvent: OnReplicaEvent): void {
    this.#onEvent = onEvent;
    if (this.#leader) this.#linkOwn(this.#leader);
    else this.#sayHello();
  }

  request(name: CallName, args: unknown[]): Promise<unknown> {
    if (name === 'subscribe') this.#queries.set(args[0] as string, args[1] as LiveQuery);
    if (name === 'unsubscribe') this.#queries.delete(args[0] as string);
    return new Promise((resolve, reject) => {
      const id = (this.#callsMade += 1);
      this.#pending.set(id, { name, args, resolve, reject });
      this.#send(id);
    });
  }

  #lead(opener: Promise<ReplicaOpener>): void {
    this.#leader = startLeader(this.#tabId, opener);
    this.#linkOwn(this.#leader);
    this.#resendAll();
  }

  #linkOwn(leader: Leader): void {
    this.#link = { kind: 'own', calls: leader.connect(this.#tabId, (event) => this.#onEvent(event)) };
  }

  #sayHello(): void {
    if (!this.#leader) this.#common.postMessage({ kind: 'hello', tabId: this.#tabId });
  }

  #hear(message: ToFollower): void {
    if (this.#link.kind === 'own') return;
    switch (message.kind) {
      case 'welcome':
        this.#link = { kind: 'remote' };
        return this.#resendAll();
      case 'event':
        return this.#onEvent(message.event);
      case 'answer': {
        const pending = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        if (message.ok) pending?.resolve(message.value);
        else pending?.reject(new Error(message.message));
      }
    }
  }

  #resendAll(): void {
    for (const [id, query] of this.#queries) {
      const isInFlight = [...this.#pending.values()].some(({ name, args }) => name === 'subscribe' && args[0] === id);
      if (!isInFlight) void this.request('subscribe', [id, query]).catch(() => undefined);
    }
    for (const id of this.#pending.keys()) this.#send(id);
  }

  #send(id: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    const { name, args } = pending;
    if (this.#link.kind === 'remote') {
      const message: ToLeader = { kind: 'call', id, name, args };
      this.#channel.postMessage(message);
    } else if (this.#link.kind === 'own') {
      this.#pending.delete(id);
      callByName(this.#link.calls, name, args).then(pending.resolve, pending.reject);
    }
  }
}

const forever = (): Promise<never> => new Promise(() => undefined);

/** Wraps the promise, because a promise cannot resolve with a promise. */
export interface ReplicaOpening {
  opener: Promise<ReplicaOpener>;
}

/** Exposes the tab's calls to its page. `leading` resolves with the opening replica when this tab has the lock. */
export function serveTabWorker(leading: Promise<ReplicaOpening>): void {
  const tab = new TabWorker();
  tab.start(leading);
  const api: TabApi = {
    connect: async (onEvent) => tab.connect(onEvent),
    ...callsThrough((name, args) => tab.request(name, args)),
  };
  expose(api);
}
