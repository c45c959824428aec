// One device: its storage, the worker that runs the real engine on it, and the pages of a person. The worker dies with its tab
// or with the device and is restarted; a surviving page repeats its calls, as the real client does.
import type { SessionUser } from '#schema/protocol/answers.ts';
import type { ShapeScope } from '#schema/protocol/feed.ts';
import { DeviceClock, type ClockState } from '#src/clock/device-clock.ts';
import type { FeedCursor } from '#src/replica/applier/feed-buffer.ts';
import { ReplicaEngine } from '#src/replica/engine/replica-engine.ts';
import type { CommandTime, EnginePorts, OpenedReplica } from '#src/replica/engine/ports.ts';
import { Outbox } from '#src/replica/outbox/outbox.ts';
import type { NewCommand } from '#src/replica/outbox/records.ts';
import type { ReplicaCalls } from '#src/replica/calls.ts';
import type { Answer, NewCall, SavedCall } from '#src/replica/service.ts';
import type { Coverage } from '../coverage.ts';
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import { BrowserSession, type Asked, type SessionRequest } from './browser-session.ts';
import { DeviceStorage } from './device-storage.ts';
import { copyTransport } from './copy-transport.ts';
import { feedTransport } from './feed-transport.ts';
import { Life, type Pace, type Trap } from './life.ts';
import type { Link } from './network.ts';
import type { ReplicaBackend } from './backends.ts';
import { isOfOldApp, toOldApp } from './old-app.ts';
import type { FeedAnswer, ServerNode } from './server-node.ts';
import type { Presented, Sessions } from './sessions.ts';

export interface DeviceDeps {
  index: number;
  scheduler: Scheduler;
  /** A random stream for a purpose. */
  random: (purpose: string) => Random;
  link: Link;
  replica: ReplicaBackend;
  pace: Pace;
  coverage: Coverage;
  server: () => ServerNode;
  sessions: Sessions;
  /** The device starts with an old version of the app. */
  isOld: boolean;
  /** More bytes than this are applied without waiting for a boundary. */
  bufferBytes: number;
  /** Called after a death, before the next start, to check and record the state. */
  onDeath: (cause: string) => void;
  onOpened: (opened: OpenedReplica['opened']) => void;
}

export class Device {
  readonly deps: DeviceDeps;
  readonly storage: DeviceStorage;
  life: Life | undefined;
  engine: ReplicaEngine | undefined;
  calls: ReplicaCalls | undefined;
  readonly browser: BrowserSession;
  /** The people who signed in here. */
  readonly #users = new Map<string, SessionUser>();
  /**
   * When a sign-out happened, by the time that the device gives for it. A wrong clock can end a later session on the real server;
   * that is left out here.
   */
  readonly #leftMs = new Map<string, number>();
  isOnline = true;
  /** An old version of the app saves some commands in their former versions. */
  isOld: boolean;
  /** Offset of the device's clock from simulated time. */
  skewMs = 0;
  /** Its estimate of the server's time; survives its workers. */
  #clockState: ClockState = { offsetMs: 0, stepsMs: 0 };
  #onNetwork: (() => void) | undefined;
  #started: (() => void)[] = [];
  #lives = 0;
  #nextTrap: Trap | undefined;
  readonly #ids: Random;
  readonly #engineChance: Random;
  readonly #transport: Random;

  /** The person that the server sees. Setting it signs in at once, or ends the session. */
  get user(): SessionUser | null {
    return this.#users.get(this.browser.person ?? '') ?? null;
  }
  set user(user: SessionUser | null) {
    if (user === null) this.browser.end();
    else {
      this.#users.set(user.id, user);
      this.browser.signIn(user.id);
    }
  }

  constructor(deps: DeviceDeps) {
    this.deps = deps;
    this.isOld = deps.isOld;
    this.storage = new DeviceStorage(deps.random('storage'), deps.coverage);
    const { sessions, coverage, scheduler } = deps;
    this.browser = new BrowserSession({ sessions, coverage, nowMs: () => scheduler.nowMs });
    this.#ids = deps.random('ids');
    this.#engineChance = deps.random('engine');
    this.#transport = deps.random('transport');
  }

