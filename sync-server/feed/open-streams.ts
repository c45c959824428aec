// Limits the open live requests per address and per person. A device holds two, one for each scope that it follows.
export interface StreamLimits {
  /** Higher, because many people may share an address: an office, a school, a mobile operator. */
  perAddress: number;
  perPerson: number;
}

export const STREAM_LIMITS: StreamLimits = { perAddress: 1_000, perPerson: 60 };

export class OpenStreams {
  readonly #limits: StreamLimits;
  readonly #counts = new Map<string, number>();
  #total = 0;

  constructor(limits: Partial<StreamLimits> = {}) {
    this.#limits = { ...STREAM_LIMITS, ...limits };
  }

  /** The open live requests of this process. */
  get total(): number {
    return this.#total;
  }

  /** The people who have a live request open in this process. */
  get people(): number {
    let people = 0;
    for (const key of this.#counts.keys()) if (key.startsWith('user:')) people += 1;
    return people;
  }

  /** Counts one more request. Returns a function that ends the count, or null when the address or the person has too many. */
  open({ address, scope }: { address: string | null; scope: string }): (() => void) | null {
    const { perAddress, perPerson } = this.#limits;
    const keys = [
      ...(address === null ? [] : [{ key: `address ${address}`, limit: perAddress }]),
      ...(scope === 'public' ? [] : [{ key: scope, limit: perPerson }]),
    ];
    if (keys.some(({ key, limit }) => (this.#counts.get(key) ?? 0) >= limit)) return null;
    for (const { key } of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    this.#total += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#total -= 1;
      for (const { key } of keys) this.#countOff(key);
    };
  }

  #countOff(key: string): void {
    const left = (this.#counts.get(key) ?? 1) - 1;
    if (left === 0) this.#counts.delete(key);
    else this.#counts.set(key, left);
  }
}
