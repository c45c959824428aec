// Locks of the model server, as in Postgres: exclusive, granted in the order of the requests, held to the end of the
// transaction. A request that would close a cycle fails at once; Postgres detects the deadlock after a second.

/** Postgres aborted this transaction because it is part of a deadlock. */
export class DeadlockDetected extends Error {
  readonly code = '40P01';
}

interface Waiting {
  owner: object;
  proceed: () => void;
}

export class Locks {
  readonly #holders = new Map<string, object>();
  readonly #queues = new Map<string, Waiting[]>();
  readonly #waitsFor = new Map<object, string>();
  /** Called when a request waits, or fails with a deadlock. */
  onWait: (name: string, isDeadlock: boolean) => void = () => undefined;

  async take(owner: object, name: string): Promise<void> {
    const holder = this.#holders.get(name);
    if (holder === undefined) this.#holders.set(name, owner);
    if (holder === undefined || holder === owner) return;
    const isDeadlock = this.#waitsOn(holder, owner);
    this.onWait(name, isDeadlock);
    if (isDeadlock) throw new DeadlockDetected('deadlock detected');
    this.#waitsFor.set(owner, name);
    await new Promise<void>((proceed) => {
      this.#queues.set(name, [...(this.#queues.get(name) ?? []), { owner, proceed }]);
    });
  }

  releaseAll(owner: object): void {
    for (const [name, holder] of this.#holders) {
      if (holder !== owner) continue;
      const [next, ...rest] = this.#queues.get(name) ?? [];
      this.#queues.set(name, rest);
      if (!next) {
        this.#holders.delete(name);
        continue;
      }
      this.#holders.set(name, next.owner);
      this.#waitsFor.delete(next.owner);
      next.proceed();
    }
  }

  /** Drops all locks; waiting requests never resolve. */
  clear(): void {
    this.#holders.clear();
    this.#queues.clear();
    this.#waitsFor.clear();
  }

  #waitsOn(from: object, target: object): boolean {
    let at: object | undefined = from;
    while (at !== undefined && at !== target) {
      const name = this.#waitsFor.get(at);
      at = name === undefined ? undefined : this.#holders.get(name);
    }
    return at === target;
  }
}
