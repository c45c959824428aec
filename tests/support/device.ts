// For tests: a whole device in Node, connected to the real server: engine, outbox, PGlite, ShapeStream. Its network can be cut,
// and answers can be lost after the server has acted.
import { newId } from '#schema/ids.ts';
import { replicaPglite } from './replica.ts';
import { ReplicaClient } from '#src/replica/client.ts';
import { MemoryByteStore } from '#src/replica/outbox/byte-store.ts';
import { MemoryMarkStore } from '#src/replica/outbox/high-water.ts';
import { Outbox } from '#src/replica/outbox/outbox.ts';
import { copyTransport } from '#src/replica/worker/copy-transport.ts';
import { httpAuth, httpPush } from '#src/replica/worker/http-transports.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';
import { shapeTransport } from '#src/replica/worker/shape-transport.ts';
import type { ReplicaDatabase } from '#src/replica/applier/database.ts';
import type { Clock, Network } from '#src/replica/engine/ports.ts';
import { ReplicaEngine } from '#src/replica/engine/replica-engine.ts';

const realClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer(ms, ring) {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
};

export class TestDevice {
  readonly store = new MemoryByteStore();
  readonly marks = new MemoryMarkStore();
  cookie: string | undefined;
  database: ReplicaDatabase | undefined;
  engine: ReplicaEngine | undefined;
  /** The number of next pushes whose answers are dropped after the server has acted. */
  answersToLose = 0;
  #isOnline = true;
  #onNetwork = (): void => undefined;

  constructor(
    readonly origin: string,
    readonly liveSse: boolean,
  ) {}

  async open(): Promise<ReplicaClient> {
    const request = this.#fetch;
    const network: Network = {
      isOnline: () => this.#isOnline,
      subscribe: (onChange) => {
        this.#onNetwork = onChange;
        return () => undefined;
      },
    };
    const engine = new ReplicaEngine({
      clock: realClock,
      network,
      feed: shapeTransport({ origin: this.origin, fetch: request, liveSse: this.liveSse }),
      copy: copyTransport({ origin: this.origin, fetch: request }),
      push: httpPush(this.origin, request),
      auth: httpAuth(this.origin, request),
      newId,
      openOutbox: () => Outbox.open({ store: this.store, marks: this.marks, newId }),
      openReplica: async ({ fresh }) => {
        if (fresh || !this.database) this.database = new PreparedDatabase(await replicaPglite());
        const done = (): Promise<void> => Promise.resolve();
        return { database: this.database, opened: 'fresh', schema: 'test', openMs: 0, flush: done, close: done };
      },
    });
    this.engine = engine;
    let receive: ReplicaClient['receive'] = () => undefined;
    const client = new ReplicaClient(engine.connect('page', (event) => receive(event)).calls);
    receive = client.receive;
    engine.connect('page', client.receive);
    await engine.start();
    return client;
  }

  /** Simulates the death of the tab, without any notification. */
  die(): void {
    this.engine?.driver.stop();
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#onNetwork();
  }

  readonly #fetch: typeof fetch = async (input, init) => {
    if (!this.#isOnline) throw new TypeError('offline');
    const headers = new Headers(init?.headers);
    if (this.cookie) headers.set('cookie', this.cookie);
    const answer = await fetch(input, { ...init, headers });
    if (String(input).endsWith('/v1/commands') && this.answersToLose > 0) {
      this.answersToLose -= 1;
      throw new TypeError('the answer was lost');
    }
    return answer;
  };
}