  start(): void {
    this.#lives += 1;
    const { scheduler, random, pace, coverage } = this.deps;
    const onCrash = (point: string): void => coverage.count(`crash: ${point}`);
    const life = new Life({ scheduler, random: random(`life ${this.#lives}`), pace, onCrash });
    life.trap = this.#nextTrap;
    this.#nextTrap = undefined;
    this.life = life;
    const engine = new ReplicaEngine(this.#ports(life));
    this.engine = engine;
    this.calls = engine.connect('tab', () => undefined).calls;
    void engine.start();
    for (const started of this.#started.splice(0)) started();
  }

  /** The worker's tab was closed or crashed; the files are unchanged. */
  killWorker(cause: string): void {
    this.#die(cause, () => this.storage.workerDied());
  }

  losePower(cause: string): void {
    this.#die(cause, () => {
      this.storage.powerLost();
      this.browser.losePower();
    });
  }

  #die(cause: string, leaveFiles: () => void): void {
    if (!this.life) return;
    // A trap at a point of the opening can only be hit in the next run.
    this.#nextTrap = this.life.trap;
    this.life.die();
    this.life = this.engine = this.calls = this.#onNetwork = undefined;
    leaveFiles();
    const lost = this.deps.replica.crash(this.deps.random(`crash ${this.#lives}`));
    this.deps.coverage.count('rows: unflushed commits lost', lost);
    this.deps.onDeath(cause);
  }

  clearTrap(): void {
    this.#nextTrap = undefined;
    if (this.life) this.life.trap = undefined;
  }

  #losePowerWriting(): void {
    this.deps.coverage.count('disk: power lost while writing');
    this.losePower('power lost while writing');
  }

  setOnline(isOnline: boolean): void {
    this.isOnline = isOnline;
    this.#onNetwork?.();
  }

  /** A page's call. `survives`: the page is in another tab than the worker, so it repeats the call to the next leader. */
  async save(calls: NewCall[], survives: boolean): Promise<Answer<SavedCall[]> | 'page died'> {
    const answer = await this.#askOnce((leader) => leader.save(calls));
    if (answer !== 'leader died') return answer;
    this.deps.coverage.count(survives ? 'tabs: call repeated to the next leader' : 'tabs: page died with its leader');
    return survives ? this.ask((leader) => leader.save(calls)) : 'page died';
  }

  /** Repeats the call to each new leader until one answers. */
  async ask<T>(question: (calls: ReplicaCalls) => Promise<T>): Promise<T> {
    for (;;) {
      const answer = await this.#askOnce(question);
      if (answer !== 'leader died') return answer;
    }
  }

  async #askOnce<T>(question: (calls: ReplicaCalls) => Promise<T>): Promise<T | 'leader died'> {
    while (!this.life || !this.calls) await new Promise<void>((resolve) => this.#started.push(resolve));
    const { life, calls } = this;
    const died = new Promise<'leader died'>((resolve) => life.onDeath(() => resolve('leader died')));
    return Promise.race([question(calls), died]);
  }

  /** Pages of other tabs ask whose session this is, all at once. */
  otherTabsAsk(tabs: number): void {
    const { link, server } = this.deps;
    for (let tab = 0; tab < tabs; tab += 1) {
      const session = this.browser.request({ renews: true });
      if (this.isOnline) void link.request(() => server().session(session.ask())).then(session.hear);
    }
  }

  get clockMs(): number {
    return this.deps.scheduler.nowMs + this.skewMs;
  }

  /** As in the leader: the server is asked for its time before commands are sent, if the clock is unmeasured. */
  #time(clock: DeviceClock, request: <T>(handle: () => Promise<T | 'failed'>) => Promise<T | 'failed'>): CommandTime {
    const { scheduler, coverage } = this.deps;
    return {
      get commandClock() {
        return clock.commandClock;
      },
      errorMs: (made) => clock.errorMs(made),
      measured: async () => {
        clock.now();
        if (clock.isMeasured) return;
        const sentMs = scheduler.nowMs;
        const serverMs = await request(() => Promise.resolve(scheduler.nowMs));
        if (serverMs === 'failed') return coverage.count('clock: server unreachable', 1);
        clock.measure({ serverMs, sentMs, receivedMs: scheduler.nowMs });
      },
    };
  }

  async #feed(
    { presented, withhold }: Asked,
    scope: ShapeScope,
    from: FeedCursor | undefined,
    isLive: boolean,
  ): Promise<FeedAnswer | 'failed'> {
    const { server, sessions, scheduler } = this.deps;
    if (presented.kind !== 'person') return { kind: 'signed-out', isRemoved: presented.kind === 'removed' };
    const answer = await server().feed(presented.person, scope, from, isLive);
    // A held request checks its family before it sends anything.
    if (answer === 'failed' || sessions.isAlive(presented.family, scheduler.nowMs)) return answer;
    // The browser may have signed in again meanwhile.
    withhold();
    return { kind: 'signed-out' };
  }

  #ports(life: Life): EnginePorts {
    const { scheduler, link, replica, server, bufferBytes, onOpened, coverage, sessions } = this.deps;
    const request = <T>(handle: () => Promise<T | 'failed'>, isFeed = false): Promise<T | 'failed'> => {
      if (this.isOnline) return life.hear(link.request(handle, isFeed));
      coverage.count('network: offline');
      return life.hear(scheduler.sleep(1).then(() => 'failed' as const));
    };
    /** A request with the session's cookie; its answer may bring the next one, also to a browser whose worker has died. */
    const asked = <T>(
      options: { as?: string | null; renews: boolean },
      handle: (asked: Asked) => Promise<T | 'failed'>,
      isFeed = false,
      onSend: (session: SessionRequest) => void = () => undefined,
    ): Promise<T | 'failed'> => {
      const session = this.browser.request(options);
      onSend(session);
      const answering = async (): Promise<T | 'failed'> => (server().life.isAlive ? handle(session.ask()) : 'failed');
      if (!this.isOnline) return request(answering);
      const answer = link.request(answering, isFeed).then((given) => {
        if (given === 'failed') session.lose();
        else session.hear();
        return given;
      });
      return life.hear(answer);
    };
    const deviceClock = new DeviceClock({ wallMs: () => this.clockMs, monotonicMs: () => scheduler.nowMs }, this.#clockState);
    deviceClock.subscribe(() => (this.#clockState = deviceClock.state));
    return {
      time: this.#time(deviceClock, request),
      bufferLimits: { rebasing: bufferBytes, unburdened: bufferBytes, draining: 4 * bufferBytes },
      clock: {
        now: () => deviceClock.now(),
        random: () => this.#engineChance.next(),
        setTimer: (ms, ring) => life.setTimer(ms, ring),
      },
      network: {
        isOnline: () => this.isOnline,
        subscribe: (onChange) => {
          this.#onNetwork = onChange;
          return () => undefined;
        },
      },
      feed: feedTransport({
        request: (scope, from, person, isLive, onStop) => {
          if (scope === 'public') return request(() => server().feed('anybody', scope, from, isLive), true);
          const options = { as: person, renews: true };
          return asked(
            options,
            (asking) => this.#feed(asking, scope, from, isLive),
            true,
            ({ abort }) => onStop(abort),
          );
        },
        sleep: (ms) => life.hear(scheduler.sleep(ms)),
        received: () => life.point('feed.received'),
        retriesItself: () => this.#transport.chance(0.5),
        isAlive: () => life.isAlive,
      }),
      copy: copyTransport({
        request: (person, from, onStop) =>
          asked(
            { as: person, renews: true },
            async ({ presented }) => {
              if (presented.kind !== 'person')
                return { kind: 'signed-out', ...(presented.kind === 'removed' && { isRemoved: true }) };
              const node = server();
              const events = await node.copy(presented.person, from);
              return events === 'failed' ? events : { kind: 'copy', events, isServed: () => node.life.isAlive };
            },
            true,
            ({ abort }) => onStop(abort),
          ),
        breaksOff: () => !this.isOnline || link.breaksOff(),
        pass: () => life.hear(scheduler.sleep(this.#transport.between(0, 400))),
        received: () => life.point('copy.received'),
        isAlive: () => life.isAlive,
        coverage,
      }),
      push: {
        push: async (push, person) => {
          await life.point('push.send');
          const older = push.commands.filter(isOfOldApp).length;
          coverage.count(
            this.isOld ? 'server: command of an old app' : 'server: command of an old app sent after its update',
            older,
          );
          const text = JSON.stringify(push);
          let isTaken = false;
          const answer = await asked({ as: person, renews: true }, async ({ presented }) => {
            const given = await server().push(senderOf(presented, person), JSON.parse(text) as typeof push);
            isTaken = given !== 'failed' && given.kind === 'answered';
            if (given === 'failed' || given.kind !== 'signed-out') return given;
            return { ...given, isRemoved: presented.kind === 'removed' };
          });
          if (answer === 'failed' && isTaken) coverage.count('network: answer of an applied push lost');
          await life.point('push.answered');
          return answer === 'failed' ? { kind: 'network' } : answer;
        },
      },
      auth: {
        session: async () => {
          const user = await asked({ renews: true }, ({ presented }) =>
            server().session(presented.kind === 'person' ? (this.#users.get(presented.person) ?? null) : null),
          );
          if (user === 'failed') throw new Error('no network');
          return user;
        },
        signOut: async (signedOutAt) => {
          const leftMs = this.#leftMs.get(signedOutAt) ?? scheduler.nowMs;
          this.#leftMs.set(signedOutAt, leftMs);
          const gone = await asked({ renews: false }, ({ presented, cookie }) => {
            // Like the server, which ends no session that began after the sign-out.
            const isOlder = (sessions.startedMs(cookie) ?? 0) <= leftMs;
            if (presented.kind === 'person' && isOlder) sessions.end(cookie);
            return server().session(null);
          });
          if (gone === 'failed') throw new Error('no network');
        },
        removal: async () => {
          const leaving = await asked({ renews: false }, ({ presented }) =>
            server().session(presented.kind === 'removed' ? presented.leaving : null),
          );
          if (leaving === 'failed') throw new Error('no network');
          return leaving;
        },
        removalDone: async () => {
          const done = await asked({ renews: false }, ({ presented, cookie }) => {
            const hasSent = presented.kind === 'removed' && presented.leaving === 'send';
            coverage.count('session: a removed device sent what waited', hasSent ? 1 : 0);
            sessions.removalDone(cookie);
            return server().session(null);
          });
          if (done === 'failed') throw new Error('no network');
        },
      },
      newId: () => this.#ids.uuid(),
      openOutbox: async () => {
        await life.point('outbox.open');
        const opening = await Outbox.open({
          store: await this.storage.openStore(life, () => this.#losePowerWriting()),
          marks: this.storage.openMarks(life),
          newId: () => this.#ids.uuid(),
        });
        const { outbox } = opening;
        const { save, receive } = outbox;
        const asSaved = (commands: readonly NewCommand[]) => (this.isOld ? commands.map(toOldApp) : commands);
        /** The rows may refuse a call while the log is still writing it. */
        const refusedCalls = new Set<string>();
        outbox.receive = async (commands) => {
          await receive.call(outbox, asSaved(commands));
          const kept = commands.filter(({ callKey }) => !refusedCalls.has(callKey));
          if (life.isAlive) for (const { callKey } of kept) this.storage.received.add(callKey);
        };
        outbox.save = (commands, refused = []) => {
          for (const callKey of refused) {
            refusedCalls.add(callKey);
            this.storage.received.delete(callKey);
          }
          return save.call(outbox, asSaved(commands), refused);
        };
        coverage.count('disk: torn end truncated', opening.tornBytes > 0 ? 1 : 0);
        coverage.count('disk: damage detected', opening.damaged ? 1 : 0);
        return opening;
      },
      openReplica: async ({ fresh }) => {
        await life.point('replica.open');
        if (fresh && this.storage.room < Number.POSITIVE_INFINITY) throw new Error('no room for the rows');
        const opened = await replica.open(life, fresh);
        onOpened(opened.opened);
        return opened;
      },
    };
  }
}

/** The old session of a removed device may still send what waits there, where the person chose that. */
function senderOf(presented: Presented, person: string): string | null {
  if (presented.kind === 'person') return presented.person;
  return presented.kind === 'removed' && presented.leaving === 'send' && presented.person === person ? person : null;
}
