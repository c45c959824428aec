// Opens the rows in this leader, closes them when they cannot be trusted, and opens them again from the base. Invariants: one
// opening at a time; a caller waiting for the rows gets those of the opening that succeeds.
import { Applier } from '../applier/applier.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { deferred } from './deferred.ts';
import { BaseUnreachableError, type EnginePorts, type OpenedReplica } from './ports.ts';

/** The limit of rebuilds after failures: endless rebuilds would hide a bug and drain the battery. */
const MAX_REBUILDS = 3;

/** A first visit needs the shipped base; without a network, fetching it is retried at this interval. */
const BASE_RETRY_MS = 3_000;

export interface OpenReplica {
  replica: OpenedReplica;
  applier: Applier;
}

/** The receiver of the lifecycle's events. */
export interface LifecycleHost {
  onProgress(part: number | null): void;
  onOpened(open: OpenReplica): void;
  onLost(): void;
  onGivenUp(error: unknown): void;
}

export class ReplicaLifecycle {
  readonly #ports: Pick<EnginePorts, 'openReplica' | 'clock' | 'time'>;
  readonly #host: LifecycleHost;
  #outbox: Outbox | undefined;
  readonly #whenOutbox = deferred<Outbox | undefined>();
  #open: OpenReplica | undefined;
  #whenOpen = deferred<OpenReplica>();
  /** The opening in progress. */
  #opening: Promise<void> | undefined;
  #rebuilds = 0;

  constructor(ports: EnginePorts, host: LifecycleHost) {
    this.#ports = ports;
    this.#host = host;
  }

  get open(): OpenReplica | undefined {
    return this.#open;
  }

  whenOpen(): Promise<OpenReplica> {
    return this.#whenOpen.promise;
  }

  /** Undefined when this window has no log. */
  whenOutbox(): Promise<Outbox | undefined> {
    return this.#whenOutbox.promise;
  }

  /** Opens the rows for the first time, if the log could be opened. */
  async start(outbox: Outbox | undefined): Promise<void> {
    this.#outbox = outbox;
    this.#whenOutbox.resolve(outbox);
    if (outbox) await this.#openOnce(() => this.#openFrom(outbox, false));
  }

  /** The rows cannot be trusted, or PGlite failed: open again from the base. The outbox is untouched. */
  rebuild(): Promise<void> {
    // A requested rebuild (another person, /debug) is not a failure and resets the count of failures.
    this.#rebuilds = 0;
    return this.#rebuild();
  }

  rebuildAfterFailure(): Promise<void> {
    this.#rebuilds += 1;
    return this.#rebuild();
  }

  async close(): Promise<void> {
    await this.#open?.replica.close();
  }

  async #rebuild(): Promise<void> {
    const outbox = this.#outbox ?? (await this.#whenOutbox.promise);
    if (!outbox) return;
    // Two openings at once would use the same files, and the slower one would overwrite the other.
    while (this.#opening) await this.#opening;
    this.#host.onLost();
    const old = this.#open;
    this.#open = undefined;
    // Callers waiting for an opening that failed keep the same promise.
    if (old) this.#whenOpen = deferred<OpenReplica>();
    await this.#openOnce(async () => {
      await old?.replica.close().catch(() => undefined);
      if (this.#rebuilds > MAX_REBUILDS) this.#host.onGivenUp(new Error('the replica could not be rebuilt'));
      else await this.#openFrom(outbox, true);
    });
  }

  #openOnce(open: () => Promise<void>): Promise<void> {
    this.#opening = open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #openFrom(outbox: Outbox, fresh: boolean): Promise<void> {
    const { clock, time } = this.#ports;
    const onProgress = (part: number): void => this.#host.onProgress(part);
    for (let attempt = 0; ; attempt += 1) {
      try {
        const replica = await this.#ports.openReplica({ fresh: fresh || attempt > 0, onProgress });
        const runTime = time && { now: () => clock.now(), errorMs: time.errorMs.bind(time) };
        const applier = await Applier.open(replica.database, outbox, runTime);
        if (applier) return this.#opened({ replica, applier });
        await replica.close();
      } catch (error) {
        if (error instanceof BaseUnreachableError) {
          await new Promise<void>((resolve) => clock.setTimer(BASE_RETRY_MS, resolve));
          attempt -= 1;
        } else if (attempt >= 1) return this.#host.onGivenUp(error);
      }
    }
  }

  #opened(open: OpenReplica): void {
    this.#open = open;
    this.#host.onProgress(null);
    this.#whenOpen.resolve(open);
    this.#host.onOpened(open);
  }
}
