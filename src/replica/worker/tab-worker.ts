// The worker of one tab: becomes the leader when the lock is free, else speaks with the leader. Calls in flight and live
// queries outlive a leader: the next one gets them again, and call keys keep a command from being saved twice.
import { newId } from '#schema/ids.ts';
import type { LiveQuery } from '../live/live-queries.ts';
import type { EventSink, ReplicaCalls, TabApi } from '../service.ts';
import { startLeader, type Leader } from './leader.ts';
import type { ReplicaOpener } from './open-replica.ts';
import {
  COMMON_CHANNEL,
  call,
  tabChannel,
  tabLock,
  type CallName,
  type CommonMessage,
  type ToFollower,
  type ToLeader,
} from './tab-messages.ts';

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
  readonly #watches = new Map<string, LiveQuery>();
  #link: Link = { kind: 'none' };
  #leader: Leader | undefined;
  #callsMade = 0;
  #sink: EventSink = () => undefined;

  start(leading: Promise<ReplicaOpening>): void {
    this.#channel.onmessage = ({ data }: MessageEvent<ToFollower>) => this.#hear(data);
    this.#common.onmessage = ({ data }: MessageEvent<CommonMessage>) => {
      if (data.kind === 'leader') this.#sayHello();
    };
    void navigator.locks.request(tabLock(this.#tabId), forever);
    void leading.then(({ opener }) => this.#lead(opener));
  }

  /** The page listens from here on: a leader says status, person and rejections to whoever connects. */
  connect(onEvent: EventSink): void {
    this.#sink = onEvent;
    if (this.#leader) this.#linkOwn(this.#leader);
    else this.#sayHello();
  }

  request(name: CallName, args: unknown[]): Promise<unknown> {
    if (name === 'watch') this.#watches.set(args[0] as string, args[1] as LiveQuery);
    if (name === 'unwatch') this.#watches.delete(args[0] as string);
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
    this.#link = { kind: 'own', calls: leader.connect(this.#tabId, (event) => this.#sink(event)) };
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
        return this.#sink(message.event);
      case 'answer': {
        const pending = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        if (message.ok) pending?.resolve(message.value);
        else pending?.reject(new Error(message.message));
      }
    }
  }

  #resendAll(): void {
    for (const [id, query] of this.#watches) {
      const isInFlight = [...this.#pending.values()].some(({ name, args }) => name === 'watch' && args[0] === id);
      if (!isInFlight) void this.request('watch', [id, query]).catch(() => undefined);
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
      call(this.#link.calls, name, args).then(pending.resolve, pending.reject);
    }
  }
}

const forever = (): Promise<never> => new Promise(() => undefined);

/** Not the opener itself: what a promise resolves with must not be a promise. */
export interface ReplicaOpening {
  opener: Promise<ReplicaOpener>;
}

/** `leading` resolves when this tab has the lock, with the replica it has begun to open. */
export function startTabWorker(leading: Promise<ReplicaOpening>): TabApi {
  const tab = new TabWorker();
  tab.start(leading);
  const forward =
    <Name extends CallName>(name: Name) =>
    (...args: Parameters<ReplicaCalls[Name]>): ReturnType<ReplicaCalls[Name]> =>
      tab.request(name, args) as ReturnType<ReplicaCalls[Name]>;
  return {
    connect: async (onEvent) => tab.connect(onEvent),
    save: forward('save'),
    settled: forward('settled'),
    query: forward('query'),
    watch: forward('watch'),
    unwatch: forward('unwatch'),
    signedIn: forward('signedIn'),
    signOut: forward('signOut'),
    dismissRejected: forward('dismissRejected'),
    diagnostics: forward('diagnostics'),
    debug: forward('debug'),
  };
}
