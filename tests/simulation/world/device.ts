// One device: its storage, the worker that runs the real engine on it, and the pages a person uses. The worker dies with its tab
// or with the device and is started again; a page that outlives it repeats its calls, as the client does.
import { ReplicaEngine } from '#src/replica/engine/replica-engine.ts';
import type { EnginePorts, OpenedReplica, SessionUser } from '#src/replica/engine/ports.ts';
import { Outbox } from '#src/replica/outbox/outbox.ts';
import type { Answer, NewCall, ReplicaCalls, SavedCall } from '#src/replica/service.ts';
import type { Coverage } from '../coverage.ts';
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import { DeviceStorage } from './device-storage.ts';
import { feedTransport } from './feed-transport.ts';
import { Life, type Pace, type Trap } from './life.ts';
import type { Link } from './network.ts';
import type { ReplicaBackend } from './backends.ts';
import type { ServerNode } from './server-node.ts';

export interface DeviceDeps {
  index: number;
  scheduler: Scheduler;
  /** A stream of chance for a purpose. */
  random: (purpose: string) => Random;
  link: Link;
  replica: ReplicaBackend;
  pace: Pace;
  coverage: Coverage;
  server: () => ServerNode;
  /** An old version of the app: it sends some commands as they were. */
  isOld: boolean;
  /** After a death, before the next start: what is to be checked and written down. */
  /** More than this is applied without waiting for a boundary. */
  bufferBytes: number;
  onDeath: (cause: string) => void;
  onOpened: (opened: OpenedReplica['opened']) => void;
}

export class Device {
  readonly deps: DeviceDeps;
  readonly storage: DeviceStorage;
  life: Life | undefined;
  engine: ReplicaEngine | undefined;
  calls: ReplicaCalls | undefined;
  /** The session cookie: who the server takes this device for. */
  user: SessionUser | null = null;
  isOnline = true;
  /** How far the device's clock is from the world's. */
  skewMs = 0;
  #onNetwork: (() => void) | undefined;
  #started: (() => void)[] = [];
  #lives = 0;
  #nextTrap: Trap | undefined;
  readonly #ids: Random;
  readonly #engineChance: Random;
  readonly #transport: Random;

  constructor(deps: DeviceDeps) {
    this.deps = deps;
    this.storage = new DeviceStorage(deps.random('storage'), deps.coverage);
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

  /** The worker's tab was closed or crashed; files are as they are. */
  killWorker(cause: string): void {
    this.#die(cause, () => this.storage.workerDied());
  }

  losePower(cause: string): void {
    this.#die(cause, () => this.storage.powerLost());
  }

  #die(cause: string, leaveFiles: () => void): void {
    if (!this.life) return;
    // What is passed while opening can only catch the next life.
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

  /** A page's call. `survives`: the page is in another tab than the worker, so it asks the next leader again. */
  async save(calls: NewCall[], survives: boolean): Promise<Answer<SavedCall[]> | 'page died'> {
    const answer = await this.#askOnce((leader) => leader.save(calls));
    if (answer !== 'leader died') return answer;
    this.deps.coverage.count(survives ? 'tabs: call asked again of the next leader' : 'tabs: page died with its leader');
    return survives ? this.ask((leader) => leader.save(calls)) : 'page died';
  }

  /** Asks whichever leader there is until one answers. */
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

  /** As the server's sessions see a request that says whose replica asks. */
  #sessionOf(person: string | null): string | null {
    return this.user && this.user.id === person ? person : null;
  }

  get clockMs(): number {
    return this.deps.scheduler.nowMs + this.skewMs;
  }

  #ports(life: Life): EnginePorts {
    const { scheduler, link, replica, server, isOld, bufferBytes, onOpened, coverage } = this.deps;
    const request = <T>(handle: () => Promise<T | 'failed'>, isFeed = false): Promise<T | 'failed'> => {
      if (this.isOnline) return life.hear(link.request(handle, isFeed));
      coverage.count('network: offline');
      return life.hear(scheduler.sleep(1).then(() => 'failed' as const));
    };
    return {
      bufferLimits: { rebasing: bufferBytes, unburdened: bufferBytes, draining: 4 * bufferBytes },
      clock: {
        now: () => this.clockMs,
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
        request: (scope, from, person, isLive) =>
          request(() => server().feed(scope === 'public' ? 'anybody' : this.#sessionOf(person), scope, from, isLive), true),
        sleep: (ms) => life.hear(scheduler.sleep(ms)),
        received: () => life.point('feed.received'),
        retriesItself: () => this.#transport.chance(0.5),
        isAlive: () => life.isAlive,
      }),
      push: {
        push: async (push, person) => {
          await life.point('push.send');
          const commands = push.commands.map((command) =>
            isOld && command.name === LEGACY ? { ...command, version: 1 } : command,
          );
          if (isOld) coverage.count('server: command of an old app', commands.filter(({ name }) => name === LEGACY).length);
          const text = JSON.stringify({ ...push, commands });
          let isTaken = false;
          const answer = await request(async () => {
            const given = await server().push(this.#sessionOf(person), JSON.parse(text) as typeof push);
            isTaken = given !== 'failed' && given.kind === 'answered';
            return given;
          });
          if (answer === 'failed' && isTaken) coverage.count('network: answer of a push that was taken lost');
          await life.point('push.answered');
          return answer === 'failed' ? { kind: 'network' } : answer;
        },
      },
      auth: {
        session: async () => {
          const user = await request(async () => server().session(this.user));
          if (user === 'failed') throw new Error('no network');
          return user;
        },
        signOut: async () => {
          const gone = await request(() => server().session(null));
          if (gone === 'failed') throw new Error('no network');
          this.user = null;
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
        coverage.count('disk: torn end cut', opening.tornBytes > 0 ? 1 : 0);
        coverage.count('disk: damage found', opening.damaged ? 1 : 0);
        return opening;
      },
      openReplica: async ({ fresh }) => {
        await life.point('replica.open');
        if (fresh && this.storage.room < Number.POSITIVE_INFINITY) throw new Error('no room for the rows');
        const opened = await replica.open(life.point, fresh);
        onOpened(opened.opened);
        return opened;
      },
    };
  }
}

/** Lives on the server in its second version. */
const LEGACY = 'sim.legacy';
