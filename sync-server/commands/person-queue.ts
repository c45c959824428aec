// One request of a person at a time. The database would see to the order by its lock on the person, but a waiting request
// would hold a connection meanwhile, and one person with many requests could take them all.
import { RequestError } from '../http/wire-errors.ts';

const MAX_WAITING = 32;

export class PersonQueue {
  readonly #tails = new Map<string, { last: Promise<unknown>; waiting: number }>();

  /** Runs `work` after all earlier work of this person has ended, however it ended. */
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
