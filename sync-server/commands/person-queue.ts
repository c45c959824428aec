// Runs one request per person at a time. The database's lock on the person would also serialize them, but a waiting request
// would then hold a connection, and one person with many requests could occupy the whole pool.
import { RequestError } from '../http/wire-errors.ts';

const MAX_WAITING = 32;

export class PersonQueue {
  readonly #tails = new Map<string, { last: Promise<unknown>; waiting: number }>();

  /** Runs `work` after all earlier work of this person has settled, successfully or not. */
  async run<T>(userId: string, work: () => Promise<T>): Promise<T> {
    const tail = this.#tails.get(userId) ?? { last: Promise.resolve(), waiting: 0 };
    if (tail.waiting >= MAX_WAITING) throw new RequestError('rate_limited', undefined, { 'retry-after': '1' });
    this.#tails.set(userId, tail);
    tail.waiting += 1;
    const mine = tail.last.then(work);
    tail.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      tail.waiting -= 1;
      if (tail.waiting === 0) this.#tails.delete(userId);
    }
  }
}
