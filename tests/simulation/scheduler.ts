// Virtual time. One event runs at a time; the next one starts when everything that the last one triggered has settled, so the
// order of events is determined by the seed alone.

interface Planned {
  atMs: number;
  order: number;
  run: () => void;
}

export class Scheduler {
  nowMs: number;
  events = 0;
  readonly #heap: Planned[] = [];
  #order = 0;
  readonly #isBusy: () => boolean;

  /** `isBusy`: work outside this process's microtasks is still running (a real PGlite). */
  constructor(startMs: number, isBusy: () => boolean = () => false) {
    this.nowMs = startMs;
    this.#isBusy = isBusy;
  }

  /** Runs once, `ms` from now. Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void {
    let isCancelled = false;
    this.#order += 1;
    this.#push({ atMs: this.nowMs + Math.max(0, ms), order: this.#order, run: () => (isCancelled ? undefined : run()) });
    return () => (isCancelled = true);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  nextAtMs(): number | undefined {
    return this.#heap[0]?.atMs;
  }

  /** False when no event is left. */
  async step(): Promise<boolean> {
    const next = this.#pop();
    if (!next) return false;
    this.nowMs = Math.max(this.nowMs, next.atMs);
    this.events += 1;
    next.run();
    await this.rest();
    return true;
  }

  async rest(): Promise<void> {
    do await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#isBusy());
  }

  #push(planned: Planned): void {
    const heap = this.#heap;
    let at = heap.push(planned) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(heap[parent] as Planned, planned)) break;
      heap[at] = heap[parent] as Planned;
      at = parent;
    }
    heap[at] = planned;
  }

  #pop(): Planned | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Planned, heap[child] as Planned)) child += 1;
      if (isBefore(last, heap[child] as Planned)) break;
      heap[at] = heap[child] as Planned;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

const isBefore = (a: Planned, b: Planned): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
