// Subscriptions have one form in this app: `subscribe` takes a callback and returns the function that unsubscribes it.

export class Subscribers<Told extends unknown[] = []> {
  readonly #callbacks = new Set<(...told: Told) => void>();

  get size(): number {
    return this.#callbacks.size;
  }

  subscribe(callback: (...told: Told) => void): () => void {
    this.#callbacks.add(callback);
    return () => void this.#callbacks.delete(callback);
  }

  tell(...told: Told): void {
    for (const callback of this.#callbacks) callback(...told);
  }

  clear(): void {
    this.#callbacks.clear();
  }
}
