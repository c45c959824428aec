// Retries for transactions that Postgres aborted because of a deadlock. Nothing of such a transaction was committed, so it can
// run again.
const DEADLOCK_DETECTED = '40P01';

/** Also true for an error that has a deadlock as its cause. */
export function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === DEADLOCK_DETECTED) || isDeadlock(error.cause);
}

const TIMES = 5;

/**
 * Runs a whole transaction again when it was aborted by a deadlock. Postgres aborts only one of the waiting transactions; the
 * others continue, and the retry runs after them.
 */
export async function retryOnDeadlock<T>(transaction: () => Promise<T>): Promise<T> {
  for (let time = 1; ; time += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (time === TIMES || !isDeadlock(error)) throw error;
    }
  }
}
